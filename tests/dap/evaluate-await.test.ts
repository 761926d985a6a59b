/** `await` in the console: it runs in an event loop of its own, though the program's does not turn. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

const PROGRAM = `
  import asyncio

  async def twice(n):
      await asyncio.sleep(0)
      return 2 * n

  async def wait():
      try:
          await asyncio.sleep(60)
      finally:
          print("closed")

  async def fail():
      raise KeyError("k")

  class Seven:
      def __await__(self):
          return 7
          yield

  async def count(to):
      for n in range(to):
          await asyncio.sleep(0)
          yield n

  class Door:
      async def __aenter__(self):
          await asyncio.sleep(0.01)
          print("open")
          return self

      async def __aexit__(self, kind, error, trace):
          print("shut", kind and kind.__name__)
          return True

  async def main(k):
      done = asyncio.ensure_future(twice(4))
      await done
      later = asyncio.ensure_future(twice(20))
      return k, await later  # @stop

  print(await main(5))
  print("over")  # @module
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  async function paused(...breakpoints: string[]) {
    const driver = await debug(writeProgram(PROGRAM), { launch: { frameEvalConfig: BACKENDS[backend] }, breakpoints });
    const stop = await driver.stopped();
    const frameId = stop.top.id;
    const entered = async (expression: string, context: 'repl' | 'watch' = 'repl') => {
      const answer = driver.request('evaluate', { expression, frameId, context });
      return answer.then(
        ({ result }) => result,
        (error: Error) => error.message,
      );
    };
    return { driver, entered };
  }

  test('it gives what is awaited, in every place of the frame', async () => {
    const { driver, entered } = await paused('stop');
    expect(await entered('await twice(k)')).toBe('10');
    expect(await entered('made = await twice(3) + await twice(await twice(1))')).toBe('');
    expect(await entered('made, await done, await Seven()')).toBe('(10, 8, 7)');
    expect(await entered('[await twice(n) for n in range(3)]')).toBe('[0, 2, 4]');
    expect(await entered('k = await twice(k)')).toBe('');
    // A failure shows the program's lines and no other.
    expect((await entered('await fail()')).split('\n')).toEqual([
      'Traceback (most recent call last):',
      '  File "<expression>", line 1, in main',
      '    await fail()',
      expect.stringMatching(/main\.py", line \d+, in fail$/),
      '    raise KeyError("k")',
      "KeyError: 'k'",
    ]);
    expect(await entered('await 5')).toMatch(/^Traceback.*\n.*<expression>.*\n {4}await 5\nTypeError: /);
    // It was awaited, by who has entered it.
    expect(driver.output('console')).not.toContain('nobody awaited');
    expect(await entered('await twice(1)', 'watch')).toMatch(/^'await' cannot be used here/);
    expect(await entered('async def f():\n    return await twice(4)\nawait f()')).toBe('8');
    expect(await entered('import builtins; [name for name in vars(builtins) if "await" in name]')).toBe('[]');
    expect(await driver.finish()).toBe('(10, 40)\nover\n');
  });

  test('time passes in it, and what it starts runs in it and ends with it', async () => {
    const { driver, entered } = await paused('stop');
    const timed = 'import time; since = time.monotonic(); await asyncio.sleep(0.05); time.monotonic() - since >= 0.05';
    expect(await entered(timed)).toBe('True');
    expect(await entered('await asyncio.gather(twice(1), asyncio.create_task(twice(2)))')).toBe('[2, 4]');
    expect(
      await entered('async with asyncio.TaskGroup() as group:\n    t = group.create_task(twice(3))\nt.result()'),
    ).toBe('6');
    expect(await entered('async with asyncio.timeout(0.1):\n    await wait()')).toMatch(/\nTimeoutError$/);
    expect(driver.output('stdout')).toBe('closed\n');
    const late = await entered('await asyncio.wait_for(asyncio.sleep(60), 0.1)');
    expect(late).toMatch(/CancelledError\n\nThe above exception[\s\S]*\nTimeoutError$/);
    expect(late).not.toContain('dapper/values');
    expect(await entered('await asyncio.to_thread(divmod, 7, 2)')).toBe('(3, 1)');
    expect(await entered('await asyncio.to_thread(int, "x")')).toMatch(/in to_thread\n[\s\S]*\nValueError: [^\n]*'x'$/);
    expect(await entered('[n async for n in count(3)]')).toBe('[0, 1, 2]');
    expect(await entered('total = 0\nasync for n in count(4):\n    total += n\ntotal')).toBe('6');
    expect(await entered('async with Door() as door:\n    raise ValueError("x")\ntype(door)')).toMatch(/Door/);
    expect(await entered('t = asyncio.create_task(wait()); await asyncio.sleep(0)')).toBe('');
    expect(await entered('t.cancelled()')).toBe('True');
    expect(driver.output('console')).toContain('1 task was cancelled when what was entered had ended.');
    expect(await entered('t = asyncio.create_task(fail()); await asyncio.sleep(0.01)')).toBe('');
    expect(driver.output('console')).toContain('A task that nobody awaited raised KeyError.');
    expect(driver.output('stdout')).toBe('closed\nopen\nshut ValueError\nclosed\n');
    expect(await entered('asyncio.current_task().get_coro().__name__')).toBe("'<module>'");
    expect(await driver.finish()).toMatch(/\(5, 40\)\nover\n$/);
    expect(driver.output('stderr')).toBe('');
  });

  test('what can never come is said where it is awaited; the rest is ended by Pause', async () => {
    const { driver, entered } = await paused('stop');
    expect(await entered('await later')).toMatch(
      /\n {4}await later\nRuntimeError: 'await' waits for PyodideTask of the program here, and while that is paused/,
    );
    expect(await entered('await asyncio.get_running_loop().create_future()')).toMatch(
      /RuntimeError: 'await' waits for Future here, which nothing brings about while the program is paused/,
    );
    expect(await entered('try:\n    await later\nfinally:\n    print("freed")')).toMatch(/RuntimeError/);
    expect(driver.output('stdout')).toBe('freed\n');
    const waiting = entered('await wait()');
    await driver.event('dapper/state', ({ state }) => state === 'sleeping');
    await driver.request('pause', { threadId: 1 });
    expect(await waiting).toMatch(/interrupted|KeyboardInterrupt/i);
    expect(driver.output('stdout')).toBe('freed\nclosed\n');
    expect(await entered('await twice(8)')).toBe('16');
    expect(await driver.finish()).toMatch(/\(5, 40\)\nover\n$/);
    expect(driver.output('stderr')).toBe('');
  });

  test('at module level it binds the names of the module', async () => {
    const { driver, entered } = await paused('module');
    expect(await entered('made = await twice(3); await asyncio.sleep(0.01)')).toBe('');
    expect(await entered('made')).toBe('6');
    expect(await entered('async with Door() as door:\n    made = 7\nmade, await twice(made)')).toBe('(7, 14)');
    expect(await driver.finish()).toMatch(/over\n$/);
  });
});
