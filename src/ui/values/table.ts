/**
 * A value as rows and columns: what holds rows (a list of dicts, of tuples or of objects, a dict of them), and what
 * gives such rows when it is asked (an array or a data frame, by expressions).
 *
 * Some rows are asked for at once, without waiting for the answer of each, and no more of them after a while: writing their
 * values may run the program's code.
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { TableForm, VariablesBody } from '../../protocol/index.ts';
import type { Debugger } from '../session/debugger.ts';
import type { ValueNode } from './value-node.ts';

/** A row, and its cells by their columns; a row that is no container has its value in the column ''. */
export interface TableRow {
  readonly name: string;
  readonly cells: ReadonlyMap<string, string>;
}

/** A part of a table. */
export interface TablePage {
  readonly start: number;
  /** Of the first column that is shown. */
  readonly left: number;
  /** How many columns the row has that has the most, with what is no cell. */
  readonly width: number;
  /** In the order in which the rows have them. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  /** How many rows there are. */
  readonly total: number;
  /** What is not shown, and why; empty where all of it is. */
  readonly lack: string;
}

/** Rows of a page. */
export const tableRows = 50;

/** Cells of a row that are shown at once. */
export const tableColumns = 40;

/** Rows that are asked for at once: as many ways to the worker and back are saved. */
const rowsAtOnce = 10;

/** How long rows are asked for, in milliseconds. */
const patience = 2000;

type Slice = (expression: string, start: number, end: number) => string;

/** `start, …, end - 1, `. */
const numbersFrom = (start: number, end: number) =>
  Array.from({ length: Math.max(0, end - start) }, (_, at) => `${start + at}, `).join('');

/** Expressions for the rows of an array or a frame from `start` to before `end`. A program may call anything `len`. */
const slices: Readonly<Record<Exclude<TableForm, 'children'>, Slice>> = {
  array: (expression, start, end) => `(${expression})[${start}:${end}].tolist()`,
  items: (expression, start, end) =>
    `[each[0][at] for each in [(${expression},)] for at in (${numbersFrom(start, end)})]`,
  frame: (expression, start, end) => `(${expression}).iloc[${start}:${end}].reset_index().to_dict("records")`,
  series: (expression, start, end) => `(${expression}).iloc[${start}:${end}].reset_index().to_numpy().tolist()`,
};

/** Expressions for all rows. */
const wholes: Readonly<Record<Exclude<TableForm, 'children'>, (expression: string) => string>> = {
  array: (expression) => `(${expression}).tolist()`,
  items: (expression) => `[*(${expression})]`,
  frame: (expression) => `(${expression}).reset_index().to_dict("records")`,
  series: (expression) => `(${expression}).reset_index().to_numpy().tolist()`,
};

/**
 * The rows of `node` from `start` on.
 *
 * @param left - The first of their columns.
 * @param now - The time, in milliseconds.
 * @throws a `RequestError` where they cannot be had.
 */
export async function tablePage(
  target: Pick<Debugger, 'request' | 'evaluate' | 'numbers' | 'localize'>,
  node: ValueNode,
  start: number,
  left = 0,
  now: () => number = () => performance.now(),
): Promise<TablePage> {
  const begun = now();
  const { holder, from, total } = await holderOf(target, node, start);
  const found = await childrenOf(target, holder, from, tableRows);
  const rows: TableRow[] = [];
  const columns = new Set<string>();
  let width = 0;
  // Some are shown however long they take: from there on a person can go further.
  while (rows.length < found.length && (rows.length === 0 || now() - begun <= patience)) {
    const some = found.slice(rows.length, rows.length + rowsAtOnce);
    const answers = await Promise.all(some.map((child) => cellsOf(target, child, left)));
    for (const [index, child] of some.entries()) {
      const cells = answers[index] ?? [];
      const counted = child.indexedVariables || (child['dapper/items'] ?? child.namedVariables);
      width = Math.max(width, counted || cells.length);
      for (const [name] of cells) columns.add(name);
      rows.push({ name: from === start ? child.name : String(start + rows.length), cells: new Map(cells) });
    }
  }
  const known = { shown: rows.length, count: found.length };
  const isCut = known.shown < known.count;
  const lack = isCut
    ? target.localize({ other: 'Only {shown} of {count} rows: the others took too long.' }, known)
    : '';
  return { start, left, width, columns: [...columns], rows, total, lack };
}

