/** An expression means one thing: in the console, as a watch, as a condition and in a log message, compiled in or not. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Spot } from './driver.ts';

const PROGRAM = `
  scale = 10
  def take(**names):
      return sorted(names)

  class Base:
      def who(self):
          return "base"

      @classmethod
      def kind(cls):
          return "base kind"

  class _Account(Base):
      __rate = 2

      def __init__(self, total):
          self.__total = total
          self.label = "it's"

      def who(self):
          return "account"

      def __double(self):
          return self.__total * 2

      def method(self, amount, *rest):
          table = {"a": amount, "b": 2.5}
          seen = [amount]
          return table, seen  # @method

      def uses_super(self, n):
          before = super().who()
          return before  # @uses_super

      @property
      def total(self):
          width = 8
          return self.__total + width  # @property

      @classmethod
      def make(cls, size):
          return size  # @class_method

      def nested(self, n):
          def inner(extra):
              return extra + self.__total + n  # @nested
          return inner(1)

      def generator(self, limit):
          for n in range(limit):
              yield n  # @generator

      def comprehension(self, items):
          return [
              item + self.__total  # @comprehension
              for item in items
          ]

  class Later(_Account):
      def who(self):
          return "later"

      def kind(self):
          return "later kind"

  def function(limit, /, first=1, *, last=9):
      total = limit + first
      if total < 0:
          later = None
      return total  # @function

  def visit():
      account = Later(3)
      account.method(4), account.uses_super(5), account.total, Later.make(6), account.nested(7)
      list(account.generator(1)), account.comprehension([1]), function(8)
      class Body:
          __hidden = 5
          shown = __hidden  # @class_body
          done = True

  for turn in range(1000):
      visit()
      turn += 0  # @module
      turn += 0  # @end_of_turn
`;

/** By place: expressions, and the \`repr\` of what they are there. */
const MEANINGS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  method: [
    ['self.__total', '3'],
    ['self.__total == 3 and self.__rate', '2'],
    ['self.__double() + amount', '10'],
    ['super().who()', "'base'"],
    ['sorted(locals())', "['amount', 'rest', 'seen', 'self', 'table']"],
    ['dir() == sorted(vars())', 'True'],
    ['take(**locals())', "['amount', 'rest', 'seen', 'self', 'table']"],
    ['[self.__total + each for each in seen]', '[7]'],
    ['(lambda n: n * self.__total)(amount)', '12'],
    ['(more := amount + scale)', '14'],
    ['table["b"] if table else None', '2.5'],
  ],
  uses_super: [
    ['super().who(), super().kind()', "('base', 'base kind')"],
    ['(self.who(), before, n)', "('later', 'base', 5)"],
  ],
  property: [
    ['self.__total + width', '11'],
    ['super().who()', "'base'"],
    ['sorted(locals())', "['self', 'width']"],
  ],
  class_method: [
    ['cls.__rate', '2'],
    ['super().kind()', "'base kind'"],
    ['take(**locals())', "['cls', 'size']"],
  ],
  nested: [
    ['self.__total, extra, n', '(3, 1, 7)'],
    ['sorted(locals())', "['extra', 'n', 'self']"],
    ['[n for _ in "ab"]', '[7, 7]'],
  ],
  generator: [
    ['self.__total + limit', '4'],
    ['super().who()', "'base'"],
    ['dir()', "['limit', 'n', 'self']"],
  ],
  comprehension: [['item + self.__total', '4']],
  function: [
    ['limit, first, last, total', '(8, 1, 9, 9)'],
    ['take(**locals())', "['first', 'last', 'limit', 'total']"],
    ['eval("total + scale")', '19'],
    ['{name: total for name in "a"}', "{'a': 9}"],
  ],
  class_body: [
    ['__hidden, shown if "shown" in locals() else 0', '(5, 0)'],
    ['[__hidden for _ in "ab"]', '[5, 5]'],
    ['any(name[:1] == "." for name in dir())', 'False'],
  ],
  module: [
    ['scale + 1', '11'],
    ['locals() is globals()', 'True'],
    ['Later(1)._Account__total', '1'],
  ],
};

