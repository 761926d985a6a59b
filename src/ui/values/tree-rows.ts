/**
 * The rows of a tree of values: which there are, which are unfolded, and what a search leaves of them.
 *
 * Children are asked for when their parent is first unfolded, and again at every stop for what is still unfolded. The
 * old rows stay until the new ones are there. An answer to an earlier question is dropped.
 */
import type { Localize } from '../../model/localize.ts';
import { nextPage, type Row, withPart } from './tree-row.ts';
import { type Found, searchRows } from './tree-search.ts';
import { computedNode, isExpandable, type Page, pagesOf, type ValueNode } from './value-node.ts';

/** Where the rows come from. */
export interface RowSource {
  roots(): Promise<readonly ValueNode[]>;
  /** @throws an `Error` whose message is shown in place of the children. */
  children(node: ValueNode, page: Page): Promise<readonly ValueNode[]>;
}

/**
 * What values are compared with: those on the `screen`, which are of the stop before; those of the stop before also
 * where the screen is of this `stop` already, because the person changed a value; or with `none`. At another `form` the
 * same values are written otherwise, and those that were marked stay marked.
 */
export type Comparison = 'screen' | 'stop' | 'form' | 'none';

/** How many pages of a node are asked for again at the next stop, of those that a person has gone to. */
const mostKept = 3;

export class TreeRows {
  private rootRows: readonly Row[] = [];
  private readonly unfolded: Set<string>;
  /** Keys of what was computed because it was asked for, and is again at every stop. */
  private readonly computed = new Set<string>();
  /** The pages that were gone to last, by the keys of the nodes. */
  private readonly visited = new Map<string, readonly number[]>();
  /** Values at the stop before, to mark what changed. What had none then has not changed, but come. */
  private before = new Map<string, string>();
  private question = 0;
  /** What is searched for, what was found, and what is unfolded meanwhile. */
  private search: { readonly text: string; found: Found; readonly open: Set<string> } | undefined;

  /** @param unfolded keys of the nodes that are unfolded at first. */
  constructor(
    private readonly source: RowSource,
    unfolded: readonly string[],
    private readonly localize: Localize,
  ) {
    this.unfolded = new Set(unfolded);
  }

  get isEmpty(): boolean {
    return this.rootRows.length === 0;
  }

  get roots(): readonly Row[] {
    return this.rootRows;
  }

  /** What the search has found; `undefined` where nothing is searched for. */
  get found(): Found | undefined {
    return this.search?.found;
  }

  /**
   * Asks for everything that is shown anew.
   *
   * @returns whether this is what is shown now; false when something else was asked for meanwhile.
   */
  async reload(compare: Comparison): Promise<boolean> {
    const question = ++this.question;
    const roots = (await this.source.roots()).map((node): Row => ({ node, level: 1, parent: undefined }));
    // What is unfolded while the answers come is asked for too.
    do await Promise.all(roots.map((row) => this.loadUnfolded(row)));
    while (question === this.question && roots.some((row) => this.isAwaited(row)));
    if (question !== this.question) return false;
    const onScreen = new Map(
      all(this.rootRows).flatMap(({ node }) => (node.absent || node.lazy ? [] : [entryOf(node)])),
    );
    if (compare === 'none') this.before.clear();
    else if (compare === 'screen') this.before = onScreen;
    else if (compare === 'stop') this.before = new Map([...onScreen, ...this.before]);
    else this.before = rewritten(this.before, onScreen, roots);
    this.rootRows = roots;
    this.searchAgain();
    return true;
  }

  /** Has no rows any more. */
  clear(): void {
    this.question++;
    this.rootRows = [];
    this.before.clear();
    this.searchAgain();
  }

  /** Leaves only the rows in which `text` is found, and those that hold them; all of them for an empty text. */
  searchFor(text: string): void {
    if (text.trim() === '') {
      this.search = undefined;
      return;
    }
    const found = searchRows(this.rootRows, text.trim(), this.localize);
    this.search = { text: text.trim(), found, open: new Set([...this.unfolded, ...found.holders]) };
  }

  isOpen(key: string): boolean {
    return this.open.has(key);
  }

  /** The value at the stop before, if there was one. */
  valueBefore(key: string): string | undefined {
    return this.before.get(key);
  }

  /** Those of `rows` that are shown. */
  shown(rows: readonly Row[]): readonly Row[] {
    const { search } = this;
    return search ? rows.filter(({ node }) => search.found.shown.has(node.key)) : rows;
  }

