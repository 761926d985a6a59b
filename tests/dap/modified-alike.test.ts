/** Compiled into the function or not: the same stops, the same output, the same program. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { debug, type Spot } from './driver.ts';

interface Case {
  readonly what: string;
  readonly text: string;
  readonly spots: readonly Spot[];
  readonly stops: readonly string[];
  readonly output: string;
}

const CASES: readonly Case[] = [
  {
    what: 'a class keeps its docstring',
    text: `
      class Error(Exception):
          "Something went wrong."  # @doc
      print(Error.__doc__)
    `,
    spots: [{ at: 'doc', logMessage: 'here' }],
    stops: [],
    output: 'Something went wrong.\n',
  },
  {
    what: 'clauses on one line are visited when they are looked at',
    text: `
      def f(v):
          try: raise KeyError
          except ValueError: v = 0  # @except
          except KeyError: v = 1
          match v:
              case 5: v = 2  # @case
              case _: v = 3
          return v
      print(f(3))
    `,
    spots: [
      { at: 'except', condition: 'v == 3' },
      { at: 'case', condition: 'v == 1' },
    ],
    stops: ['except', 'case'],
    output: '3\n',
  },
  {
    what: 'a definition is visited after its default values',
    text: `
      limit = 1

      def five():
          global limit
          limit = 5

      def f(  # @def
          a=five(),
      ):
          return a

      print(f())
    `,
    spots: [{ at: 'def', condition: 'limit == 5' }],
    stops: ['def'],
    output: 'None\n',
  },
  {
    what: 'a line that ends the head of a statement and holds its body is visited at both',
    text: `
      def both(*values):
          seen = [len(values),
                  len("ab")]; total = sum(values)  # @second
          if (total and
              seen): total = 0  # @body
          return total

      print(both(1, 2))
    `,
    spots: [
      { at: 'second', condition: '"seen" not in locals()' },
      { at: 'body', condition: 'total == 3' },
    ],
    stops: ['second', 'body'],
    output: '0\n',
  },
  {
    what: 'a condition that runs into the recursion limit is asked again where there is room',
    text: `
      import sys

      def check(n):
          return False

      def rec(n):
          return rec(n + 1)  # @deeper

      sys.setrecursionlimit(200)
      for _ in range(3):
          try:
              rec(0)
          except RecursionError as error:
              print(error)
    `,
    spots: [{ at: 'deeper', condition: 'check(n)' }],
    stops: [],
    output: 'maximum recursion depth exceeded\n'.repeat(3),
  },
];

const WAYS = [
  ['compiled into the function', true],
  ['the slow way', false],
] as const;

describe.each(WAYS)('%s,', (_, bytecode_optimization) => {
  test.each(CASES)('$what', async ({ text, spots, stops, output }) => {
    const driver = await debug(writeProgram(text), {
      breakpoints: spots,
      launch: { frameEvalConfig: { bytecode_optimization } },
    });
    const places: string[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; ) {
      places.push(stop.at);
      await driver.resume();
      stop = await driver.stoppedOrEnded();
    }
    expect(places).toEqual(stops);
    expect(driver.output('stdout')).toBe(output);
  });
});

describe('while it runs,', () => {
  const course = new Course({ backend: 'eval_frame' });

  test('a breakpoint that is compiled in does not have warnings shown again', async () => {
    const driver = await course.run(
      `
        import warnings

        warnings.simplefilter("default")

        def warn():
            warnings.warn("once")  # @warn

        for turn in range(5):
            warn()
            turn += 0  # @turn
        print("\\d is no escape")
      `,
      { breakpoints: [{ at: 'turn', hitCondition: '1' }] },
    );
    await driver.stopped();
    await driver.setBreakpoints([{ at: 'warn', condition: 'False' }]);
    await driver.finish();
    expect(driver.output('stderr').match(/UserWarning: once/g)).toHaveLength(1);
    expect(driver.output('stderr').match(/SyntaxWarning/g)).toHaveLength(1);
  });
});