/** Whoever delivers the breakpoint, what is compiled in is the same. */
const WAYS = [['eval_frame', true], ...BACKEND_NAMES.map((backend) => [backend, false] as const)] as const;

describe('an expression', () => {
  async function answers(driver: Driver, expression: string): Promise<string[]> {
    const { stackFrames } = await driver.request('stackTrace', { threadId: 1 });
    const frameId = stackFrames[0]?.id ?? 0;
    const ask = (context: string) => driver.session.request('evaluate', { expression, context, frameId });
    const hovered = await ask('hover').catch(({ message }: Error) => {
      expect(message).toMatch(/^This only looks: /);
    });
    const asked = [await ask('repl'), await ask('watch'), ...(hovered ? [hovered] : [])];
    return [...new Set(asked.map(({ result }) => result))];
  }

  test.each(WAYS)(
    'on %s (compiled in: %s) means in a condition what it does in the console',
    async (backend, bytecode_optimization) => {
      const launch = { frameEvalConfig: { ...BACKENDS[backend], bytecode_optimization } };
      const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['module'], launch });
      await driver.stopped();
      for (const [marker, meanings] of Object.entries(MEANINGS)) {
        for (const [expression, value] of meanings) {
          const where = `${expression} at ${marker}`;
          const stopsAt = async (...spots: Spot[]) => {
            await driver.setBreakpoints(spots);
            const stop = await driver.continue();
            expect(stop.event.description, where).toBeUndefined();
            return stop.at;
          };
          expect(await stopsAt({ at: marker, condition: `repr((${expression})) == ${JSON.stringify(value)}` })).toBe(
            marker,
          );
          expect(await answers(driver, expression), where).toEqual([value]);
          expect(await stopsAt('end_of_turn')).toBe('end_of_turn');
          const before = driver.output('console').length;
          expect(await stopsAt({ at: marker, logMessage: `{ ${expression} !r}` }, 'end_of_turn')).toBe('end_of_turn');
          expect(driver.output('console').slice(before), where).toContain(`${value}\n`);
        }
      }
      await driver.setBreakpoints([]);
      await driver.request('terminate', {});
    },
  );
});

test('what cannot be known says the same everywhere', async () => {
  const driver = await debug(writeProgram(PROGRAM), { breakpoints: ['function'] });
  let stop = await driver.stopped();
  const message = async (expression: string, context: string) =>
    (await driver.refused('evaluate', { expression, context, frameId: stop.top.id })).split('\n').at(-1);
  for (const [expression, looks] of [
    ['self.__total', true],
    ['super().who()', false],
    ['limit.missing', false],
    ['nothing', true],
    ['[each.missing for each in [limit]]', false],
    ['take(limit)', false],
    ['later', true],
  ] as const) {
    const said = await message(expression, 'watch');
    expect(await message(expression, 'repl')).toBe(said);
    if (looks) expect(await message(expression, 'hover')).toBe(said);
    for (const compiled of [true, false]) {
      // Two breakpoints on a line take the slow way.
      const others = compiled ? [] : [{ at: 'function', condition: 'False' }];
      await driver.setBreakpoints([{ at: 'function', condition: expression }, ...others]);
      stop = await driver.continue();
      expect(stop.event.description).toBe(`Condition '${expression}' raised ${said}`);
    }
    await driver.setBreakpoints(['end_of_turn']);
    await driver.continue();
    const before = driver.output('console').length;
    await driver.setBreakpoints([{ at: 'function', logMessage: `{${expression}}` }, 'end_of_turn']);
    await driver.continue();
    expect(driver.output('console').slice(before)).toBe(`${said}\n`);
    await driver.setBreakpoints(['function']);
    stop = await driver.continue();
  }
  await driver.request('terminate', {});
});
