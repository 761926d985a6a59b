/** Where a step goes at the end of a task, whatever of asyncio stands between it and who waits. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

const program = (wait: string) => `
  import asyncio

  async def leaf(n):
      await asyncio.sleep(0)
      return n  # @leaf

  async def other():
      await asyncio.sleep(0.01)

  def when_done(task, what):
      task.add_done_callback(what)
      return task

  async def main():
      event, queue = asyncio.Event(), asyncio.Queue()
      aside = asyncio.create_task(other())
      ${wait}
      await aside
      return "done"  # @end

  print(await main())
`;

const WAITS = [
  ['await', 'await asyncio.create_task(leaf(1))  # @wait'],
  ['shield', 'await asyncio.shield(leaf(1))  # @wait'],
  ['gather', 'await asyncio.gather(leaf(1))  # @wait'],
  ['gather of a gathering', 'await asyncio.gather(asyncio.gather(leaf(1)))  # @wait'],
  ['gather of what is shielded', 'await asyncio.gather(asyncio.shield(leaf(1)))  # @wait'],
  ['wait', 'await asyncio.wait([asyncio.create_task(leaf(1))])  # @wait'],
  ['wait_for', 'await asyncio.wait_for(asyncio.shield(leaf(1)), 2)  # @wait'],
  ['as_completed', 'for done in asyncio.as_completed([leaf(1)]): await done  # @wait'],
  ['an event', 'task = when_done(asyncio.create_task(leaf(1)), lambda done: event.set()); await event.wait()  # @wait'],
  [
    'a queue',
    'task = when_done(asyncio.create_task(leaf(1)), lambda done: queue.put_nowait(1)); await queue.get()  # @wait',
  ],
] as const;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  test.each(WAITS)('it goes to who waits by %s', async (_, wait) => {
    const driver = await course.run(program(wait), { breakpoints: ['leaf'] });
    await driver.stopped();
    await driver.setBreakpoints([]);
    const stop = await driver.step('next');
    expect([stop.at, stop.top.name]).toEqual(['wait', 'main']);
    expect(await driver.finish()).toBe('done\n');
  });
});

const failing = (wait: string, run = 'await main()') => `
  import asyncio

  async def leaf(n):
      await asyncio.sleep(0)
      raise KeyError(n)  # @leaf

  async def inner():
      await leaf(1)  # @inner

  async def main():
      try:
          ${wait}  # @wait
      except* KeyError:
          pass  # @caught
      return "done"  # @end

  try:
      print(${run})  # @run
  except KeyError:
      print("failed")  # @failed
`;

const FAILURES = [
  ['await', 'await asyncio.create_task(leaf(1))'],
  ['a coroutine between', 'await asyncio.create_task(inner())'],
  ['shield', 'await asyncio.shield(leaf(1))'],
  ['gather', 'await asyncio.gather(leaf(1), asyncio.sleep(0.01))'],
  ['wait_for', 'await asyncio.wait_for(leaf(1), 2)'],
  ['a group', 'async with asyncio.TaskGroup() as group: group.create_task(leaf(1))'],
  ['a task that waits for it', 'await asyncio.create_task(asyncio.wait_for(asyncio.create_task(leaf(1)), 2))'],
] as const;

/** asyncio.run cannot wait with Pyodide 0.25; its programs are of a session each. */
const waits = !/0\.2[35]/.test(process.env.DAPPER_RELEASE ?? '');

describe.each(BACKEND_NAMES)('where a task ends by an exception, on %s', (backend) => {
  const course = new Course({ backend });

  test.each(FAILURES.flatMap((each) => [[...each, 'next'] as const, [...each, 'stepOut'] as const]))(
    'it goes to who waits by %s (%s: %s)',
    async (_, wait, command) => {
      const driver = await course.run(failing(wait), { breakpoints: ['leaf'] });
      await driver.stopped();
      await driver.setBreakpoints([]);
      const stop = await driver.step(command);
      if (stop.at === 'inner') expect((await driver.step('next')).top.name).toBe('main');
      else expect(['wait', 'line 13']).toContain(stop.at);
      expect(await driver.finish()).toBe('done\n');
    },
  );

  test.skipIf(!waits).each(['next', 'stepOut', 'stepIn'] as const)(
    'it goes to the caller of asyncio.run (%s)',
    async (command) => {
      const program = writeProgram(failing('pass', 'asyncio.run(leaf(1))'));
      const driver = await debug(program, {
        breakpoints: ['leaf'],
        launch: { frameEvalConfig: BACKENDS[backend] },
      });
      await driver.stopped();
      await driver.setBreakpoints([]);
      const stop = await driver.step(command);
      expect(stop.top.name).toBe('<module>');
      expect((await driver.step('next')).at).toBe('failed');
      expect(await driver.finish()).toBe('failed\n');
    },
  );
});
