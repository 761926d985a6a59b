/** A pause while `asyncio.run` waits for its tasks, and none of the program's frames runs. */
import { expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

const PROGRAM = `
  import asyncio

  async def pause(gate):
      print("waits")
      await gate.wait()  # @wait
      return 1  # @return

  async def main():
      waited = await pause(asyncio.Event())  # @main
      print(waited)  # @print

  asyncio.run(main())
`;

test.each(BACKEND_NAMES)('it stops where the innermost coroutine of the program waits, on %s', async (backend) => {
  const driver = await debug(writeProgram(PROGRAM), { launch: { frameEvalConfig: BACKENDS[backend] } });
  await driver.printed(/waits/);
  const stop = await driver.pauseAt('wait');
  expect([stop.event.reason, stop.at]).toEqual(['pause', 'wait']);
  expect(stop.frames.map(({ name }) => name).slice(0, 2)).toEqual(['pause', 'main']);
  expect(await driver.evaluate(stop, 'gate.is_set()')).toBe('False');
  // What it waits for comes from the console; a step ends when the wait is over.
  await driver.evaluate(stop, 'gate.set()');
  expect((await driver.step('next')).at).toBe('return');
  expect((await driver.step('next')).at).toBe('main');
  expect(await driver.finish()).toBe('waits\n1\n');
});

test('it can be ended from there', async () => {
  const driver = await debug(writeProgram(PROGRAM));
  await driver.printed(/waits/);
  await driver.pauseAt('wait');
  await driver.request('terminate', {});
  await driver.ended();
});
