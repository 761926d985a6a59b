/** A program with tasks is ended: all of them are, their clean-up runs, and nothing of them comes after the end. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, Driver, debug, type Setup } from './driver.ts';
import { openSession } from './harness.ts';

const TICKING = `
  import asyncio

  async def tick(name):
      try:
          while True:
              await asyncio.sleep(0.01)
              print("tick")  # @tick
      finally:
          await asyncio.sleep(0.01)
          print("clean-up of", name)

  async def main():
      asyncio.ensure_future(tick("a"))
      asyncio.ensure_future(tick("b"))
      try:
          await asyncio.sleep(30)
      finally:
          await asyncio.sleep(0.01)
          print("clean-up of main")
`;
const PROGRAMS = {
  'a top-level await': `${TICKING}\n  await main()\n`,
  'asyncio.run': `${TICKING}\n  asyncio.run(main())\n`,
};
const LEFT = `${TICKING}
  asyncio.ensure_future(main())
  print("tick")
  while True:
      pass
`;

/** Pyodide 0.25 cannot wait in `asyncio.run`. */
const waits = process.env.DAPPER_RELEASE !== 'pyodide-0.25';
/** Up to 0.27 its loop reports each task that was cancelled, as an error of its own. */
const noisy = /0\.2[567]/.test(process.env.DAPPER_RELEASE ?? '');

/** What clean-up has run before the end, and what has come after it. */
async function ended(driver: Driver): Promise<string[]> {
  while (await driver.stoppedOrEnded()) throw new Error('a stop where the end was expected');
  expect(driver.output('important')).toBe('');
  const before = driver.output('stdout').match(/clean-up of \w+/g) ?? [];
  const length = driver.output('stdout').length;
  await new Promise((resolve) => setTimeout(resolve, 100)); // ten ticks
  expect(driver.output('stdout').slice(length)).toBe('');
  if (!noisy) expect(driver.output('stderr')).toBe('');
  return before;
}

/** Debugs a program that may take its time to end, on a busy machine too. */
async function debugged(text: string, setup: Setup): Promise<Driver> {
  const driver = new Driver(openSession({ stopWithin: 20_000 }), writeProgram(text));
  await driver.start(setup);
  return driver;
}

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const launch = { frameEvalConfig: BACKENDS[backend] };

  test.each(Object.entries(PROGRAMS).filter(([name]) => waits || name !== 'asyncio.run'))(
    'while it waits by %s, its own clean-up comes before',
    async (_, text) => {
      const driver = await debugged(text, { launch });
      await driver.printed(/tick/);
      await driver.request('terminate', {});
      // Requests that come meanwhile cut no clean-up short.
      for (let count = 0; count < 3; count += 1) await driver.request('threads', undefined);
      expect(new Set(await ended(driver))).toEqual(new Set(['clean-up of main', 'clean-up of a', 'clean-up of b']));
    },
  );

  test.each(Object.entries(PROGRAMS).filter(([name]) => waits || name !== 'asyncio.run'))(
    'at a stop in a task, with %s',
    async (_, text) => {
      const driver = await debugged(text, { launch, breakpoints: ['tick'] });
      await driver.stopped();
      await driver.request('terminate', {});
      expect(await ended(driver)).toContain('clean-up of main');
    },
  );

  test('where the program itself leaves them', async () => {
    const driver = await debugged(LEFT, { launch });
    await driver.printed(/tick/);
    await driver.request('terminate', {});
    expect(await ended(driver)).toEqual([]);
  });
});

const EXITING = `
  import asyncio
  import sys

  async def leave():
      await asyncio.sleep(0.01)
      raise ERROR

  async def main():
      try:
          await WAIT
      finally:
          print("clean-up of main")
`;
const CAUGHT = `
  try:
      asyncio.run(main())
  except SystemExit as error:
      print("caught", error.code)
`;

