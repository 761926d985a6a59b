/** Exceptions of tasks that nobody awaits: where they are found, and what is shown of them. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, Driver, debug, type Setup, type Stop } from './driver.ts';
import { openSession, startRelease } from './harness.ts';

const FORGOTTEN = `
  import asyncio
  import gc

  async def deep(n):
      raise ValueError(f"bad {n}")  # @raise

  async def work(n):
      kept = n
      await asyncio.sleep(0)
      await deep(n)  # @work

  async def main():
      asyncio.create_task(work(7), name="forgotten")
      for _ in range(5):
          await asyncio.sleep(0)
      gc.collect()
      return "over"  # @over

  print(await main())
`;

const KEPT = FORGOTTEN.replace('asyncio.create_task(', 'globals()["task"] = asyncio.create_task(');

/** The frames by their markers, and the labels between them. */
const frames = (driver: Driver, stop: Stop): string[] =>
  stop.frames.map(({ name, line, presentationHint }) =>
    presentationHint === 'label' ? name : `${driver.program.markerAt(line) ?? `line ${line}`} in ${name}`,
  );

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const run = (text: string, setup: Setup): Promise<Driver> =>
    debug(writeProgram(text), { ...setup, launch: { frameEvalConfig: BACKENDS[backend], ...setup.launch } });

  test('the filter for uncaught exceptions stops when the loop hears of one, where it was raised', async () => {
    const driver = await run(FORGOTTEN, { filters: ['uncaught'] });
    const stop = await driver.stopped();
    expect(stop.event).toMatchObject({
      reason: 'exception',
      text: 'ValueError: bad 7',
      description: 'Paused on unhandled exception in forgotten (work): ValueError: bad 7',
    });
    expect(frames(driver, stop).slice(0, 2)).toEqual(['raise in deep', 'work in work']);
    expect(await driver.evaluate(stop, 'kept', 1)).toBe('7');
    const info = await driver.request('exceptionInfo', { threadId: 1 });
    expect(info).toMatchObject({ exceptionId: 'ValueError', breakMode: 'unhandled', hasLeftProgram: false });
    expect(await driver.finish()).toBe('over\n');
    expect(driver.output('stderr')).toMatch(/ValueError.*bad 7/);
  });

  test('a program that is ended at such a stop, where nothing of it runs, runs its cleaning-up and is over', async () => {
    const driver = await run(
      `
        import asyncio
        async def work():
            raise ValueError("bad")  # @raise
        task = asyncio.ensure_future(work())
        del task
        try:
            await asyncio.sleep(600)
        finally:
            print("cleaned up")
      `,
      { filters: ['uncaught'] },
    );
    expect((await driver.stopped()).at).toBe('raise');
    await driver.request('terminate', undefined);
    expect(await driver.ended()).toBe('cleaned up\n');
    expect(driver.output('important')).toBe('');
  });

  test('a program that cancels itself is left by that exception, with all its frames', async () => {
    const driver = await run(
      `
        import asyncio

        async def work():
            asyncio.current_task().cancel("enough")
            await asyncio.sleep(0)  # @work

        await work()  # @call
      `,
      { filters: ['uncaught'], launch: { justMyCode: true } },
    );
    const stop = await driver.stopped();
    expect(stop.event).toMatchObject({ reason: 'exception', text: 'CancelledError: enough' });
    expect(frames(driver, stop).slice(-2)).toEqual(['work in work', 'call in <module>']);
    await driver.finish();
    expect(driver.output('stderr')).toMatch(
      /^Traceback .*, in <module>\n +await work.*, in work\n.*\nasyncio.exceptions.CancelledError: enough\n$/s,
    );
  });

  test("the filter for exceptions that leave the user's code stops where one leaves the coroutine", async () => {
    const driver = await run(FORGOTTEN, { filters: ['userUnhandled'] });
    const stop = await driver.stopped();
    expect([stop.at, stop.event.text]).toEqual(['work', 'ValueError: bad 7']);
    expect(stop.event.description).toBe('Paused on userUnhandled exception in forgotten (work): ValueError: bad 7');
    expect(await driver.finish()).toBe('over\n');
  });

  test('what leaves a program with a top-level await has left the program, and goes to no library', async () => {
    const driver = await run(
      `
        import asyncio

        async def work():
            await asyncio.sleep(0)
            raise KeyError(1)  # @raise

        await work()
      `,
      { filters: ['userUnhandled', 'uncaught'] },
    );
    const stop = await driver.stopped();
    const { breakMode } = await driver.request('exceptionInfo', { threadId: 1 });
    expect([stop.at, breakMode]).toEqual(['raise', 'unhandled']);
    expect(await driver.finish()).toBe('');
  });

  test.each([
    ['that is awaited', 'try:\n    await asyncio.create_task(work(1))\nexcept ValueError:\n    pass'],
    ['that is gathered', 'await asyncio.gather(work(1), work(2), return_exceptions=True)'],
    [
      'that a task group has',
      'try:\n    async with asyncio.TaskGroup() as group:\n        group.create_task(work(1))\nexcept* ValueError:\n    pass',
    ],
    [
      'of a loop whose exceptions the program handles',
      'asyncio.get_running_loop().set_exception_handler(lambda loop, context: print("handled"))\nasyncio.create_task(work(1))',
    ],
    ['that is cancelled', 'task = asyncio.create_task(work(1))\ntask.cancel()'],
  ])('an exception of a task %s stops nothing', async (_, body) => {
    const text = FORGOTTEN.replace(
      /^( +)asyncio\.create_task\(work\(7\).*\n/m,
      body.replace(/^/gm, '      ').concat('\n'),
    );
    const driver = await run(text, { filters: ['uncaught'] });
    expect(await driver.ended()).toMatch(/^(handled\n)?over\n$/);
  });

  test('a group that a task has made by "except*" stops, though it has no traceback', async () => {
    const raise = 'raise ValueError(f"bad {n}")  # @raise';
    const group = `try:
          ${raise}
      except* ValueError:
          raise KeyError("new")  # @new`;
    const text = FORGOTTEN.replace(raise, group).replace('work(7)', 'deep(7)');
    const driver = await run(text, { filters: ['uncaught'] });
    const stop = await driver.stopped();
    expect([stop.at, stop.top.name]).toEqual(['new', 'deep']);
    expect(await driver.finish()).toBe('over\n');
  });

  test('without the filter, and in a plain run, nothing stops', async () => {
    const driver = await run(FORGOTTEN, {});
    expect(await driver.ended()).toBe('over\n');
    expect(driver.output('stderr')).toMatch(/ValueError.*bad 7/);
  });
});

