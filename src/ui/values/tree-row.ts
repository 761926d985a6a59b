import type { Page, ValueNode } from './value-node.ts';

/** A node and where it stands in the tree. */
export interface Row {
  readonly node: ValueNode;
  /** 1 at the roots. */
  readonly level: number;
  /** The key of the node above. */
  readonly parent: string | undefined;
  /** Absent until they were asked for. */
  children?: { readonly rows: Row[]; pages: readonly Page[]; loaded: number };
  /** Set while children are on their way. */
  loading?: Promise<void>;
  /** Why the children could not be fetched. */
  error?: string;
}