describe.skipIf(!waits)('a program that a task of its own ends', () => {
  test.each([
    ['itself, under asyncio.run', 'asyncio.run(main())', 'leave()', 'SystemExit(3)', 3],
    ['itself, under a top-level await', 'await main()', 'leave()', 'SystemExit(3)', 3],
    [
      'another, under asyncio.run',
      'asyncio.run(main())',
      'asyncio.sleep(30, asyncio.ensure_future(leave()))',
      'SystemExit(3)',
      3,
    ],
    [
      'another, under a top-level await',
      'await main()',
      'asyncio.sleep(30, asyncio.ensure_future(leave()))',
      'SystemExit(3)',
      3,
    ],
    ['a KeyboardInterrupt', 'asyncio.run(main())', 'leave()', 'KeyboardInterrupt', 130],
  ])('%s, has its exit code, and its clean-up runs', async (_, call, wait, error, exitCode) => {
    const text = `${EXITING}\n  ${call}\n  print("after")\n`.replace('WAIT', wait).replace('ERROR', error);
    const driver = await debug(writeProgram(text), { launch: { noDebug: error === 'KeyboardInterrupt' } });
    expect(await driver.ended()).toBe('clean-up of main\n');
    expect(await driver.event('exited')).toEqual({ exitCode });
    expect(driver.output('important')).toBe('');
  });

  test('may catch that', async () => {
    const text = `${EXITING}\n${CAUGHT}`.replace('WAIT', 'leave()').replace('ERROR', 'SystemExit(3)');
    const driver = await debug(writeProgram(text));
    expect(await driver.ended()).toBe('clean-up of main\ncaught 3\n');
    expect(await driver.event('exited')).toEqual({ exitCode: 0 });
  });

  const LEAVING = `
    import asyncio
    import sys

    async def leave():
        await asyncio.sleep(0.01)
        raise ERROR

    async def wait(name):
        try:
            await asyncio.sleep(30)
        finally:
            print("clean-up of", name)

    async def main():
        try:
            MAIN
        finally:
            await asyncio.sleep(0.01)
            print("clean-up of main")

    try:
        print("returned", asyncio.run(main()))
    except BaseException as error:
        print("caught", type(error).__name__, error.args, error.__context__)
    print("after")
  `;

  /** As plain CPython prints, but that it cancels tasks in the order of a set. */
  test.each([
    ['while main sleeps', 'asyncio.create_task(leave()); await asyncio.sleep(30)', 'clean-up of main\n'],
    ['while main awaits it', 'await asyncio.create_task(leave())', 'clean-up of main\n'],
    ['of main itself', 'asyncio.create_task(wait("a")); await leave()', 'clean-up of main\nclean-up of a\n'],
    ['gathered with another', 'await asyncio.gather(leave(), wait("a"))', 'clean-up of a\nclean-up of main\n'],
    [
      'gathered, where exceptions are results',
      'await asyncio.gather(leave(), return_exceptions=True)',
      'clean-up of main\n',
    ],
    [
      'in a group',
      'async with asyncio.TaskGroup() as group: group.create_task(wait("a")); group.create_task(leave())',
      'clean-up of a\nclean-up of main\n',
    ],
    [
      'in a callback',
      'asyncio.get_running_loop().call_later(0.01, lambda: sys.exit(3)); await asyncio.sleep(30)',
      'clean-up of main\n',
    ],
    [
      'whose cancellation main swallows',
      'asyncio.create_task(leave()); await asyncio.gather(asyncio.sleep(30), return_exceptions=True)',
      'clean-up of main\n',
    ],
  ])('leaves asyncio.run by its exception: %s', async (_, main, cleaned) => {
    const text = LEAVING.replace('MAIN', main).replace('ERROR', 'SystemExit(3)');
    const driver = await debug(writeProgram(text));
    expect(await driver.ended()).toBe(`${cleaned}caught SystemExit (3,) None\nafter\n`);
    expect(await driver.event('exited')).toEqual({ exitCode: 0 });
  });

  test('runs others afterwards', async () => {
    const text = LEAVING.replace('MAIN', 'asyncio.create_task(leave()); await asyncio.sleep(30)');
    const again = `${text}  print(asyncio.run(asyncio.sleep(0.01, "again")))\n`.replace('ERROR', 'SystemExit(3)');
    const driver = await debug(writeProgram(again));
    expect(await driver.ended()).toMatch(/after\nagain\n$/);
  });

  test('is ended by a person whatever it catches of asyncio', async () => {
    const text = `
      import asyncio

      async def main():
          print("waits")
          await asyncio.sleep(30)

      while True:
          try:
              asyncio.run(main())
          except asyncio.CancelledError:
              print("goes on")
    `;
    const driver = await debugged(text, {});
    await driver.printed(/waits/);
    await driver.request('terminate', {});
    expect(await driver.ended()).toBe('waits\n');
  });
});
