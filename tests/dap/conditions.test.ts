/** Conditions, hit conditions and log messages: the table of "Where the known debuggers disagree, this one does". */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES, type Driver, type Spot } from './driver.ts';

const LOOP = `
  limit = 5

  def visit(turns):
      seen = []
      for turn in range(1, turns + 1):
          seen.append(turn)  # @turn
      return seen

  seen = visit(8)
  print(len(seen))  # @print
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function run(breakpoints: readonly Spot[], text = LOOP): Promise<Driver> {
    return course.run(text, { breakpoints });
  }

  /** The values of an expression at every stop, till the program ends. */
  async function stops(spot: Spot, expression = 'turn', text = LOOP): Promise<string[]> {
    const driver = await run([spot, 'print'], text);
    const values: string[] = [];
    for (let stop = await driver.stopped(); stop.at !== 'print'; stop = await driver.continue()) {
      values.push(await driver.evaluate(stop, expression));
    }
    await driver.finish();
    return values;
  }

  test.each([
    ['turn == 3', ['3']],
    ['turn > limit and turn % 2', ['7']],
    ['any(turn == other for other in (2, 4))', ['2', '4']],
    ['(half := turn // 2) == 3', ['6', '7']],
    ['[n for n in range(turn) if n == 7]', ['8']],
    ['seen', ['2', '3', '4', '5', '6', '7', '8']],
    ['(lambda n: n == turn)(4)', ['4']],
    [' turn == 8 ', ['8']],
    ['False', []],
  ])('the condition %j stops only where it holds', async (condition, expected) => {
    expect(await stops({ at: 'turn', condition })).toEqual(expected);
  });

  test.each([
    ['5', ['5']],
    ['==5', ['5']],
    ['>5', ['6', '7', '8']],
    ['>=7', ['7', '8']],
    ['<3', ['1', '2']],
    ['<= 2', ['1', '2']],
    ['%3', ['3', '6']],
  ])('the hit condition %j stops at those visits', async (hitCondition, expected) => {
    expect(await stops({ at: 'turn', hitCondition })).toEqual(expected);
  });

  test('with a condition, hits count only the times that it held', async () => {
    expect(await stops({ at: 'turn', condition: 'turn % 2 == 0', hitCondition: '>=3' })).toEqual(['6', '8']);
  });

  test('a condition that raises stops and says why', async () => {
    const driver = await run([{ at: 'turn', condition: 'seen[turn] > missing' }]);
    const stop = await driver.stopped();
    expect(stop.at).toBe('turn');
    expect(stop.event.reason).toBe('breakpoint');
    const said = driver.output('important');
    expect(said).toContain('seen[turn] > missing');
    expect(said).toContain('IndexError');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('8\n');
  });

  test.each(['odd', '[0 for _ in "a"] and odd', '(found := odd)'])(
    '%s, whose truth cannot be told, stops and says why',
    async (condition) => {
      const text = `
      class Odd:
          def __bool__(self):
              raise ValueError("ambiguous")

      def work(odd):
          return 1  # @here

      print(work(Odd()))
    `;
      const driver = await course.run(text, { breakpoints: [{ at: 'here', condition }] });
      const stop = await driver.stopped();
      expect([stop.at, stop.event.text]).toEqual(['here', `Condition '${condition}' raised ValueError: ambiguous`]);
      expect(await driver.finish()).toBe('1\n');
    },
  );

  test('a condition sees the variables of an enclosing function', async () => {
    const text = `
      def outer(secret):
          unused = secret * 2

          def inner(n):
              total = n + secret  # @inner
              return total

          return [inner(n) for n in range(4)]

      found = outer(10)
      print(found)  # @print
    `;
    expect(await stops({ at: 'inner', condition: 'n + secret == 12' }, 'n, secret', text)).toEqual(['(2, 10)']);
  });

  test('a condition in a generator, a method, a class body and at module level holds where it should', async () => {
    const text = `
      def numbers():
          for n in range(3):
              yield n  # @generator

      class Box:
          for size in range(3):
              doubled = size * 2  # @class_body

          def __init__(self, value):
              self.value = value  # @method

      for number in numbers():
          box = Box(number)  # @module
      print(box.value)  # @print
    `;
    const driver = await course.run(text, {
      breakpoints: [
        { at: 'generator', condition: 'n == 1' },
        { at: 'class_body', condition: 'size == 2' },
        { at: 'method', condition: 'value == 2' },
        { at: 'module', condition: 'number == 1' },
      ],
    });
    const places = [(await driver.stopped()).at];
    for (let turn = 0; turn < 3; turn += 1) places.push((await driver.continue()).at);
    expect(places).toEqual(['class_body', 'generator', 'module', 'method']);
    expect(await driver.finish()).toBe('2\n');
  });

  test.each(['eval("other") == 5', 'other == 5 and "other" in locals()', 'eval("other + inner") == 6'])(
    'what the condition %s calls in a class body sees the variables of the function around it',
    async (condition) => {
      const text = `
        def make(other):
            class Box:
                inner = 1
                size = other  # @class_body
            return Box

        total = make(4).size + make(5).size
        print(total)  # @print
      `;
      expect(await stops({ at: 'class_body', condition }, 'other', text)).toEqual(['5']);
    },
  );

  test('a condition leaves no trace in the program', async () => {
    const text = `
      def work(n):
          result = n * 2  # @work
          return sorted(locals()), work.__code__.co_name, work.__code__.co_varnames

      print(work(1), sorted(name for name in globals() if not name.startswith("__")))  # @print
    `;
    const driver = await run([{ at: 'work', condition: 'n == 99' }], text);
    expect(await driver.ended()).toBe("(['n', 'result'], 'work', ('n', 'result')) ['work']\n");
  });

  test('a log message prints with source and line, and does not stop', async () => {
    const driver = await run([{ at: 'turn', logMessage: 'turn {turn} of {{8}}: {seen[-1:]} {turn / 0} {"a" + "b"}' }]);
    await driver.ended();
    const logged = driver.happenings.filter(({ event, body }) => event === 'output' && body.line !== undefined);
    expect(logged).toHaveLength(8);
    expect(logged[1]?.body).toMatchObject({
      category: 'console',
      line: driver.program.line('turn'),
      source: { path: driver.program.path },
    });
    expect(logged[1]?.body.output).toMatch(/^turn 2 of \{8\}: \[1\] .*ZeroDivisionError.* ab\n$/);
  });

  test('a log message with a condition and a hit condition prints only where both hold', async () => {
    const driver = await run([{ at: 'turn', condition: 'turn > 2', hitCondition: '%2', logMessage: 'at {turn}' }]);
    await driver.ended();
    const logged = driver.happenings.filter(({ event, body }) => event === 'output' && body.line !== undefined);
    expect(logged.map(({ body }) => body.output)).toEqual(['at 4\n', 'at 6\n', 'at 8\n']);
  });

  test('a condition in a loop of 200,000 turns that never holds lets the program end', async () => {
    const driver = await run(
      [{ at: 'hot', condition: 'number < 0' }],
      `
        def work():
            total = 0
            for number in range(200_000):
                total += number  # @hot
            return total

        print(work())
      `,
    );
    expect(await driver.ended()).toBe('19999900000\n');
  });

  test('a condition over its budget counts, and telemetry says so', async () => {
    const driver = await run([{ at: 'turn', condition: 'turn == 2 and sum(i for i in range(2_000_000)) > 0' }]);
    const stop = await driver.stopped();
    expect(await driver.evaluate(stop, 'turn')).toBe('2');
    const { telemetry } = await driver.request('dapper/frameEvalStatus', undefined);
    const over = telemetry.events.find(({ context }) => context.reason === 'budget_exceeded');
    expect(over?.reason_code).toBe('SELECTIVE_TRACING_ANALYSIS_FAILED');
    expect(over?.context).toMatchObject({ budget_s: 0.1, elapsed_s: expect.any(Number) });
    expect(telemetry.reason_counts.selective_tracing_analysis_failed).toBeGreaterThan(0);
  });
});

describe('what cannot be understood is unverified, with a message that helps', () => {
  const course = new Course({ backend: 'eval_frame' });

  test.each([
    [{ hitCondition: 'often' }, /often.*5, ==5, >5/],
    [{ hitCondition: '%0' }, /%0.*%3/],
    [{ hitCondition: '=5' }, /=5.*==5/],
    [{ hitCondition: '5.5' }, /5\.5.*==5/],
    [{ condition: 'turn ==' }, /turn ==/],
    [{ condition: 'turn = 3' }, /turn = 3/],
    [{ logMessage: 'open {turn' }, /\{/],
    [{ logMessage: 'bad {turn +}' }, /turn \+/],
  ])('%j', async (details, message) => {
    const driver = await course.run(LOOP, { breakpoints: ['print', { at: 'turn', ...details }] });
    const stop = await driver.stopped();
    expect(stop.at).toBe('print');
    const [, bad] = await driver.setBreakpoints(['print', { at: 'turn', ...details }]);
    expect(bad?.verified).toBe(false);
    expect(bad?.message).toMatch(message);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('8\n');
  });

  test('mistakes are reported before there is a breakpoint, each by its name', async () => {
    const driver = await course.run(LOOP, { breakpoints: ['turn'] });
    await driver.stopped();
    const asked = { condition: 'turn ==', hitCondition: 'often', logMessage: '{turn +}' };
    expect(await driver.request('dapper/checkBreakpoint', asked)).toEqual({
      condition: expect.stringContaining("'turn ==' is not a Python expression"),
      hitCondition: expect.stringContaining("'often' is not understood"),
      logMessage: expect.stringContaining('turn +'),
    });
    const fine = { condition: 'turn > 3', hitCondition: '%2', logMessage: 'at {turn}' };
    expect(await driver.request('dapper/checkBreakpoint', fine)).toEqual({});
    const exceptionNames = ['KeyEror', 'KeyError', 'json.JSONDecodeError', 'Lost'];
    expect(await driver.request('dapper/checkBreakpoint', { exceptionNames })).toEqual({
      exceptionNames: expect.stringMatching(/^No exception is called 'KeyEror' or .*'Lost' yet; one that is counts\.$/),
    });
    await driver.setBreakpoints([]);
    await driver.finish();
  });
});
