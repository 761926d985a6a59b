/** What the supervisor and the worker add to a running program: promptness under output, and starting again. */
import { expect, test } from 'vitest';
import { writeProgram } from '../dap/debuggee.ts';
import { type Driver, debug } from '../dap/driver.ts';

async function running(driver: Driver): Promise<void> {
  await driver.event('dapper/state', ({ state }) => state !== 'idle');
}

test('a print loop can be paused at once, continued, and ended', async () => {
  const driver = await debug(writeProgram('n = 0\nwhile True:\n    n += 1\n    print("line", n)\n'));
  await driver.printed(/line 1000\n/);
  for (let turn = 0; turn < 10; turn += 1) {
    await driver.pause();
    await driver.resume();
  }
  await driver.request('terminate', {});
  await driver.event('terminated');
  expect(driver.output('stderr')).toBe('');
});

test('a print loop does not flood the client, keeps its order, and leaves nothing out', async () => {
  const driver = await debug(writeProgram('for n in range(60000): print(n)\n'));
  expect(await driver.ended()).toBe(Array.from({ length: 60000 }, (_, n) => `${n}\n`).join(''));
  expect(driver.happenings.filter(({ event }) => event === 'output').length).toBeLessThan(600);
});

test('restart runs the program again with the breakpoints kept, also after its worker was ended', async () => {
  const driver = await debug(writeProgram('n = 1  # @first\nsum(range(10**12))\n'), { breakpoints: ['first'] });
  const first = await driver.stopped();
  await driver.resume();
  await running(driver);
  await driver.request('terminate', {});
  await driver.event('terminated');
  await driver.request('restart', undefined);
  const again = await driver.stoppedAfresh();
  expect(again.at).toBe('first');
  expect(again.event.hitBreakpointIds).toEqual(first.event.hitBreakpointIds);
  await driver.request('restart', { arguments: { args: ['changed'] } });
  const third = await driver.stoppedAfresh();
  expect(await driver.evaluate(third, '__import__("sys").argv[1:]')).toBe("['changed']");
});

test.each([
  ['the thread ends', 'import js\njs.process.exit(3)\n', 'ended by itself (exit code 3)'],
  ['Pyodide fails', 'import ctypes\nctypes.CFUNCTYPE(None)(123456789)()\n', 'cannot go on'],
])(
  'when %s, what is pending is rejected, the reason is reported, and the program can start again',
  async (_, text, why) => {
    const program = writeProgram(`first = 1  # @first\n${text}`);
    const driver = await debug(program, { breakpoints: ['first'] });
    await driver.stopped();
    await driver.resume();
    const { reason } = await driver.event('dapper/died');
    expect(reason).toContain(why);
    expect(driver.output('important')).toContain(why);
    expect(driver.session.phase).toBe('dead');
    expect(await driver.refused('threads')).toContain(why);
    await driver.request('restart', undefined);
    expect((await driver.stoppedAfresh()).at).toBe('first');
  },
);

test.each([
  ['the program itself', 'import asyncio, sys\nawait asyncio.sleep(0.01)\nsys.exit(3)\n'],
  [
    'a task of it',
    'import asyncio, sys\nasync def leave():\n    sys.exit(3)\ntask = asyncio.create_task(leave())\nawait asyncio.sleep(100)\n',
  ],
])('sys.exit() of %s ends a program with a top-level await, and nothing else', async (_, text) => {
  const driver = await debug(writeProgram(text));
  await driver.ended();
  expect(await driver.event('exited')).toEqual({ exitCode: 3 });
  expect(driver.happenings.map(({ event }) => event)).not.toContain('dapper/died');
});

test('a program that awaits while a task of it works can be paused and ended at once', async () => {
  const text = `
    import asyncio
    async def work():
        while True:
            for n in range(10000): pass
            await asyncio.sleep(0)
    task = asyncio.create_task(work())
    await asyncio.sleep(100)
  `;
  const driver = await debug(writeProgram(text));
  await driver.event('dapper/state', ({ state }) => state === 'running');
  await driver.pause();
  await driver.resume();
  await driver.request('terminate', {});
  await driver.event('terminated');
  // Else the worker would have been ended with it, after a second.
  expect(driver.session.phase).toBe('ended');
});
