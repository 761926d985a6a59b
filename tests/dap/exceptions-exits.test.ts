/** `SystemExit`: it ends the program, and stops it where it is asked to. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { debug, open } from './driver.ts';

describe('SystemExit', () => {
  test.each([
    ['SystemExit(3)', 3, ''],
    ['SystemExit()', 0, ''],
    ['SystemExit("goodbye")', 1, 'goodbye\n'],
  ])('%s ends the program without a stop, with its exit code', async (exit, code, printed) => {
    const driver = await debug(writeProgram(`raise ${exit}\n`), { filters: ['uncaught'] });
    await driver.ended();
    expect((await driver.event('exited')).exitCode).toBe(code);
    expect(driver.output('stderr')).toBe(printed);
  });

  const EXITS = `
    import sys

    class Codes:
        def __eq__(self, other):
            return True

        def __str__(self):
            return "codes"

    for code in (None, 0, 1, 3, 256, -1, "text", True, Codes()):
        try:
            sys.exit(code)  # @try
        except SystemExit:
            pass
    sys.exit(7)  # @exit
  `;

  test.each([
    [undefined, 7, []],
    [[], 0, []],
    [[7], 0, ['7']],
    [[0, { from: 3, to: 300 }], 4, ['7']],
    [[1], 4, []],
    [[-1], 1, []],
  ] as const)('with breakOnSystemExit %j exits stop by their codes', async (breakOnSystemExit, raised, uncaught) => {
    const program = writeProgram(EXITS);
    const launch = breakOnSystemExit ? { breakOnSystemExit } : {};
    const driver = await debug(program, { filters: ['raised'], launch });
    const places: string[] = [];
    for (let stop = await driver.stoppedOrEnded(); stop; stop = await driver.stoppedOrEnded()) {
      places.push(stop.at);
      await driver.resume();
    }
    expect(places.filter((place) => place === 'try')).toHaveLength(raised);

    const again = await debug(program, { filters: ['uncaught'], launch });
    const texts: string[] = [];
    for (let stop = await again.stoppedOrEnded(); stop; stop = await again.stoppedOrEnded()) {
      expect(stop.at).toBe('exit');
      texts.push(await again.evaluate(stop, '7'));
      await again.resume();
    }
    expect(texts).toEqual(uncaught);
    expect((await again.event('exited')).exitCode).toBe(7);
  });

  test('an exit that is asked to stop does so in a program with a top-level await too', async () => {
    const driver = await debug(
      writeProgram(`
        import asyncio
        import sys

        await asyncio.sleep(0)
        sys.exit(4)  # @exit
      `),
      { filters: ['uncaught'], launch: { breakOnSystemExit: [4] } },
    );
    const stop = await driver.stopped();
    expect([stop.at, stop.event.text]).toEqual(['exit', 'SystemExit: 4']);
    await driver.finish();
    expect((await driver.event('exited')).exitCode).toBe(4);
  });

  test('a breakOnSystemExit that is not a list of codes is refused', async () => {
    const driver = open(writeProgram('pass\n'));
    await driver.request('initialize', { adapterID: 'dapper' });
    for (const breakOnSystemExit of ['1', [1.5], [{ from: 1 }]]) {
      const refusal = await driver.refused('launch', { program: driver.program.path, breakOnSystemExit });
      expect(refusal).toMatch(/breakOnSystemExit/);
    }
  });
});
