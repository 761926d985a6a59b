/** asyncio's tasks are threads: what they are called, where they wait, and what can be asked of their frames. */
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { describe, expect, test } from 'vitest';
import { Course } from './course.ts';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug, type Stop } from './driver.ts';

const WAITING = `
  import asyncio

  async def inner(seconds):
      await asyncio.sleep(seconds)  # @sleep
      return seconds

  async def fetch(seconds):
      kept = seconds * 2
      got = await inner(seconds)  # @fetch
      return kept + got

  async def numbers(event):
      yield 1
      await event.wait()  # @numbers

  async def consume(event):
      async for number in numbers(event):  # @consume
          print(number)

  async def after(task):
      return await task  # @after

  async def all_of(*tasks):
      await asyncio.gather(*tasks)  # @gather

  async def main():
      queue, event = asyncio.Queue(), asyncio.Event()
      slow = asyncio.create_task(fetch(60), name="slow")
      tasks = [
          slow,
          asyncio.create_task(queue.get(), name="getter"),
          asyncio.create_task(consume(event), name="consumer"),
          asyncio.create_task(after(slow), name="after"),
          asyncio.create_task(all_of(slow, event.wait()), name="all"),
      ]
      for _ in range(3):
          await asyncio.sleep(0)
      tasks.append(asyncio.create_task(fetch(1), name="late"))
      here = len(tasks)  # @here
      for task in tasks:
          task.cancel()
      await asyncio.gather(*tasks, return_exceptions=True)
      return here  # @end

  print(await main())
`;

/** The names of the threads but those of tasks that asyncio has named, by what they are called. */
async function threads(driver: Driver): Promise<Map<string, number>> {
  const listed = (await driver.request('threads', undefined)).threads;
  return new Map(listed.map(({ id, name }) => [name, id]));
}

async function threadOf(driver: Driver, task: string): Promise<number> {
  const found = [...(await threads(driver))].find(([name]) => name.startsWith(`${task} (`));
  if (!found) throw new Error(`no thread of ${task}: ${[...(await threads(driver)).keys()].join(', ')}`);
  return found[1];
}

async function framesOf(driver: Driver, task: string): Promise<Dap.StackFrame[]> {
  const threadId = await threadOf(driver, task);
  return (await driver.request('stackTrace', { threadId })).stackFrames;
}

