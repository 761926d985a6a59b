import { expect, test } from 'vitest';
import { inEnglish } from '../../../src/model/localize.ts';
import { NumberFormat } from '../../../src/ui/session/number-format.ts';
import { tablePage, turnedTo } from '../../../src/ui/values/table.ts';
import { isTabular } from '../../../src/ui/values/tabular.ts';
import type { ValueNode } from '../../../src/ui/values/value-node.ts';

type Variable = { name: string; value: string; variablesReference: number; presentationHint?: { lazy?: boolean } };

const of = (name: string, value: string, variablesReference = 0): Variable => ({ name, value, variablesReference });
const node: ValueNode = {
  kind: 'value',
  key: 'x',
  name: 'x',
  value: '[…]',
  reference: 1,
  expression: 'x',
  indexedCount: 2,
};

/** A debugger whose values are `held`, by their references. */
function holding(held: Readonly<Record<number, readonly Variable[]>>, evaluated: Record<string, object> = {}) {
  const asked: object[] = [];
  const request = async (_: string, args: { variablesReference: number; start?: number; count?: number }) => {
    asked.push(args);
    const all = held[args.variablesReference] ?? [];
    return { variables: args.count ? all.slice(args.start, (args.start ?? 0) + args.count) : all };
  };
  const evaluate = async (expression: string) => {
    asked.push({ expression });
    return evaluated[expression];
  };
  const target = { request, evaluate, numbers: new NumberFormat(), localize: inEnglish } as unknown as Parameters<
    typeof tablePage
  >[0];
  return { target, asked };
}

test('rows have the columns of all of them, in the order in which they come, without groups and what is lazy', async () => {
  const { target } = holding({
    1: [of('0', "{'a': 1}", 2), of('1', "{'b': 2}", 3)],
    2: [of("'a'", '1'), of('special variables', '', 9)],
    3: [of("'b'", '2'), of("'a'", '3'), { ...of('area', '', 8), presentationHint: { lazy: true } }],
  });
  const page = await tablePage(target, node, 0);
  expect(page).toMatchObject({ start: 0, columns: ["'a'", "'b'"], total: 2, lack: '' });
  expect(page.rows.map(({ name, cells }) => [name, Object.fromEntries(cells)])).toEqual([
    ['0', { "'a'": '1' }],
    ['1', { "'b'": '2', "'a'": '3' }],
  ]);
});

test('what is no container is a cell of its own', async () => {
  const { target } = holding({ 1: [of('0', '7'), of('1', '()', 2)] });
  const { columns, rows } = await tablePage(target, node, 0);
  expect(columns).toEqual(['']);
  expect(rows.map(({ cells }) => cells.get(''))).toEqual(['7', '()']);
});

test('rows are asked for together, and those that take too long are left out, which is said', async () => {
  const rows = Array.from({ length: 30 }, (_, at) => of(String(at), '[1]', 2));
  const { target, asked } = holding({ 1: rows, 2: [of('0', '1')] });
  const long = { ...node, indexedCount: 30 };
  let time = 0;
  let open = 0;
  let together = 0;
  const request: typeof target.request = async (...asks) => {
    open += 1;
    together = Math.max(together, open);
    // Whatever else is asked for at once has been by then.
    await new Promise((resolve) => setTimeout(resolve));
    open -= 1;
    return target.request(...asks);
  };
  const page = await tablePage({ ...target, request }, long, 0, 0, () => {
    time += 1500;
    return time;
  });
  expect([page.rows.length, together, asked.length]).toEqual([20, 10, 21]);
  expect(page.rows.map(({ name }) => name)).toEqual(rows.slice(0, 20).map(({ name }) => name));
  expect(page.lack).toBe('Only 20 of 30 rows: the others took too long.');
  expect(turnedTo(page, 1)).toBe(20);
  const rest = await tablePage(target, long, 20, 0, () => {
    time += 5000;
    return time;
  });
  expect([rest.rows.length, turnedTo(rest, 1), turnedTo(rest, -1)]).toEqual([10, undefined, 0]);
  expect(turnedTo({ ...rest, start: 120, total: 400 }, -1)).toBe(70);
});

