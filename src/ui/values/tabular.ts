/** Which values can be shown as a table: what every row has to know. How they are is fetched with the first table. */
import type { ValueNode } from './value-node.ts';

/** Expressions for `count` rows of an array or a frame, from `start` on. */
export const slices: Readonly<Record<string, (expression: string, start: number, end: number) => string>> = {
  ndarray: (expression, start, end) => `(${expression})[${start}:${end}].tolist()`,
  DataFrame: (expression, start, end) => `(${expression}).iloc[${start}:${end}].reset_index().to_dict("records")`,
  Series: (expression, start, end) => `(${expression}).iloc[${start}:${end}].reset_index().to_numpy().tolist()`,
};

const mappings: readonly string[] = ['dict', 'OrderedDict', 'defaultdict', 'Counter', 'mappingproxy'];

/** Whether a value can be shown as a table. */
export function isTabular({ kind, type = '', reference, indexedCount = 0, expression, memory }: ValueNode): boolean {
  if (kind !== 'value' || reference === 0) return false;
  if (type in slices) return expression !== undefined;
  return (indexedCount > 0 && memory === undefined) || mappings.includes(type);
}