/** A stack as a stop, for the driver's questions about frames. */
const asStop = (stop: Stop, frames: readonly Dap.StackFrame[]): Stop => ({ ...stop, frames });

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const course = new Course({ backend });

  async function here(): Promise<{ driver: Driver; stop: Stop }> {
    const driver = await course.run(WAITING, { breakpoints: ['here'] });
    return { driver, stop: await driver.stopped() };
  }

  test('each task is a thread with what it waits for in its name; the one that runs is thread 1', async () => {
    const { driver, stop } = await here();
    const names = [...(await threads(driver)).keys()].filter((name) => !name.startsWith('Task-'));
    expect(names).toEqual([
      expect.stringMatching(/^MainThread — runs Task-\d+ \(<module>\)$/),
      'after (after) — waits for slow (fetch)',
      'all (all_of) — waits for gather',
      'consumer (consume) — waits for Event.wait',
      'getter (Queue.get) — waits for Queue.get',
      'late (fetch) — not started',
      'slow (fetch) — waits for sleep',
    ]);
    expect(stop.event).toMatchObject({ threadId: 1, text: expect.stringMatching(/^Task-\d+ \(<module>\)$/) });
    expect(await driver.finish()).toBe('1\n6\n');
  });

  test('a task has the stack of its awaits, through asynchronous generators too', async () => {
    const { driver } = await here();
    const stack = async (task: string) =>
      (await framesOf(driver, task)).map(({ name, line, source }) =>
        source?.path === driver.program.path ? `${driver.program.markerAt(line)} in ${name}` : name,
      );
    expect(await stack('slow')).toEqual(['sleep', 'sleep in inner', 'fetch in fetch']);
    expect(await stack('consumer')).toEqual(['Event.wait', 'numbers in numbers', 'consume in consume']);
    expect(await stack('after')).toEqual(['after in after']);
    expect(await stack('late')).toEqual(['undefined in fetch']);
  });

  test('frames of a task can be looked at: scopes, variables, expressions, completions', async () => {
    const { driver, stop } = await here();
    const frames = await framesOf(driver, 'slow');
    const slow = asStop(stop, frames);
    expect((await driver.variables(slow, 'Locals', 2)).get('kept')?.value).toBe('120');
    expect(await driver.evaluate(slow, 'kept + seconds', 2)).toBe('180');
    expect(await driver.evaluate(slow, 'seconds', 1)).toBe('60');
    const { targets } = await driver.request('completions', { text: 'ke', column: 3, frameId: frames[2]?.id ?? 0 });
    expect(targets.map(({ label }) => label)).toContain('kept');
    expect(frames.map(({ canRestart }) => canRestart)).toEqual([false, false, false]);
  });

  test('a variable of a task that waits can be set', async () => {
    const { driver, stop } = await here();
    const slow = asStop(stop, await framesOf(driver, 'slow'));
    const frameId = slow.frames[2]?.id ?? 0;
    await driver.request('setExpression', { expression: 'kept', value: '7', frameId });
    expect(await driver.evaluate(slow, 'kept', 2)).toBe('7');
  });

  test('what only the running thread can do is refused for a task, with the reason', async () => {
    const { driver } = await here();
    const threadId = await threadOf(driver, 'slow');
    const frameId = (await framesOf(driver, 'slow'))[2]?.id ?? 0;
    expect(await driver.refused('restartFrame', { frameId })).toBe(
      'fetch cannot begin again: it is suspended, and its task waits.',
    );
    expect(await driver.refused('goto', { threadId, targetId: 1 })).toMatch(/^goto: that task waits\./);
    expect(await driver.refused('stepInTargets', { frameId })).toMatch(/the function that runs/);
    expect(await driver.refused('exceptionInfo', { threadId })).toBe('exceptionInfo: slow (fetch) has not failed.');
    const getter = await threadOf(driver, 'getter');
    expect(await driver.refused('next', { threadId: getter })).toBe(
      'next: getter (Queue.get) has no frame of your code. Step in another thread, or continue.',
    );
  });

  test('a thread keeps its id as long as its task lives, and none is given twice', async () => {
    const driver = await course.run(`${WAITING}  print(await main())\n`, { breakpoints: ['here', 'end'] });
    await driver.stopped();
    const before = await threads(driver);
    expect((await driver.continue()).at).toBe('end');
    const after = await threads(driver);
    expect([...after.keys()]).toEqual(['MainThread']);
    expect(await driver.refused('stackTrace', { threadId: before.get('slow (fetch) — waits for sleep') })).toMatch(
      /is unknown; the threads are: 1 \(MainThread\)/,
    );
    expect((await driver.continue()).at).toBe('here');
    const ids = [...(await threads(driver)).values()].filter((id) => id !== 1);
    expect(ids).toHaveLength(before.size - 1);
    expect(Math.min(...ids)).toBeGreaterThan(Math.max(...before.values()));
  });

  test('the task that runs at the next stop is thread 1 then, also by its own id', async () => {
    const driver = await course.run(
      `
        import asyncio

        async def work(n):
            await asyncio.sleep(0)
            return n  # @work

        async def main():
            tasks = [asyncio.create_task(work(n), name=f"work {n}") for n in (1, 2)]
            await asyncio.sleep(0)  # @before
            await asyncio.wait(tasks)
            return "over"

        print(await main())
      `,
      { breakpoints: ['before', 'work'] },
    );
    await driver.stopped();
    const one = await threadOf(driver, 'work 1');
    const two = await threadOf(driver, 'work 2');
    const stop = await driver.continue();
    expect([stop.at, stop.event.text]).toEqual(['work', 'work 1 (work)']);
    const names = await threads(driver);
    expect(names.get('MainThread — runs work 1 (work)')).toBe(1);
    expect([...names.keys()].some((name) => name.startsWith('work 1'))).toBe(false);
    const { stackFrames } = await driver.request('stackTrace', { threadId: one });
    expect(stackFrames).toEqual(stop.frames);
    const next = await driver.continue();
    expect(next.event.text).toBe('work 2 (work)');
    expect((await driver.request('stackTrace', { threadId: two })).stackFrames).toEqual(next.frames);
  });

  test('a task that the console makes is announced, and is there', async () => {
    const driver = await debug(writeProgram(WAITING), {
      breakpoints: ['here'],
      client: { supportsInvalidatedEvent: true },
      launch: { frameEvalConfig: BACKENDS[backend] },
    });
    const frameId = (await driver.stopped()).top.id;
    await threads(driver);
    const told = driver.event('invalidated', ({ areas }) => areas.includes('threads'), false);
    const expression = 'extra = asyncio.create_task(fetch(2), name="extra"); tasks.append(extra)';
    await driver.request('evaluate', { expression, frameId, context: 'repl' });
    expect((await told).areas).toEqual(['variables', 'threads']);
    expect([...(await threads(driver)).keys()]).toContain('extra (fetch) — not started');
    const more = driver.event('invalidated', () => true, false);
    await driver.request('evaluate', { expression: 'here = 8', frameId, context: 'repl' });
    expect((await more).areas).toEqual(['variables']);
  });

  test('a task that its maker starts at once is the one that runs', async () => {
    const driver = await course.run(
      `
        import asyncio

        async def eager(n):
            here = n  # @eager
            await asyncio.sleep(0)
            return here

        async def main():
            if not hasattr(asyncio, "eager_task_factory"):
                return await asyncio.create_task(eager(1), name="eager")  # 3.11 knows none
            loop = asyncio.get_running_loop()
            task = asyncio.Task(eager(1), loop=loop, name="eager", eager_start=True)
            return await task

        print(await main())
      `,
      { breakpoints: ['eager'] },
    );
    const stop = await driver.stopped();
    expect(stop.event.text).toBe('eager (eager)');
    expect([...(await threads(driver)).keys()]).toContain('MainThread — runs eager (eager)');
  });
});

