/** Rows of a table in another order, and only some of them (`dapper/arrangeRows`). */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import type { ArgumentsOf } from '../../src/protocol/index.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

const PROGRAM = `
  import collections
  import datetime

  class Asked:
      def __lt__(self, other):
          raise SystemExit("asked")
      __gt__ = __eq__ = __lt__
      __hash__ = object.__hash__
      def __init__(self, name):
          self.name = name
      def __repr__(self):
          return "Asked " + self.name

  class Slots:
      __slots__ = ("size",)
      def __init__(self, size):
          self.size = size

  Pair = collections.namedtuple("Pair", "left right")
  people = [
      {"name": "Zoe", "age": 31}, {"name": "adam", "age": None}, {"name": "Bob", "age": 7.5},
      {"name": "Cid"}, {"name": "Eve", "age": True}, {"age": 2 ** 80, "name": "zoran"},
  ]
  pairs = [Pair(1, "x"), Pair(3, "z"), Pair(2, "y")]
  tuples = [(1, b"c"), (2,), (3, b"a")]
  by_key = {"one": {"n": 3}, "two": {"n": 1}, (1, 2): {"n": 2}}
  numbers = [3, 1, float("nan"), 2, "10"]
  hostile = [{"v": Asked("c")}, {"v": Asked("a")}, {"v": Asked("b")}]
  slots = [Slots(2), Slots(1)]
  days = [{"d": datetime.date(2024, 5, n)} for n in (3, 1, 2)]
  many = [{"id": n, "value": n * 7919 % 100_003} for n in range(100_000)]
  print("stop")  # @here
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  async function start(): Promise<{ rows: Rows }> {
    const launch = { frameEvalConfig: BACKENDS[backend] };
    const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['here'], launch });
    const frameId = (await driver.stopped()).top.id;
    const rows: Rows = async (expression, wanted, page = {}) => {
      const { variablesReference } = await driver.request('evaluate', { expression, frameId, context: 'watch' });
      const found = await driver.request('dapper/arrangeRows', { variablesReference, ...wanted });
      const { variables } = await driver.request('variables', {
        variablesReference: found.variablesReference,
        filter: 'indexed',
        start: 0,
        count: 50,
        ...page,
      });
      return { count: found.indexedVariables, names: variables.map(({ name }) => name), variables };
    };
    return { rows };
  }

  test('rows are sorted by a column, and keep their names; those without a cell come last', async () => {
    const { rows } = await start();
    const names = async (...args: Parameters<Rows>) => (await rows(...args)).names.join(' ');
    expect(await names('people', { column: "'age'" })).toBe('4 2 0 5 1 3');
    expect(await names('people', { column: "'age'", descending: true })).toBe('5 0 2 4 1 3');
    expect(await names('people', { column: "'name'" })).toBe('2 3 4 0 1 5');
    expect(await names('pairs', { column: 'left', descending: true })).toBe('1 2 0');
    expect(await names('tuples', { column: '1' })).toBe('2 0 1');
    expect(await names('by_key', { column: "'n'" })).toBe("'two' (1, 2) 'one'");
    expect(await names('numbers', { column: '' })).toBe('1 3 0 4 2');
    expect(await names('slots', { column: 'size' })).toBe('1 0');
    expect(await names('days', { column: "'d'" })).toBe('1 2 0');
    expect(await names('people', {})).toBe('0 1 2 3 4 5');
  });

  test('only what a filter leaves is there: texts that are contained, and comparisons', async () => {
    const { rows } = await start();
    const names = async (expression: string, column: string, text: string) =>
      (await rows(expression, { filter: { column, text } })).names.join(' ');
    expect(await names('people', "'name'", 'ZO')).toBe('0 5');
    expect(await names('people', "'age'", '> 7')).toBe('0 2 5');
    expect(await names('people', "'age'", '!= 31')).toBe('1 2 4 5');
    expect(await names('people', "'age'", '= None')).toBe('1');
    expect(await names('people', "'name'", '>= Eve')).toBe('0 1 4 5');
    expect(await names('people', "'name'", "== 'Bob'")).toBe('2');
    expect(await names('people', "'nothing'", 'x')).toBe('');
    const both = await rows('people', { column: "'age'", filter: { column: "'name'", text: 'o' } });
    expect(both.names.join(' ')).toBe('2 0 5');
  });

  test('no comparison of the program is called: what has one of its own is sorted by what is shown', async () => {
    const { rows } = await start();
    expect((await rows('hostile', { column: "'v'" })).names.join(' ')).toBe('1 2 0');
  });

  test('a hundred thousand rows are sorted in one answer, and paged', async () => {
    const { rows } = await start();
    const sorted = await rows('many', { column: "'value'", descending: true }, { count: 2 });
    expect(sorted.count).toBe(100_000);
    expect(sorted.variables.map(({ value }) => value)).toEqual([
      expect.stringContaining("'value': 100002"),
      expect.stringContaining("'value': 100001"),
    ]);
    const last = await rows('many', { column: "'value'", filter: { column: "'id'", text: '< 5' } });
    expect(last.names.join(' ')).toBe(
      '0 1 2 3 4'
        .split(' ')
        .sort((a, b) => of(a) - of(b))
        .join(' '),
    );
  });
});

/** What the program makes of a row's number. */
const of = (name: string) => (Number(name) * 7919) % 100_003;

type Rows = (
  expression: string,
  wanted: Omit<ArgumentsOf<'dapper/arrangeRows'>, 'variablesReference'>,
  page?: { start?: number; count?: number },
) => Promise<{ count: number; names: string[]; variables: Dap.Variable[] }>;
