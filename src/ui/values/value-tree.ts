/**
 * A tree of values with the ARIA pattern "tree view": one tab stop, arrows to move and unfold, Enter or F2 to edit.
 *
 * Children are asked for when their parent is first unfolded, and again at every stop for what is still unfolded. The
 * old values stay on the screen until the new ones are there. An answer to an earlier question is dropped.
 */
import { html, nothing, render, type TemplateResult } from 'lit';
import { hasFocus } from '../layout/focus.ts';
import { isExpandable, type Page, pagesOf, type ValueNode } from './value-node.ts';
import { type Edit, type Row, rowItems } from './value-row.ts';

/** Where a tree gets its nodes, and what can be done with them. */
export interface ValueSource {
  roots(): Promise<readonly ValueNode[]>;
  /** @throws an `Error` whose message is shown in place of the children. */
  children(node: ValueNode, page: Page): Promise<readonly ValueNode[]>;
  /** What the field shows when `node` is edited, and its hint while it is empty; `undefined` where it cannot be edited.
   * */
  editable(node: ValueNode): { readonly text: string; readonly hint: string } | undefined;
  /** @throws an `Error` whose message is shown under the field. */
  commit(node: ValueNode, text: string): Promise<void>;
  /** Whether the node can be removed. */
  removable(node: ValueNode): boolean;
  remove(node: ValueNode): void;
  /** Whether the program can be made to stop when the value changes. */
  watchable?(node: ValueNode): boolean;
  /** Has it stop then, or no longer. */
  breakOnChange?(node: ValueNode): void;
  /** The whole value as text, for the clipboard. */
  copy?(node: ValueNode): Promise<string>;
}

/** What the tree says while it has nothing to show. */
export interface TreeTexts {
  readonly label: string;
  /** What stands in its place; `nothing` to show nothing. */
  readonly empty: () => TemplateResult | typeof nothing;
}

/**
 * What values are compared with: those on the `screen`, which are of the stop before; those of the stop before also
 * where the screen is of this `stop` already, because the person changed a value; or with `none`.
 */
export type Comparison = 'screen' | 'stop' | 'none';

export class ValueTree {
  private readonly host: HTMLElement;
  private readonly source: ValueSource;
  private readonly texts: TreeTexts;
  private rows: Row[] = [];
  private readonly unfolded = new Set<string>();
  /** Values at the stop before, to mark what changed. What had none then has not changed, but come. */
  private before = new Map<string, string>();
  private focused: string | undefined;
  private editing: Edit | undefined;
  private stale = false;
  private question = 0;
  /** The node whose first child gets the focus as soon as it is there. */
  private entered: string | undefined;

  /** @param unfolded keys of the nodes that are unfolded at first. */
  constructor(host: HTMLElement, source: ValueSource, texts: TreeTexts, unfolded: readonly string[] = []) {
    this.host = host;
    this.source = source;
    this.texts = texts;
    for (const key of unfolded) this.unfolded.add(key);
    this.render();
  }

  /**
   * Asks for everything that is shown anew.
   *
   * @param compare what a value must differ from to be marked as changed.
   */
  async reload(compare: Comparison): Promise<void> {
    const question = ++this.question;
    this.editing = undefined;
    const roots = await this.source.roots();
    const rows = roots.map((node): Row => ({ node, level: 1, parent: undefined }));
    await Promise.all(rows.map((row) => this.loadUnfolded(row)));
    if (question !== this.question) return;
    const onScreen = this.visible().flatMap(({ node }) => (node.absent ? [] : [[node.key, node.value] as const]));
    if (compare === 'none') this.before.clear();
    else this.before = new Map(compare === 'stop' ? [...onScreen, ...this.before] : onScreen);
    this.rows = rows;
    this.stale = false;
    this.render();
  }

  /** Shows that the values are of an earlier moment: the program runs. */
  fade(): void {
    this.editing = undefined;
    this.stale = true;
    this.render();
  }

  /** Shows nothing. */
  clear(): void {
    this.question++;
    this.rows = [];
    this.before.clear();
    this.stale = false;
    this.editing = undefined;
    this.render();
  }

  /** What stands in place of the values may be another now. */
  redraw(): void {
    if (this.rows.length === 0) this.render();
  }

  /** Opens the field of the node named `key`. */
  edit(key: string): void {
    const row = this.find(key);
    const start = row && !this.stale ? this.source.editable(row.node) : undefined;
    if (start === undefined) return;
    this.editing = { key, ...start };
    this.focused = key;
    this.render();
    const field = this.host.querySelector<HTMLInputElement>('.tree-edit');
    field?.focus();
    field?.select();
  }

