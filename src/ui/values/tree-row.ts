import { type Page, remaining, type ValueNode } from './value-node.ts';

/** A node and where it stands in the tree. */
export interface Row {
  /** Another one once the value is computed of what is so only when it is asked for. */
  node: ValueNode;
  /** 1 at the roots. */
  readonly level: number;
  /** The key of the node above. */
  readonly parent: string | undefined;
  /** Absent until they were asked for. */
  children?: Children;
  /** Set while children are on their way. */
  loading?: Promise<void>;
  /** Why the children could not be fetched. */
  error?: string;
}

/** The children of a node, of which pages may be loaded that do not follow each other. */
export interface Children {
  /** All that are loaded, in their order. */
  readonly rows: readonly Row[];
  readonly pages: readonly Page[];
  /** The rows of each page that is loaded. */
  readonly parts: ReadonlyMap<number, readonly Row[]>;
}

/** Pages that are not loaded, between or behind those that are. */
export interface Gap {
  /** The first of them, and what comes after the last. */
  readonly from: number;
  readonly to: number;
  /** How many children they hold. */
  readonly left: number;
  /** Whether what is behind it is loaded. */
  readonly isInner: boolean;
}

/** `children` and the rows of another page. */
export function withPart(children: Omit<Children, 'rows'>, at: number, part: readonly Row[]): Children {
  const parts = new Map([...children.parts, [at, part] as const].sort(([one], [other]) => one - other));
  return { rows: [...parts.values()].flat(), pages: children.pages, parts };
}

/** The first page that is not loaded. */
export function nextPage({ parts }: Children): number {
  let at = 0;
  while (parts.has(at)) at++;
  return at;
}

/** The rows that are loaded and the gaps between them, in order. */
export function segmentsOf({ pages, parts }: Children): readonly (readonly Row[] | Gap)[] {
  const segments: (readonly Row[] | Gap)[] = [];
  let next = 0;
  const gapTo = (to: number, isInner: boolean) => {
    if (to > next) segments.push({ from: next, to, left: remaining(pages, next, to), isInner });
  };
  for (const [at, rows] of parts) {
    gapTo(at, true);
    segments.push(rows);
    next = at + 1;
  }
  gapTo(pages.length, false);
  return segments;
}

/** Which of `keys` has the place of `key`: itself, or where it is gone what came next in the order before, or stood last. */
export function placeIn(
  keys: readonly string[],
  key: string | undefined,
  before: readonly string[],
): string | undefined {
  const known = new Set(keys);
  if (key !== undefined && known.has(key)) return key;
  const at = key === undefined ? -1 : before.indexOf(key);
  if (at < 0) return keys[0];
  return (
    before.slice(at + 1).find((each) => known.has(each)) ??
    before.slice(0, at).findLast((each) => known.has(each)) ??
    keys[0]
  );
}
