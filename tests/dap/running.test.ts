/** What can be done while the program runs, sleeps, prints without end or waits for input. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, open, type Stop } from './driver.ts';

interface Endless {
  readonly text: string;
  /** Resolves when the program is in the midst of it. */
  readonly busy: (driver: Driver) => Promise<unknown>;
}

const ENDLESS: Readonly<Record<string, Endless>> = {
  'an empty loop': {
    text: `
      print("started")
      while True:
          pass  # @inside
    `,
    busy: (driver) => driver.printed(/started/),
  },
  'a loop of calls': {
    text: `
      def work(n):
          return n + 1  # @inside

      n = 0
      print("started")
      while True:
          n = work(n)
    `,
    busy: (driver) => driver.printed(/started/),
  },
  'a loop that prints': {
    text: `
      n = 0
      while True:
          n += 1  # @inside
          print("line", n)
    `,
    busy: (driver) => driver.printed(/line 2000\n/),
  },
  'a loop of short sleeps': {
    text: `
      import time

      print("started")
      while True:
          time.sleep(0.01)
          done = True  # @inside
    `,
    busy: (driver) => driver.printed(/started/),
  },
  'a loop of awaits': {
    text: `
      import asyncio

      print("started")
      while True:
          await asyncio.sleep(0)
          done = True  # @inside
    `,
    busy: (driver) => driver.printed(/started/),
  },
};

const WAITING: Readonly<Record<string, Endless>> = {
  'a long sleep': {
    text: `
      import time

      print("started")
      time.sleep(1000)  # @inside
      print("never")
    `,
    busy: (driver) => driver.event('dapper/state', ({ state }) => state === 'sleeping'),
  },
  'a waiting input': {
    text: `
      name = input("Name? ")  # @inside
      print("hello", name)
    `,
    busy: (driver) => driver.event('dapper/inputRequested'),
  },
  'an await of a long asyncio sleep': {
    text: `
      import asyncio

      print("started")
      await asyncio.sleep(1000)  # @inside
      print("never")
    `,
    busy: (driver) => driver.printed(/started/),
  },
};

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };

  test.each(Object.keys(ENDLESS))('a breakpoint set during %s stops, one taken away does not', async (name) => {
    const { text, busy } = ENDLESS[name] as Endless;
    const driver = await debug(writeProgram(text), { launch });
    await busy(driver);
    const [answer] = await driver.setBreakpoints(['inside']);
    expect(answer?.verified, answer?.message).toBe(true);
    expect((await driver.stopped()).at).toBe('inside');
    await driver.setBreakpoints([]);
    await driver.resume();
    const stop = await driver.pause();
    expect(stop.event.reason).toBe('pause');
    await driver.request('terminate', undefined);
    await driver.ended();
  });

  test.each(Object.keys({ ...ENDLESS, ...WAITING }))('%s can be paused, looked at, and ended', async (name) => {
    const { text, busy } = ({ ...ENDLESS, ...WAITING } as Record<string, Endless>)[name] as Endless;
    const driver = await debug(writeProgram(text), { launch });
    await busy(driver);
    const stop: Stop = await driver.pause();
    expect(stop.event.reason).toBe('pause');
    // A pause may come while a library that the program has called is at work; it shows where.
    const own = stop.frames.findIndex(({ source }) => source?.path === driver.program.path);
    if (text.includes('asyncio')) expect(own).toBeGreaterThanOrEqual(0);
    else expect(own).toBe(0);
    expect(await driver.evaluate(stop, '6 * 7')).toBe('42');
    await driver.request('terminate', undefined);
    await driver.ended();
  });

  test.each(Object.keys(WAITING))('%s can be terminated', async (name) => {
    const { text, busy } = WAITING[name] as Endless;
    const driver = await debug(writeProgram(text), { launch });
    await busy(driver);
    await driver.request('terminate', undefined);
    await driver.ended();
    expect(driver.output('stdout')).not.toContain('never');
  });

  test('a breakpoint set while the program sleeps stops behind it', async () => {
    const driver = await debug(
      writeProgram(`
        import time

        time.sleep(1.5)
        print("awake")  # @awake
      `),
      { launch },
    );
    await driver.event('dapper/state', ({ state }) => state === 'sleeping');
    await driver.setBreakpoints(['awake']);
    expect((await driver.stopped()).at).toBe('awake');
    expect(await driver.finish()).toBe('awake\n');
  });

  test('a breakpoint set while the program waits for input stops behind it', async () => {
    const driver = await debug(
      writeProgram(`
        name = input("Name? ")
        print("hello", name)  # @hello
      `),
      { launch },
    );
    await driver.event('dapper/inputRequested');
    await driver.setBreakpoints(['hello']);
    await driver.request('dapper/input', { text: 'Ada\n' });
    const stop = await driver.stopped();
    expect([stop.at, await driver.evaluate(stop, 'name')]).toEqual(['hello', "'Ada'"]);
  });

  test.each([false, true])(
    'a pause before the program has begun stops where it begins (noDebug: %s)',
    async (noDebug) => {
      const driver = open(writeProgram('x = 1\nwhile x:\n    x += 1\n'));
      await driver.request('initialize', { adapterID: 'dapper', linesStartAt1: true, columnsStartAt1: true });
      const launched = driver.request('launch', { program: driver.program.path, noDebug, ...launch });
      await driver.event('initialized');
      await driver.request('pause', { threadId: 1 });
      await driver.request('configurationDone', undefined);
      await launched;
      const stop = await driver.stopped();
      expect([stop.event.reason, stop.line]).toEqual(['pause', 1]);
    },
  );

  test('a program that spends its time in the values of a log message is paused, changed and ended', async () => {
    const program = writeProgram(`
      class Slow:
          def __repr__(self):
              while True:
                  pass

      def visit(value):
          return value  # @visit

      value, turn = Slow(), 0
      while True:
          visit(value)
          turn += 1  # @turn
    `);
    const log = { at: 'visit', logMessage: '{value}' };
    const driver = await debug(program, { breakpoints: [log], launch: { frameEvalConfig: BACKENDS[backend] } });
    await driver.printed(/repr took longer/, 'console');
    expect((await driver.pause()).event.reason).toBe('pause');
    await driver.resume();
    await driver.setBreakpoints([log, 'turn']);
    expect((await driver.stopped()).at).toBe('turn');
    await driver.setBreakpoints([log]);
    await driver.resume();
    await driver.request('terminate', undefined);
    await driver.ended();
    expect(driver.output('important')).toBe('');
  });

  test('after a pause a step goes on from there', async () => {
    const driver = await debug(
      writeProgram(`
        print("started")
        n = 0
        while True:
            n += 1  # @increment
            m = n  # @copy
      `),
      { launch },
    );
    await driver.printed(/started/);
    await driver.pause();
    // The pause may come before the loop, whose head is a line too.
    const places = await driver.steps('next', 'next', 'next', 'next', 'next');
    expect(new Set(places.filter((place) => !place.startsWith('line')))).toEqual(new Set(['increment', 'copy']));
  });

  test('a program that catches KeyboardInterrupt and goes on is ended all the same', async () => {
    const driver = await debug(
      writeProgram(`
        print("started")
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
      `),
      { launch },
    );
    await driver.printed(/started/);
    await driver.request('terminate', undefined);
    await driver.ended();
  });
});

