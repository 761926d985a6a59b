/** Which values can be shown as a table: what every row has to know. How they are is fetched with the first table. */
import type { ValueNode } from './value-node.ts';

/** The types of what gives rows when it is asked, each by an expression of its own. */
export const sliced = ['ndarray', 'DataFrame', 'Series'] as const;

const mappings: readonly string[] = ['dict', 'OrderedDict', 'defaultdict', 'Counter', 'mappingproxy'];

/** Whether a value can be shown as a table. */
export function isTabular({ kind, type = '', reference, indexedCount = 0, expression, memory }: ValueNode): boolean {
  if (kind !== 'value' || reference === 0) return false;
  if (sliced.some((each) => each === type)) return expression !== undefined;
  return (indexedCount > 0 && memory === undefined) || mappings.includes(type);
}