/** Which rows of a table a person wants to see, and in which order: as `dapper/arrangeRows` takes it. */
export interface Arrangement {
  readonly column?: string;
  readonly descending?: boolean;
  readonly filter?: { readonly column: string; readonly text: string };
}

/**
 * A node whose children are rows of `node` in the order that is wanted, with the names that they have in it.
 *
 * @throws a `RequestError` where they cannot be had.
 */
export async function arranged(
  target: Pick<Debugger, 'request' | 'evaluate'>,
  node: ValueNode,
  wanted: Arrangement,
): Promise<ValueNode> {
  const { table = 'children', expression = '' } = node;
  const held = table === 'children' ? undefined : await target.evaluate(wholes[table](expression), 'watch');
  const variablesReference = held?.variablesReference ?? node.reference;
  const rows = await target.request('dapper/arrangeRows', { variablesReference, ...wanted });
  const { kind, key, name, value } = node;
  const counts = { namedCount: 0, indexedCount: rows.indexedVariables };
  return { kind, key, name, value, reference: rows.variablesReference, ...counts, table: 'children' };
}

/** Where the rows begin that come after those of a page, or before them; undefined where there are none. */
export function turnedTo(
  { start, rows, total }: Pick<TablePage, 'start' | 'rows' | 'total'>,
  way: 1 | -1,
): number | undefined {
  // Those that took too long to be shown come next.
  const turned = way > 0 ? start + rows.length : Math.max(0, start - tableRows);
  return turned === start || turned >= total ? undefined : turned;
}

/** What has children. */
type Holder = Pick<
  VariablesBody['variables'][number],
  'variablesReference' | 'namedVariables' | 'indexedVariables' | 'dapper/items' | 'dapper/fields'
>;

/** What holds the rows, where in it they begin, and how many there are. */
async function holderOf(
  target: Pick<Debugger, 'evaluate'>,
  node: ValueNode,
  start: number,
): Promise<{ readonly holder: Holder; readonly from: number; readonly total: number }> {
  const { table = 'children', expression = '', reference, namedCount = 0, indexedCount = 0, itemCount } = node;
  if (table === 'children') {
    const items = itemCount === undefined ? {} : { 'dapper/items': itemCount };
    const counts = { namedVariables: namedCount, indexedVariables: indexedCount, ...items };
    const total = indexedCount || itemCount || namedCount;
    return { holder: { variablesReference: reference, ...counts }, from: start, total };
  }
  const total = Number((await target.evaluate(`(${expression}).__len__()`, 'watch')).result);
  const end = Math.min(start + tableRows, total);
  const holder = await target.evaluate(slices[table](expression, start, end), 'watch');
  return { holder, from: 0, total };
}

/** At most `count` children: the items if there are any, otherwise those with names, without groups. */
async function childrenOf(
  target: Pick<Debugger, 'request' | 'numbers'>,
  { variablesReference, indexedVariables = 0, namedVariables = 0, 'dapper/items': items }: Holder,
  start: number,
  most: number,
): Promise<VariablesBody['variables']> {
  const filter = indexedVariables > 0 ? 'indexed' : 'named';
  const count = items === undefined ? most : Math.min(most, items - start);
  if (count <= 0) return [];
  const page = indexedVariables + namedVariables > 0 || start > 0 ? ({ filter, start, count } as const) : {};
  const { variables } = await target.request('variables', { variablesReference, ...page, ...target.numbers.asked });
  return variables.filter(isCell).slice(0, count);
}

/** Groups hold what a class makes of every object, and what is computed only when it is asked for is left alone. */
function isCell({ value, variablesReference, presentationHint }: DebugProtocol.Variable): boolean {
  return !(value === '' && variablesReference > 0) && !presentationHint?.lazy && presentationHint?.kind !== 'virtual';
}

async function cellsOf(
  target: Pick<Debugger, 'request' | 'numbers'>,
  row: VariablesBody['variables'][number],
  left: number,
): Promise<readonly (readonly [string, string])[]> {
  if (row.variablesReference === 0) return left === 0 ? [['', row.value]] : [];
  const cells = await childrenOf(target, row, left, tableColumns);
  if (cells.length === 0 && left === 0) return [['', row.value]];
  const fields = row['dapper/fields'];
  return cells.map(({ name, value }, at) => [fields?.[left + at] ?? name, value]);
}
