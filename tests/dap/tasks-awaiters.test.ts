/** Where a step goes at the end of a task, whatever of asyncio stands between it and who waits. */
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { BACKEND_NAMES } from './driver.ts';

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