  private async loadUnfolded(row: Row): Promise<void> {
    if (row.node.reference === 0 || !this.unfolded.has(row.node.key)) return;
    await this.loadPage(row);
    await Promise.all(row.children?.rows.map((child) => this.loadUnfolded(child)) ?? []);
  }

  /** Loads the next page of the children; whoever asks while it is on its way waits for the same one. */
  private loadPage(row: Row): Promise<void> {
    row.loading ??= this.askPage(row).finally(() => {
      delete row.loading;
    });
    return row.loading;
  }

  private async askPage(row: Row): Promise<void> {
    const pages = row.children?.pages ?? pagesOf(row.node);
    const loaded = row.children?.loaded ?? 0;
    const page = pages[loaded];
    if (!page) return;
    try {
      const nodes = await this.source.children(row.node, page);
      const more = nodes.map((node): Row => ({ node, level: row.level + 1, parent: row.node.key }));
      row.children = { rows: [...(row.children?.rows ?? []), ...more], pages, loaded: loaded + 1 };
      delete row.error;
    } catch (error) {
      row.error = error instanceof Error ? error.message : String(error);
    }
  }

  private async unfold(row: Row): Promise<void> {
    if (!isExpandable(row.node)) return;
    this.unfolded.add(row.node.key);
    this.render();
    if (row.node.reference > 0 && !row.children && !this.stale) await this.loadPage(row);
    this.render();
    if (this.entered === row.node.key && this.focused === row.node.key) this.enter(row);
  }

  /** Goes to the first child; if the children are still asked for, when they have come. */
  private enter(row: Row): void {
    const first = row.children?.rows[0];
    this.entered = row.children || row.error ? undefined : row.node.key;
    if (first) this.focus(first.node.key);
  }

  private fold(row: Row): void {
    this.unfolded.delete(row.node.key);
    this.render();
  }

  private async more(row: Row): Promise<void> {
    const first = row.children?.rows.length ?? 0;
    await this.loadPage(row);
    const next = row.children?.rows[first];
    if (next) this.focus(next.node.key);
    else this.render();
  }

  private async commit(text: string): Promise<void> {
    const edit = this.editing;
    const row = edit && this.find(edit.key);
    if (!edit || !row) return;
    if (text === edit.text) return this.cancel();
    try {
      await this.source.commit(row.node, text);
    } catch (error) {
      this.editing = { ...edit, text, error: error instanceof Error ? error.message : String(error) };
      this.render();
      return;
    }
    this.editing = undefined;
    await this.reload('stop');
    this.focus(edit.key);
  }

  private cancel(): void {
    const key = this.editing?.key;
    this.editing = undefined;
    this.render();
    if (key !== undefined) this.focus(key);
  }

  private focus(key: string): void {
    this.focused = key;
    this.render();
    this.tabStopElement?.focus();
  }

  /** The rows that can be seen, from the top down. */
  private visible(rows: readonly Row[] = this.rows): Row[] {
    return rows.flatMap((row) => [
      row,
      ...(this.unfolded.has(row.node.key) && row.children ? this.visible(row.children.rows) : []),
    ]);
  }

  private find(key: string): Row | undefined {
    return this.visible().find((row) => row.node.key === key);
  }