test('asyncio.run, and a task group in it, have threads of their tasks', async () => {
  const driver = await debug(
    writeProgram(`
      import asyncio

      async def work(gate, after):
          await gate.wait()
          after.set()  # @work

      async def main():
          first, second, third = asyncio.Event(), asyncio.Event(), asyncio.Event()
          first.set()
          async with asyncio.TaskGroup() as group:
              group.create_task(work(second, third), name="slow")
              await asyncio.sleep(0)
              group.create_task(work(first, second), name="quick")

      asyncio.run(main())
      print("end")
    `),
    { breakpoints: ['work'] },
  );
  const stop = await driver.stopped();
  expect(stop.event.text).toBe('quick (work)');
  const names = [...(await threads(driver)).keys()];
  expect(names).toEqual([
    'MainThread — runs quick (work)',
    'slow (work) — waits for Event.wait',
    expect.stringMatching(/^Task-\d+ \(main\) — waits for TaskGroup$/),
  ]);
  await driver.setBreakpoints([]);
  expect(await driver.finish()).toBe('end\n');
});

test('a program with a single task, or none, has one thread', async () => {
  const driver = await debug(writeProgram('import asyncio\nawait asyncio.sleep(0)\nprint("end")  # @end\n'), {
    breakpoints: ['end'],
  });
  const stop = await driver.stopped();
  expect(await threads(driver)).toEqual(new Map([['MainThread', 1]]));
  expect(stop.event).not.toHaveProperty('text');
});

test('a pause while all tasks wait shows where each does', async () => {
  const driver = await debug(
    writeProgram(`
      import asyncio

      async def work():
          print("waits")
          await asyncio.sleep(60)  # @work

      async def main():
          other = asyncio.create_task(work(), name="other")
          await work()  # @main

      await main()
    `),
  );
  await driver.printed(/waits\nwaits/);
  const stop = await driver.pauseAt('work');
  expect(stop.at).toBe('work');
  expect(stop.frames.map(({ name }) => name)).toEqual(['work', 'main', '<module>']);
  const names = [...(await threads(driver)).keys()];
  expect(names).toEqual([
    expect.stringMatching(/^MainThread — runs Task-\d+ \(<module>\)$/),
    'other (work) — waits for sleep',
  ]);
  await driver.request('terminate', {});
  await driver.event('terminated');
});
