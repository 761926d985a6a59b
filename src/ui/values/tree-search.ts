/** A search in the rows of a tree that are loaded, by name and by the text of the value. */
import type { Localize } from '../../model/localize.ts';
import type { Row } from './tree-row.ts';
import { nodeText } from './value-node.ts';

/** What a search has found, by the keys of nodes. */
export interface Found {
  readonly hits: ReadonlySet<string>;
  /** What is unfolded so that the hits are seen. */
  readonly holders: ReadonlySet<string>;
  /** The hits, what holds them, and what is in a hit in which nothing was found. */
  readonly shown: ReadonlySet<string>;
  /** How many values were searched. */
  readonly total: number;
}

/** Searches `rows` and what is loaded under them for `text`, in upper or lower case. Scopes only hold values. */
export function searchRows(rows: readonly Row[], text: string, localize: Localize): Found {
  const sought = text.toLowerCase();
  const hits = new Set<string>();
  const holders = new Set<string>();
  const shown = new Set<string>();
  let total = 0;
  const showAll = ({ node, children }: Row) => {
    shown.add(node.key);
    children?.rows.forEach(showAll);
  };
  /** @returns whether there is a hit in `row`. */
  const visit = (row: Row): boolean => {
    const { node, children } = row;
    const isValue = node.kind === 'value';
    if (isValue) total++;
    const isHit = isValue && textOf(node, localize).toLowerCase().includes(sought);
    if (isHit) hits.add(node.key);
    let hasHit = false;
    for (const child of children?.rows ?? []) hasHit = visit(child) || hasHit;
    if (hasHit) holders.add(node.key);
    // The text of a container has that of what is in it: then the part is meant that was found.
    if (hasHit) shown.add(node.key);
    else if (isHit) showAll(row);
    return isHit || hasHit;
  };
  for (const row of rows) visit(row);
  return { hits, holders, shown, total };
}

/** What is read of a node: `name = value`, so that both can be searched for at once. */
function textOf(node: Row['node'], localize: Localize): string {
  return node.lazy ? node.name : nodeText(node, localize);
}

/** What a search has found, in words. */
export function foundText({ hits, total }: Found, localize: Localize): string {
  return localize('{matches} in {values}', {
    matches: localize({ one: '{count} match', other: '{count} matches' }, { count: hits.size }),
    values: localize({ one: '{count} loaded value', other: '{count} loaded values' }, { count: total }),
  });
}