describe('where the loop hears of them late, as before Pyodide 0.27', () => {
  const run = async (text: string, setup: Setup): Promise<Driver> => {
    const driver = new Driver(openSession({ startWorker: () => startRelease('pyodide-0.25') }), writeProgram(text));
    await driver.start(setup);
    return driver;
  };

  test('one whose task is freed is found then, with what runs meanwhile behind its frames', async () => {
    const driver = await run(KEPT.replace('gc.collect()', 'del globals()["task"]'), { filters: ['uncaught'] });
    const stop = await driver.stopped();
    expect(stop.event.description).toBe('Paused on unhandled exception in forgotten (work): ValueError: bad 7');
    const names = frames(driver, stop);
    expect(names.slice(0, 3)).toEqual([
      'raise in deep',
      'work in work',
      'Nobody has asked for the exception; this runs now:',
    ]);
    expect(names.at(-1)).toMatch(/ in <module>$/);
    expect(await driver.finish()).toBe('over\n');
  });

  test('one whose task is kept is found when the program is over', async () => {
    const driver = await run(KEPT, { filters: ['uncaught'] });
    const stop = await driver.stopped();
    expect(stop.event.description).toBe('Paused on unhandled exception in forgotten (work): ValueError: bad 7');
    expect(frames(driver, stop)).toEqual(['raise in deep', 'work in work']);
    expect(await driver.request('exceptionInfo', { threadId: 1 })).toMatchObject({ hasLeftProgram: true });
    expect(await driver.finish()).toBe('over\n');
  });

  test('until then the task is a thread that has failed, with its frames and its exception', async () => {
    const driver = await run(KEPT, { breakpoints: ['over'] });
    const stop = await driver.stopped();
    const { threads } = await driver.request('threads', undefined);
    const failed = threads.find(({ name }) => name === 'forgotten (work) — failed: ValueError');
    const threadId = failed?.id ?? 0;
    const { stackFrames } = await driver.request('stackTrace', { threadId });
    expect(frames(driver, { ...stop, frames: stackFrames })).toEqual(['raise in deep', 'work in work']);
    expect(await driver.evaluate({ ...stop, frames: stackFrames }, 'kept', 1)).toBe('7');
    expect(await driver.request('exceptionInfo', { threadId })).toMatchObject({
      exceptionId: 'ValueError',
      breakMode: 'unhandled',
    });
    expect(await driver.refused('next', { threadId })).toBe('next: forgotten (work) has failed, and cannot go on.');
    await driver.finish();
  });
});

test('the method of the loop is put back when the program is over, and looks like itself meanwhile', async () => {
  const text = `
    import asyncio
    method = type(asyncio.get_event_loop()).call_exception_handler
    print(method.__name__, method.__qualname__, method.__module__, (method.__doc__ or "")[:4])
  `;
  const plain = await debug(writeProgram(text), { launch: { noDebug: true } });
  const debugged = await debug(writeProgram(text));
  expect(await debugged.ended()).toBe(await plain.ended());
});