  /** The rows that can be seen, from the top down. */
  visible(rows: readonly Row[] = this.rootRows): Row[] {
    return this.shown(rows).flatMap((row) => [
      row,
      ...(this.isOpen(row.node.key) && row.children ? this.visible(row.children.rows) : []),
    ]);
  }

  find(key: string): Row | undefined {
    return this.visible().find((row) => row.node.key === key);
  }

  /** What is computed only when it is asked for is computed, and stays folded. */
  unfold({ node }: Row): void {
    if (node.lazy) this.computed.add(node.key);
    else if (isExpandable(node)) this.open.add(node.key);
  }

  fold({ node }: Row): void {
    this.open.delete(node.key);
  }

  /** Loads the next page of the children; whoever asks while one is on its way waits for that. */
  loadPage(row: Row, at?: number): Promise<void> {
    row.loading ??= this.askPage(row, at).finally(() => {
      delete row.loading;
      this.searchAgain();
    });
    return row.loading;
  }

  /** Loads the page that a person goes to, which is shown at the next stops too. */
  async visitPage(row: Row, at: number): Promise<void> {
    const { key } = row.node;
    const others = (this.visited.get(key) ?? []).filter((each) => each !== at);
    this.visited.set(key, [...others, at].slice(-mostKept));
    while (row.loading) await row.loading;
    await this.loadPage(row, at);
  }

  /** What is unfolded now: a search unfolds what holds its hits, and is forgotten with that. */
  private get open(): Set<string> {
    return this.search?.open ?? this.unfolded;
  }

  private searchAgain(): void {
    if (!this.search) return;
    const { text, open } = this.search;
    this.search = { text, open, found: searchRows(this.rootRows, text, this.localize) };
  }

  private async loadUnfolded(row: Row): Promise<void> {
    if (row.node.lazy && this.isAwaited(row)) await this.loadPage(row);
    if (row.node.lazy || !this.open.has(row.node.key)) return;
    if (this.isUnknown(row)) await this.loadPages(row);
    await Promise.all(row.children?.rows.map((child) => this.loadUnfolded(child)) ?? []);
  }

  /** Whether the row, or one below it, is unfolded, and what is in it was not asked for. */
  private isAwaited(row: Row): boolean {
    if (row.node.lazy) return this.computed.has(row.node.key) && this.isUnknown(row);
    if (!this.open.has(row.node.key)) return false;
    return this.isUnknown(row) || (row.children?.rows.some((child) => this.isAwaited(child)) ?? false);
  }

  private isUnknown({ node, children, error }: Row): boolean {
    return node.reference > 0 && !children && error === undefined;
  }

  /** The first page, and what a person has gone to since, as far as it is still there. */
  private async loadPages(row: Row): Promise<void> {
    await this.loadPage(row);
    for (const at of this.visited.get(row.node.key) ?? []) await this.loadPage(row, at);
  }

  private async askPage(row: Row, at = row.children ? nextPage(row.children) : 0): Promise<void> {
    const { pages, parts } = row.children ?? { pages: pagesOf(row.node), parts: new Map() };
    const page = pages[at];
    if (!page || parts.has(at)) return;
    try {
      const nodes = await this.source.children(row.node, page);
      const computed = row.node.lazy && computedNode(row.node, nodes);
      if (computed) {
        if (row.error !== undefined) this.fold(row);
        delete row.error;
        row.node = computed;
        return;
      }
      const more = nodes.map((node): Row => ({ node, level: row.level + 1, parent: row.node.key }));
      row.children = withPart({ pages, parts }, at, more);
      delete row.error;
    } catch (error) {
      row.error = error instanceof Error ? error.message : String(error);
      // The reason stands under it; the next one who asks for it tries again.
      if (row.node.lazy) this.open.add(row.node.key);
    }
  }
}

const entryOf = ({ key, value }: ValueNode) => [key, value] as const;

/** `rows` and all that were loaded under them. */
export function all(rows: readonly Row[]): Row[] {
  return rows.flatMap((row) => [row, ...all(row.children?.rows ?? [])]);
}

/** The values `before` as the values of `now` are written, but for those that differed on the screen. */
function rewritten(
  before: ReadonlyMap<string, string>,
  onScreen: ReadonlyMap<string, string>,
  now: readonly Row[],
): Map<string, string> {
  const written = new Map(all(now).map(({ node }) => entryOf(node)));
  const isMarked = (key: string, value: string) => onScreen.has(key) && onScreen.get(key) !== value;
  return new Map([...before].map(([key, value]) => [key, isMarked(key, value) ? value : (written.get(key) ?? value)]));
}