describe('whatever the backend', () => {
  test('finally blocks run when the program is terminated', async () => {
    const driver = await debug(
      writeProgram(`
        try:
            print("started")
            while True:
                pass
        finally:
            print("cleanup")
      `),
    );
    await driver.printed(/started/);
    await driver.request('terminate', undefined);
    expect(await driver.ended()).toBe('started\ncleanup\n');
  });

  test('finally blocks that take their time run to their end when the program is terminated', async () => {
    const driver = await debug(
      writeProgram(`
        import time

        try:
            print("started")
            while True:
                pass
        finally:
            for number in range(200):
                print("cleanup", number)  # @cleanup
            time.sleep(0.2)
            print("clean")
      `),
      { breakpoints: ['cleanup'] },
    );
    await driver.printed(/started/);
    await driver.request('terminate', undefined);
    // Requests that come meanwhile do not end the cleanup.
    await driver.request('threads', undefined);
    await driver.setBreakpoints([]);
    expect(await driver.ended()).toMatch(/cleanup 199\nclean\n$/);
  });

  test('a program can be terminated where it stands at a breakpoint', async () => {
    const driver = await debug(writeProgram('print("a")  # @a\nprint("b")\n'), { breakpoints: ['a'] });
    await driver.stopped();
    await driver.request('terminate', undefined);
    expect(await driver.ended()).toBe('');
  });

  test('inside one long C call the state says busy, and terminate ends the worker', async () => {
    const driver = await debug(writeProgram('print("started", flush=True)\nsum(range(10**12))\n'));
    await driver.printed(/started/);
    await driver.request('terminate', undefined).catch(() => undefined);
    await driver.event('terminated');
  });

  test('stack traces and steps are refused while the program runs, with a message that says so', async () => {
    const driver = await debug(writeProgram('print("started")\nwhile True:\n    pass\n'));
    await driver.printed(/started/);
    for (const command of ['stackTrace', 'next', 'stepIn', 'stepOut', 'exceptionInfo']) {
      expect(await driver.refused(command, { threadId: 1 }), command).toMatch(/running|paused|stopped/i);
    }
    expect((await driver.request('threads', undefined)).threads).toHaveLength(1);
    expect((await driver.pause()).event.reason).toBe('pause');
  });
});
