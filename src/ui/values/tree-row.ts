import type { Page, ValueNode } from './value-node.ts';

/** A node and where it stands in the tree. */
export interface Row {
  /** Another one once the value is computed of what is so only when it is asked for. */
  node: ValueNode;
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
