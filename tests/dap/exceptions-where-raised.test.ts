/** The filter "uncaught, where raised": an exception that nothing will handle stops with everything still alive. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, debug } from './driver.ts';
import { HANDLED, LEAVING, UNSURE } from './uncaught-programs.ts';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const run = (text: string, ...filters: string[]): Promise<Driver> =>
    debug(writeProgram(text), { filters, launch: { frameEvalConfig: BACKENDS[backend] } });

  test.each(Object.entries(LEAVING))('it stops where it is raised: %s', async (_name, text) => {
    const driver = await run(text, 'uncaughtWhereRaised', 'uncaught');
    const stop = await driver.stopped();
    expect(stop.at).toBe('raise');
    const info = await driver.request('exceptionInfo', { threadId: 1 });
    expect(info).toMatchObject({ breakMode: 'unhandled', hasLeftProgram: false });
    expect(driver.output('stdout')).not.toMatch(/cleanup|left|noted/);
    await driver.finish();
    expect((await driver.event('exited')).exitCode).toBe(1);
  });

  test.each(Object.entries(HANDLED))('it does not stop for what is handled: %s', async (_name, text) => {
    const driver = await run(text, 'uncaughtWhereRaised');
    await driver.ended();
    expect((await driver.event('exited')).exitCode).toBe(0);
  });

  test.each(Object.entries(UNSURE))('it stops at the end and says why: %s', async (_name, [text, why]) => {
    const driver = await run(text, 'uncaughtWhereRaised');
    const stop = await driver.stopped();
    expect(stop.at).toBe('raise');
    expect(await driver.request('exceptionInfo', { threadId: 1 })).toMatchObject({ hasLeftProgram: true });
    expect(driver.output('console')).toMatch(why);
    await driver.finish();
  });
});

test('the hook reports an exception that is handled once for each place, and not again', async () => {
  const driver = await debug(
    writeProgram(`
      def fail(kind):
          raise kind("no")
      def deeper(kind):
          fail(kind)
      def work(kind):
          try:
              deeper(kind)
          except (LookupError, ValueError):
              return 1
      print(sum(work((KeyError, ValueError)[i % 2]) for i in range(20_000)))  # @stop
      print("end")  # @end
    `),
    { filters: ['uncaughtWhereRaised'], breakpoints: ['end'], launch: { frameEvalConfig: BACKENDS.eval_frame } },
  );
  await driver.stopped();
  const { hookStats } = await driver.request('dapper/frameEvalStatus', undefined);
  expect(hookStats.exception_events).toBeLessThan(20);
  await driver.finish();
});