  private readonly onKey = (event: KeyboardEvent) => {
    const item = (event.target as HTMLElement).closest<HTMLElement>('[role=treeitem]');
    if (event.target !== item || !item) return;
    const handled = item.dataset.more ? this.onMoreKey(event, item.dataset.more) : this.onItemKey(event);
    if (!handled) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private onMoreKey(event: KeyboardEvent, parent: string): boolean {
    const row = this.find(parent);
    if (!row) return false;
    if (event.key === 'Enter' || event.key === ' ') this.more(row);
    else if (event.key === 'ArrowUp') this.focus(row.children?.rows.at(-1)?.node.key ?? parent);
    else if (event.key === 'ArrowLeft') this.focus(parent);
    else return false;
    return true;
  }

  private onItemKey(event: KeyboardEvent): boolean {
    const visible = this.visible();
    const index = visible.findIndex((row) => row.node.key === this.focused);
    const row = visible[index];
    if (!row) return false;
    const open = this.unfolded.has(row.node.key);
    if (event.key !== 'ArrowRight') this.entered = undefined;
    if (event.ctrlKey || event.metaKey) {
      if (event.key !== 'c' || !this.source.copy) return false;
      this.source.copy(row.node).then((text) => navigator.clipboard.writeText(text));
      return true;
    }
    const go = (target: Row | undefined) => target && this.focus(target.node.key);
    switch (event.key) {
      case 'ArrowDown':
        this.down(row, visible[index + 1]);
        return true;
      case 'ArrowUp':
        go(visible[index - 1]);
        return true;
      case 'Home':
        go(visible[0]);
        return true;
      case 'End':
        go(visible.at(-1));
        return true;
      case 'ArrowRight':
        if (!isExpandable(row.node)) return true;
        if (!open) this.unfold(row);
        else this.enter(row);
        return true;
      case 'ArrowLeft':
        if (open && isExpandable(row.node)) this.fold(row);
        else if (row.parent !== undefined) this.focus(row.parent);
        return true;
      case 'Enter':
        if (this.source.editable(row.node) !== undefined) this.edit(row.node.key);
        else this.toggle(row);
        return true;
      case ' ':
        this.toggle(row);
        return true;
      case 'F2':
        this.edit(row.node.key);
        return true;
      case 'b':
        if (this.canWatch(row.node)) this.source.breakOnChange?.(row.node);
        return true;
      case 'Delete':
        if (this.source.removable(row.node)) this.source.remove(row.node);
        return true;
      default:
        return false;
    }
  }

  /** Down from the last child goes to "more…", if its parent has one. */
  private down(row: Row, below: Row | undefined): void {
    const parent = row.parent === undefined ? undefined : this.find(row.parent);
    const isLast = parent?.children?.rows.at(-1) === row && parent.children.loaded < parent.children.pages.length;
    const more = isLast && this.host.querySelector<HTMLElement>(`[data-more="${CSS.escape(parent.node.key)}"]`);
    if (more) more.focus();
    else if (below) this.focus(below.node.key);
  }

  private toggle(row: Row): void {
    if (this.unfolded.has(row.node.key)) this.fold(row);
    else this.unfold(row);
  }

  private render(): void {
    const keys = new Set(this.visible().map((row) => row.node.key));
    const tabStop = this.focused !== undefined && keys.has(this.focused) ? this.focused : this.rows[0]?.node.key;
    this.focused = tabStop;
    const empty = this.rows.length === 0;
    const insteadOfRows = empty ? this.texts.empty() : nothing;
    const hadFocus = this.host.querySelector('[role=treeitem]:focus') !== null;
    render(
      html`<div class="empty" ?hidden=${insteadOfRows === nothing}>${insteadOfRows}</div>
        <ul
          class="tree"
          role="tree"
          aria-label=${this.texts.label}
          ?hidden=${empty}
          ?data-stale=${this.stale}
          @keydown=${this.onKey}
        >
          ${rowItems(this.rows, { tabStop, edit: this.editing, stale: this.stale, ...this.view })}
        </ul>`,
      this.host,
    );
    // Another frame has other variables: whoever walks through them by the keyboard goes on from the first.
    if (hadFocus && !hasFocus(this.host)) this.tabStopElement?.focus();
  }

  private get tabStopElement(): HTMLElement | null {
    return this.host.querySelector('[role=treeitem][tabindex="0"]');
  }

  /** What the templates of the rows ask, and tell. */
  private readonly view = {
    isOpen: (key: string) => this.unfolded.has(key),
    valueBefore: (key: string) => this.before.get(key),
    canEdit: (node: ValueNode) => this.source.editable(node) !== undefined,
    canWatch: (node: ValueNode) => this.canWatch(node),
    canRemove: (node: ValueNode) => this.source.removable(node),
    onFocus: (key: string) => this.onFocus(key),
    onClick: (row: Row) => this.onClick(row),
    onMore: (row: Row) => this.more(row),
    onEdit: (key: string) => this.edit(key),
    onWatch: (node: ValueNode) => this.source.breakOnChange?.(node),
    onRemove: (node: ValueNode) => this.source.remove(node),
    onCommit: (text: string) => this.commit(text),
    onCancel: () => this.cancel(),
    onLeave: (edit: Edit) => this.leaveField(edit),
  };

  private canWatch(node: ValueNode): boolean {
    return !this.stale && (this.source.watchable?.(node) ?? false);
  }

  /** The person went elsewhere: the focus must not be taken back. */
  private leaveField(edit: Edit): void {
    if (this.editing !== edit || edit.error) return;
    this.editing = undefined;
    this.render();
  }

  private onFocus(key: string): void {
    if (this.focused === key) return;
    this.focused = key;
    this.render();
  }

  private onClick(row: Row): void {
    this.focus(row.node.key);
    if (isExpandable(row.node)) this.toggle(row);
  }
}