test('columns are had a part at a time, and rows may be of different widths', async () => {
  const cells = Array.from({ length: 60 }, (_, at) => of(String(at), String(at * 2)));
  const { target } = holding({
    1: [{ ...of('0', '[…]', 2), indexedVariables: 60 } as Variable, of('1', '[1]', 3), of('2', '7')],
    2: cells,
    3: [of('0', '1')],
  });
  const first = await tablePage(target, node, 0);
  expect(first).toMatchObject({ left: 0, width: 60, lack: '' });
  expect(first.columns).toEqual([...cells.slice(0, 40).map(({ name }) => name), '']);
  const rest = await tablePage(target, node, 0, 40);
  expect(rest).toMatchObject({ left: 40, width: 60 });
  expect(rest.columns).toEqual(cells.slice(40).map(({ name }) => name));
  expect(rest.rows.map((row) => row.cells.get('41'))).toEqual(['82', undefined, undefined]);
});

test('a frame gives its rows by expressions', async () => {
  const frame = { ...node, table: 'frame', indexedCount: 0 } as const;
  const records = '(x).iloc[50:51].reset_index().to_dict("records")';
  const { target } = holding(
    { 4: [of('0', '{…}', 5)], 5: [of("'index'", '50')] },
    { [records]: { variablesReference: 4, indexedVariables: 1 }, '(x).__len__()': { result: '51' } },
  );
  const page = await tablePage(target, frame, 50);
  expect(page.total).toBe(51);
  expect(page.rows.map(({ name }) => name)).toEqual(['50']);
});

test('what a dict of a class of its own has besides its items is no row and no cell', async () => {
  const counted = (name: string, reference: number, named: number, items: number) =>
    ({ ...of(name, '{…}', reference), namedVariables: named, 'dapper/items': items }) as Variable;
  const { target } = holding({
    1: [counted("'a'", 2, 2, 1), counted("'b'", 3, 1, 0), of('default_factory', "<class 'list'>")],
    2: [of('7', '8'), of('default_factory', "<class 'int'>")],
    3: [of('default_factory', "<class 'int'>")],
  });
  const rows = await tablePage(target, { ...node, indexedCount: 0, namedCount: 3, itemCount: 2 }, 0);
  expect(rows).toMatchObject({ columns: ['7', ''], total: 2, width: 1 });
  expect(rows.rows.map(({ name, cells }) => [name, [...cells]])).toEqual([
    ["'a'", [['7', '8']]],
    ["'b'", [['', '{…}']]],
  ]);
});

test('columns of named tuples have the names of their items', async () => {
  const point = { ...of('0', 'Point(x=1, y=2)', 2), indexedVariables: 2, 'dapper/fields': ['x', 'y'] } as Variable;
  const { target } = holding({ 1: [point, of('1', '(3,)', 3)], 2: [of('0', '1'), of('1', '2')], 3: [of('0', '3')] });
  expect((await tablePage(target, node, 0)).columns).toEqual(['x', 'y', '0']);
});

test('an object is asked for its items by nothing that a program may give another meaning', async () => {
  const grid = { ...node, table: 'items', indexedCount: 0 } as const;
  const { target, asked } = holding(
    { 4: [of('0', '5'), of('1', '6')] },
    {
      '(x).__len__()': { result: '0x2' },
      '[each[0][at] for each in [(x,)] for at in (0, 1, )]': { variablesReference: 4, indexedVariables: 2 },
    },
  );
  const { rows, total } = await tablePage(target, grid, 0);
  expect([rows.map(({ cells }) => cells.get('')), total]).toEqual([['5', '6'], 2]);
  expect(JSON.stringify(asked)).not.toMatch(/\b(len|range|min)\(/);
});

test('tables are of what the adapter says has rows, and of what can be asked for them', () => {
  expect(isTabular({ ...node, table: 'children' })).toBe(true);
  expect(isTabular({ ...node, table: 'frame', type: 'OwnFrame' })).toBe(true);
  expect(isTabular({ ...node, type: 'list' })).toBe(false);
  expect(isTabular({ ...node, table: 'children', kind: 'scope' })).toBe(false);
  expect(isTabular({ ...node, table: 'array', expression: undefined })).toBe(false);
});
