/** What suspends Python's stack works on the command line, as in a browser: `asyncio.run`, and `run_sync` of Pyodide. */
import { expect, test } from 'vitest';
import { writeProgram } from '../dap/debuggee.ts';
import { debug } from '../dap/driver.ts';

const GATHERING = `
  import asyncio

  async def work(name, seconds):
      await asyncio.sleep(seconds)
      print(name)  # @awake
      return name

  async def main():
      return await asyncio.gather(work("slow", 0.05), work("quick", 0.01))

  print(asyncio.run(main()))
  print("end")  # @end
`;

test.each([{ noDebug: true }, {}])('asyncio.run runs its tasks and returns: %j', async (launch) => {
  const driver = await debug(writeProgram(GATHERING), { launch });
  expect(await driver.ended()).toBe("quick\nslow\n['slow', 'quick']\nend\n");
  expect(driver.output('stderr')).toBe('');
});

test('asyncio.run is stepped over, and stops in its tasks', async () => {
  const driver = await debug(writeProgram(GATHERING), { breakpoints: ['awake', 'end'] });
  const first = await driver.stopped();
  expect([first.at, await driver.evaluate(first, 'name')]).toEqual(['awake', "'quick'"]);
  const second = await driver.continue();
  expect([second.at, await driver.evaluate(second, 'name')]).toEqual(['awake', "'slow'"]);
  expect((await driver.continue()).at).toBe('end');
  await driver.finish();
});

test.each([
  ['a loop of its own', 'print(asyncio.new_event_loop().run_until_complete(one()), 1)\n'],
  ['run_sync', 'from pyodide.ffi import run_sync\nprint(run_sync(one()), run_sync(one()))\n'],
  [
    'a timeout',
    'async def late():\n    try:\n        await asyncio.wait_for(asyncio.sleep(9), 0.1)\n    except TimeoutError:\n        return 1\nprint(asyncio.run(late()), 1)\n',
  ],
])('so does %s', async (_, text) => {
  const driver = await debug(
    writeProgram(`import asyncio\nasync def one():\n    await asyncio.sleep(0.001)\n    return 1\n${text}`),
  );
  expect(await driver.ended()).toBe('1 1\n');
  expect(driver.output('stderr')).toBe('');
});

test('an exception in asyncio.run ends the program with its traceback', async () => {
  const driver = await debug(
    writeProgram(
      'import asyncio\nasync def fail():\n    await asyncio.sleep(0)\n    raise ValueError("so")\nasyncio.run(fail())\n',
    ),
  );
  await driver.ended();
  expect(await driver.event('exited')).toEqual({ exitCode: 1 });
  expect(driver.output('stderr')).toMatch(/ValueError: so\n$/);
});

const THROUGH_C: readonly (readonly [string, string])[] = [
  ['a C function', 'def deep(n):\n    return max([n], key=lambda m: deep(m + 1))\ndeep(0)\n'],
  ['__repr__', 'class Deep:\n    def __repr__(self):\n        return repr(Deep())\nrepr(Deep())\n'],
];

test.each<readonly [string, string]>([
  ['a function of its own', 'def deep(n):\n    return 1 + deep(n + 1)\ndeep(0)\n'],
  ['a coroutine', 'import asyncio\nasync def deep(n):\n    return 1 + await deep(n + 1)\nasyncio.run(deep(0))\n'],
  // Newer engines take no size for the stacks of programs that can suspend: there the engine's end comes before Python's.
  ...('Suspending' in WebAssembly ? [] : THROUGH_C),
])('a recursion through %s is ended by Python', async (_, text) => {
  const driver = await debug(writeProgram(text));
  await driver.ended();
  expect(driver.output('stderr')).toMatch(/RecursionError: maximum recursion depth exceeded/);
});

test('a program that waits in asyncio.run is ended within a second or so', async () => {
  const driver = await debug(writeProgram('import asyncio\nprint("waits")\nasyncio.run(asyncio.sleep(1000))\n'));
  await driver.printed(/waits/);
  await driver.request('terminate', {});
  await driver.event('terminated');
});
