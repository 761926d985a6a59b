/** `await` in the console: what waits for nothing is run to its end, though the event loop does not turn. */
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

  async def main(k):
      done = asyncio.ensure_future(twice(4))
      await done
      return k  # @stop

  print(await main(5))
`;

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  test('it gives what is awaited, in every place of the frame, and waits for nothing', async () => {
    const driver = await debug(writeProgram(PROGRAM), {
      launch: { frameEvalConfig: BACKENDS[backend] },
      breakpoints: ['stop'],
    });
    const stop = await driver.stopped();
    const frameId = stop.top.id;
    const entered = async (expression: string, context: 'repl' | 'watch' = 'repl') => {
      const answer = driver.request('evaluate', { expression, frameId, context });
      return answer.then(
        ({ result }) => result,
        (error: Error) => error.message,
      );
    };
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
    expect(await entered('await wait()')).toMatch(/RuntimeError: 'await' waits for \w+ here, and while the program is/);
    expect(driver.output('stdout')).toBe('closed\n');
    expect(await entered('async with x: pass')).toMatch(/^'await' cannot be used here, nor 'async for'/);
    expect(await entered('await twice(1)', 'watch')).toMatch(/^'await' cannot be used here/);
    expect(await entered('async def f():\n    return await twice(4)\nawait f()')).toBe('8');
    expect(await entered('import builtins; [name for name in vars(builtins) if "await" in name]')).toBe('[]');
    expect(await driver.finish()).toBe('closed\n10\n');
  });
});
