/** Tasks of classes that do harm, and an asyncio that the program has changed: all other tasks are shown as ever. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug } from './driver.ts';

/** What a program does to asyncio before it stops at `here`. */
const program = (harm: string) => `
  import asyncio
  import sys

  def boom(*arguments, **named):
      if armed:
          print("the debugger has called a method of the program")
          while True:
              pass
      return False

  armed = False

  async def work(n):
      await asyncio.sleep(60)  # @work
      return n

  async def main():
      global armed
      good = asyncio.create_task(work(1), name="good")
${harm.replace(/^/gm, '      ')}
      await asyncio.sleep(0)
      await asyncio.sleep(0)
      armed = True
      here = 1  # @here
      armed = False
      print("end")

  await main()
`;

const HOSTILE = `class Hostile(asyncio.Task):
    done = get_coro = get_name = cancelled = exception = result = boom
    __repr__ = __str__ = __len__ = __bool__ = boom
    __class__ = property(boom)
    def __getattribute__(self, name):
        if armed:
            boom()
        return asyncio.Task.__getattribute__(self, name)
    def __eq__(self, other):
        return boom() or self is other
    def __hash__(self):
        return boom() or 1
bad = Hostile(work(2), loop=asyncio.get_running_loop(), name="bad")`;

const HARM: readonly (readonly [string, string, readonly string[]])[] = [
  ['a task whose every method does harm', HOSTILE, ['bad (work) — waits for sleep', 'good (work) — waits for sleep']],
  [
    'a task with a name of a class of its own',
    `class Name(str):
    __repr__ = __len__ = __getitem__ = __hash__ = __format__ = boom
    def __str__(self):
        return self
task = asyncio.create_task(work(2))
task.set_name(Name("named"))`,
    ['good (work) — waits for sleep', 'named (work) — waits for sleep'],
  ],
  [
    'a coroutine that is none',
    `import collections.abc
class Odd(collections.abc.Coroutine):
    def send(self, value):
        return boom()
    def throw(self, *error):
        raise error[0]
    def close(self):
        pass
    def __await__(self):
        return self
    def __getattr__(self, name):
        boom()
        raise AttributeError(name)
class Slow(Odd):
    def send(self, value):
        future = asyncio.get_running_loop().create_future()
        future._asyncio_future_blocking = True
        kept.append(future)
        return future
kept = []
odd = asyncio.Task(Slow(), loop=asyncio.get_running_loop(), name="odd")`,
    ['good (work) — waits for sleep', expect.stringMatching(/^odd \(Slow\) — waits for \w*Future$/)],
  ],
  [
    'a replaced asyncio',
    `asyncio.all_tasks = asyncio.current_task = asyncio.tasks.all_tasks = asyncio.tasks.current_task = boom
asyncio.Task = asyncio.tasks.Task = None
sys.modules["_asyncio"].all_tasks = sys.modules["_asyncio"].current_task = boom`,
    ['good (work) — waits for sleep'],
  ],
  [
    'modules of asyncio that are gone',
    'hidden = {name: sys.modules.pop(name) for name in ("_asyncio", "asyncio", "asyncio.tasks")}',
    ['good (work) — waits for sleep'],
  ],
  [
    'a registered task that is none',
    `class Foreign:
    done = boom
    __repr__ = boom
foreign = Foreign()
asyncio._register_task(foreign)`,
    ['good (work) — waits for sleep'],
  ],
  [
    'a task that was never made',
    `class Empty(asyncio.Task):
    def __init__(self):
        pass
    done = boom
empty = Empty.__new__(Empty)`,
    ['good (work) — waits for sleep'],
  ],
  [
    'tasks of the implementation in Python',
    'task = asyncio.tasks._PyTask(work(2), loop=asyncio.get_running_loop(), name="python")',
    ['good (work) — waits for sleep', 'python (work) — waits for sleep'],
  ],
];

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const run = (harm: string): Promise<Driver> =>
    debug(writeProgram(program(harm)), { breakpoints: ['here'], launch: { frameEvalConfig: BACKENDS[backend] } });

  test.each(HARM)('%s', async (_, harm, expected) => {
    const driver = await run(harm);
    await driver.stopped();
    const { threads } = await driver.request('threads', undefined);
    expect(threads.slice(1).map(({ name }) => name)).toEqual(expected);
    for (const { id, name } of threads.slice(1)) {
      const { stackFrames } = await driver.request('stackTrace', { threadId: id });
      const where = stackFrames.map(({ name }) => name);
      expect(where, name).toEqual(name.startsWith('odd') ? [] : ['sleep', 'work']);
    }
    expect(await driver.finish()).toBe('end\n');
  });
});

test('a program that has not imported asyncio, and has no task, is asked for none', async () => {
  const driver = await debug(
    writeProgram(`
      import sys
      for name in [name for name in sys.modules if name.partition(".")[0] in ("asyncio", "_asyncio")]:
          del sys.modules[name]
      before = set(sys.modules)
      here = 1  # @here
      print(set(sys.modules) - before)
    `),
    { breakpoints: ['here'] },
  );
  await driver.stopped();
  expect((await driver.request('threads', undefined)).threads).toEqual([{ id: 1, name: 'MainThread' }]);
  expect(await driver.finish()).toBe('set()\n');
});

test('more than a thousand tasks are listed in part', async () => {
  const driver = await debug(
    writeProgram(`
      import asyncio

      async def work():
          await asyncio.sleep(60)

      tasks = [asyncio.create_task(work(), name=f"work {n}") for n in range(1_200)]
      await asyncio.sleep(0)
      here = 1  # @here
      print("end")
    `),
    { breakpoints: ['here'] },
  );
  await driver.stopped();
  const { threads } = await driver.request('threads', undefined);
  expect(threads).toHaveLength(1001);
  expect(threads[1000]?.name).toBe('work 999 (work) — waits for sleep');
  expect(await driver.finish()).toBe('end\n');
});

test.each(BACKEND_NAMES)('tasks cost a program nothing between stops, on %s', async (name) => {
  const program = writeProgram(`
    import asyncio

    async def work(n):
        await asyncio.sleep(0)
        return n

    async def main():
        here = 1  # @begin
        for _ in range(300):
            await asyncio.gather(*(work(n) for n in range(3)))
        return here  # @end

    await main()
  `);
  const counts = async (listed: boolean) => {
    const driver = await debug(program, {
      breakpoints: ['begin', 'end'],
      filters: listed ? ['uncaught'] : [],
      launch: { frameEvalConfig: BACKENDS[name] },
    });
    await driver.stopped();
    if (listed) await driver.request('threads', undefined);
    const found = await driver.counted(async () => expect((await driver.continue()).at).toBe('end'));
    await driver.finish();
    return found;
  };
  const without = await counts(false);
  expect(Object.keys(without).length).toBeGreaterThan(3);
  expect(await counts(true)).toEqual(without);
});
