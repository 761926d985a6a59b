/** Conditions, hit conditions and log messages compiled into the function: same stops as the slow way, no calls. */
import { describe, expect, test } from 'vitest';
import { moduleBeside, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, open, type Spot } from './driver.ts';

const LOOP = `
  def visit(turns):
      seen = []
      for turn in range(1, turns + 1):
          seen.append(turn)  # @turn
      return seen

  class Counter:
      def __init__(self):
          self.count = 0

      def add(self, amount):
          self.count += amount  # @add
          return self.count

  counter = Counter()
  for turn in visit(8):
      counter.add(turn)  # @call
  print(counter.count)  # @print
`;

async function stats(driver: Driver): Promise<Record<string, number>> {
  const { cacheStats } = await driver.request('dapper/frameEvalStatus', {});
  return cacheStats.func_code_cache;
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  async function start(breakpoints: readonly Spot[], text = LOOP): Promise<Driver> {
    return debug(writeProgram(text), { breakpoints, launch: { frameEvalConfig: BACKENDS[backend] } });
  }

  /** The values of an expression at every stop, till the program is about to print. */
  async function stops(spot: Spot, expression = 'turn', text = LOOP): Promise<string[]> {
    const driver = await start([spot, 'print'], text);
    const values: string[] = [];
    for (let stop = await driver.stopped(); stop.at !== 'print'; stop = await driver.continue()) {
      values.push(await driver.evaluate(stop, expression));
    }
    const { injections, slow_visits } = await stats(driver);
    expect({ injections, slow_visits }).toEqual({ injections: 1, slow_visits: 0 });
    await driver.finish();
    return values;
  }

  test.each([
    ['turn', { condition: 'turn == 3' }, 'turn', ['3']],
    ['turn', { condition: 'len(seen) > 6' }, 'turn', ['8']],
    ['turn', { condition: 'seen.count(2) and turn > 6' }, 'turn', ['7', '8']],
    ['turn', { hitCondition: '5' }, 'turn', ['5']],
    ['turn', { hitCondition: '%3' }, 'turn', ['3', '6']],
    ['turn', { hitCondition: '>=7' }, 'turn', ['7', '8']],
    ['turn', { condition: 'turn % 2', hitCondition: '3' }, 'turn', ['5']],
    ['add', { condition: 'self.count == 10' }, 'amount', ['5']],
    ['call', { condition: 'turn == 4' }, 'counter.count', ['6']],
  ])('%s with %o stops where it should, and only there', async (at, options, expression, expected) => {
    expect(await stops({ at, ...options }, expression)).toEqual(expected);
  });

  test('a condition that raises stops and says why, each time, and the program goes on', async () => {
    const driver = await start([{ at: 'turn', condition: 'seen[2] == 3' }, 'print']);
    const stop = await driver.stopped();
    expect(stop.event.description).toBe("Condition 'seen[2] == 3' raised IndexError: list index out of range");
    for (const turn of ['2', '3']) expect(await driver.evaluate(await driver.continue(), 'turn')).toBe(turn);
    let last = await driver.continue();
    while (last.at === 'turn') last = await driver.continue();
    expect(await driver.finish()).toBe('36\n');
  });

  test('a log message prints each time, and one that its condition holds back does not', async () => {
    const driver = await start([{ at: 'turn', logMessage: 'turn {turn}', condition: 'turn > 6' }, 'print']);
    await driver.stopped();
    const logged = driver.happenings.filter(({ event, body }) => event === 'output' && /^turn /.test(body.output));
    expect(logged.map(({ body }) => body.output)).toEqual(['turn 7\n', 'turn 8\n']);
    expect((await stats(driver)).slow_visits).toBe(0);
    await driver.finish();
  });

  test('a step onto the line of a test ends there once, as a step or at the breakpoint', async () => {
    const driver = await start([{ at: 'turn', condition: 'turn == 3' }]);
    await driver.stopped();
    const steps: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      const stop = await driver.step('next');
      steps.push(`${stop.event.reason} ${stop.at} ${await driver.evaluate(stop, 'turn')}`);
    }
    expect(steps).toEqual(['step line 3 3', 'step turn 4', 'step line 3 4', 'step turn 5']);
    expect((await stats(driver)).slow_visits).toBe(0);
  });

  test('a breakpoint that is changed while its function runs holds there and in the next call', async () => {
    const driver = await start(
      [{ at: 'work', condition: 'n == 2' }, 'again'],
      `
        def run(limit):
            done = 0
            for n in range(limit):
                done += n  # @work
            return done

        first = run(6)
        second = run(6)  # @again
        print(first, second)  # @print
      `,
    );
    const stop = await driver.stopped();
    expect(await driver.evaluate(stop, 'n')).toBe('2');
    await driver.setBreakpoints([{ at: 'work', condition: 'n == 4' }, 'print']);
    expect(await driver.evaluate(await driver.continue(), 'n')).toBe('4');
    expect(await driver.evaluate(await driver.continue(), 'n')).toBe('4');
    await driver.setBreakpoints(['print']);
    expect((await driver.continue()).at).toBe('print');
    expect((await stats(driver)).functions_switched).toBeGreaterThan(0);
    expect(await driver.finish()).toBe('15 15\n');
  });

  test('a condition that raises is one stop too where another breakpoint of its function goes while that runs', async () => {
    const driver = await start(
      [
        { at: 'work', condition: 'n == 0' },
        { at: 'half', condition: 'n / 0' },
      ],
      `
        def run(limit):
            for n in range(limit):
                done = n  # @work
                if n == 1:
                    done = n / 2  # @half
            return done

        print(run(3), run(1))  # @print
      `,
    );
    expect((await driver.stopped()).at).toBe('work');
    await driver.setBreakpoints([{ at: 'half', condition: 'n / 0' }]);
    const stop = await driver.continue();
    expect([stop.at, stop.event.description]).toEqual([
      'half',
      "Condition 'n / 0' raised ZeroDivisionError: division by zero",
    ]);
    expect(await driver.finish()).toBe('2 0\n');
    expect(driver.output('important').split('raised').length).toBe(2);
  });

  const RUNNING = `
    def run(limit):
        done = 0
        for n in range(limit):
            done += n  # @work
            done += 0  # @rest
        return done

    print(run(5), run(4))  # @print
  `;

  test('a condition that is gone does nothing more, in what runs already either', async () => {
    const work = { at: 'work', condition: 'print(n) or n == 1' };
    const driver = await start([work, { at: 'rest', condition: 'n > 9' }], RUNNING);
    expect((await driver.stopped()).at).toBe('work');
    await driver.setBreakpoints([work, { at: 'rest', condition: 'n == 3' }]);
    expect((await driver.continue()).at).toBe('rest');
    expect(driver.output('stdout')).toBe('0\n1\n2\n3\n');
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('0\n1\n2\n3\n10 6\n');
  });

  test('a visit of what runs already counts once, where another breakpoint has come to the line', async () => {
    const work = { at: 'work', hitCondition: '4' };
    const driver = await start([work, { at: 'rest', condition: 'n == 1' }], RUNNING);
    expect((await driver.stopped()).at).toBe('rest');
    await driver.setBreakpoints([work, { at: 'work', logMessage: '{n}' }]);
    expect(await driver.evaluate(await driver.continue(), 'n')).toBe('3');
    await driver.finish();
  });

  test('nothing stops in what a condition calls, and its time is recorded', async () => {
    const driver = await debug(
      writeProgram(`
        import time

        def slow(n):
            time.sleep(0.02)  # @asleep
            return n == 2

        def run():
            for n in range(4):
                n += 0  # @work

        run()
        slow(0)
        print("done")  # @print
      `),
      {
        breakpoints: [{ at: 'work', condition: 'slow(n)' }, 'asleep', 'print'],
        launch: { frameEvalConfig: { ...BACKENDS[backend], condition_budget_s: 0.01 } },
      },
    );
    const stop = await driver.stopped();
    expect(stop.at).toBe('work');
    expect(await driver.evaluate(stop, 'n')).toBe('2');
    expect((await driver.continue()).at).toBe('asleep');
    const { telemetry, cacheStats } = await driver.request('dapper/frameEvalStatus', {});
    expect(telemetry.reason_counts.selective_tracing_analysis_failed).toBe(4);
    expect(telemetry.events.at(-1)?.context).toMatchObject({ reason: 'budget_exceeded', budget_s: 0.01 });
    expect(cacheStats.func_code_cache.slow_visits).toBe(0);
    expect((await driver.continue()).at).toBe('print');
    await driver.finish();
  });

  test.each([
    ['a condition', { condition: 'any(False for _ in iter(int, 1))' }],
    ['a log message', { logMessage: '{[0 for _ in iter(lambda: "a" * 9, "b") if False]}' }],
  ])('%s with a loop of its own that never ends is ended by a pause', async (_name, options) => {
    const driver = await start([{ at: 'work', ...options }], 'print("begun", flush=True)\nx = 1  # @work\nprint(x)\n');
    await driver.printed(/begun/);
    const paused = await driver.pauseAt('work');
    expect([paused.at, paused.event.reason]).toEqual(['work', 'pause']);
    await driver.setBreakpoints([]);
    expect(await driver.finish()).toBe('begun\n1\n');
  });

  test('a condition that never returns can be paused, inspected, and ended', async () => {
    const driver = await start(
      [{ at: 'work', condition: 'forever()' }],
      `
        stop = False

        def forever():
            turns = 0
            print("asked")
            while not stop:
                turns += 1
            return False

        def run():
            total = 1  # @work
            return total

        print(run())
      `,
    );
    await driver.printed(/asked/);
    const paused = await driver.pause();
    expect(paused.frames.map(({ name }) => name)).toEqual(['forever', 'run', '<module>']);
    const stepped = await driver.step('next');
    expect(stepped.top.name).toBe('forever');
    await driver.request('evaluate', {
      expression: 'globals().update(stop=True)',
      frameId: stepped.top.id,
      context: 'repl',
    });
    expect(await driver.finish()).toBe('asked\n1\n');
  });

  test('a line whose test would change the variables of its function takes the slow way, and holds', async () => {
    const driver = await start(
      [
        { at: 'inner', condition: 'any(n == each for each in (1, 3))' },
        { at: 'loop', condition: 'n == 2' },
        { at: 'upper', condition: 'super().limit == n' },
        'print',
      ],
      `
        class Base:
            limit = 2

        class Box(Base):
            def run(self, n):
                self.n = n  # @upper

        def outer(hidden):
            def inner(n):
                return n + 1  # @inner
            return inner

        for n in range(4):  # @loop
            Box().run(n)
            outer(7)(n)
        print(n)  # @print
      `,
    );
    const places: string[] = [];
    for (let stop = await driver.stopped(); stop.at !== 'print'; stop = await driver.continue()) {
      places.push(`${stop.at} ${stop.event.description ?? (await driver.evaluate(stop, 'n'))}`);
    }
    const unknown = "loop Condition 'n == 2' raised NameError: name 'n' is not defined";
    expect(places).toEqual([unknown, 'inner 1', 'upper 2', 'loop 2', 'inner 3']);
    const { injections, slow_visits } = await stats(driver);
    expect(injections).toBe(0);
    expect(slow_visits).toBeGreaterThanOrEqual(12);
    await driver.finish();
  });

  test('the functions of a module run modified code once it has been imported, and look as they did', async () => {
    const main = writeProgram(
      `
        import inspect
        import pickle
        import other

        triple = other.make(3)
        for n in range(40):
            other.work(n)
            triple(n)
        work = other.work
        print(work.__name__, work.__doc__, work.__qualname__, inspect.signature(work), work.__code__.co_varnames)
        print(inspect.getsource(work).splitlines()[0], pickle.loads(pickle.dumps(work)) is work)
        print(triple(4), triple.__closure__[0].cell_contents, work(8))
        done = True  # @done
      `,
      {
        'other.py': `
          def work(n, by=2):
              """Doubles."""
              return n * by  # @double

          def make(k):
              def inner(n):
                  return n * k  # @closure
              return inner
        `,
      },
    );
    const other = moduleBeside(main, 'other.py');
    const driver = await debug(main, {
      breakpoints: ['done'],
      launch: { frameEvalConfig: BACKENDS[backend], stopOnEntry: true },
    });
    await driver.stopped();
    await driver.setBreakpoints(
      [
        { at: 'double', condition: 'n == 39' },
        { at: 'closure', condition: 'n * k == 117' },
      ],
      other,
    );
    const stop = await driver.continue();
    expect([stop.at, await driver.evaluate(stop, 'n')]).toEqual(['line 3', '39']);
    expect(await driver.evaluate(await driver.continue(), 'k')).toBe('3');
    expect((await driver.continue()).at).toBe('done');
    const { injections, slow_visits, functions_switched } = await stats(driver);
    expect(injections).toBe(2);
    // The hook has the module make them so; the one function is CPython's own, that of the module's frame.
    if (backend === 'eval_frame') expect(functions_switched).toBeLessThanOrEqual(1);
    else expect(functions_switched).toBeGreaterThanOrEqual(2);
    // A trace function does not learn of the module's end: its functions are switched after some slow visits.
    expect(slow_visits).toBeLessThanOrEqual(backend === 'settrace' ? 16 : 0);
    expect(await driver.finish()).toBe("work Doubles. work (n, by=2) ('n', 'by')\ndef work(n, by=2): True\n12 3 16\n");
  });
});

test('the hook counts the module that it ran a modified copy of, for a condition in it', async () => {
  const replaced = async (condition?: string) => {
    const program = writeProgram('import later\nlast = 1  # @last\n', {
      'later.py': 'x = 0\nfor n in range(5):\n    x += n  # @loop\n',
    });
    const driver = open(program);
    const started = driver.start({ breakpoints: ['last'], launch: { frameEvalConfig: BACKENDS.eval_frame } });
    await driver.event('initialized');
    const breakpoint = condition === undefined ? 'loop' : { at: 'loop', condition };
    await driver.setBreakpoints([breakpoint], moduleBeside(program, 'later.py'));
    await started;
    await driver.stopped();
    return (await driver.session.frameEvalStatus()).hookStats.frames_replaced;
  };
  expect(await replaced('n > 3')).toBe(1);
  expect(await replaced()).toBe(0);
});
