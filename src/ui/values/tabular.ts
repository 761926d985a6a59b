/** Which values can be shown as a table: what every row has to know. How they are is fetched with the first table. */
import type { ValueNode } from './value-node.ts';

/** Whether a value can be shown as a table: the adapter knows its class, and what is not among its children has to be asked for. */
export function isTabular({ kind, reference, expression, table }: ValueNode): boolean {
  if (kind !== 'value' || reference === 0 || table === undefined) return false;
  return table === 'children' || expression !== undefined;
}
