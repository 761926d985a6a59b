/** Breakpoints on code that has run already and was freed: a module's own lines, once it was imported. */
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug } from './driver.ts';

const MODULE = `"""A module."""
A = 1
B = 2
def f():
    def g():
        return 3
    return g()
class C:
    size = 4
    def area(self):
        return self.size
C.x = f()
D = 4
`;
const past = 'Pending: this line has run already, when its file was loaded. It stops when that is loaded again.';

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  test('they stay on their lines, and stop when the file is loaded again', async () => {
    const driver = await debug(
      writeProgram(`
        import importlib, os, sys
        with open("past_helper.py", "w") as file:
            file.write(${JSON.stringify(MODULE)})
        sys.path.insert(0, os.getcwd())
        import past_helper
        x = 1  # @stop
        importlib.reload(past_helper)
        print("over")
      `),
      { launch: { frameEvalConfig: BACKENDS[backend] }, breakpoints: ['stop'] },
    );
    const { frames } = await driver.stopped();
    const path = await driver.evaluate({ frames } as never, 'past_helper.__file__');
    const source = { path: path.slice(1, -1) };
    const asked = [1, 2, 3, 5, 6, 9, 11, 12, 13, 14];
    const { breakpoints } = await driver.request('setBreakpoints', {
      source,
      breakpoints: asked.map((line) => ({ line })),
    });
    expect(breakpoints.map(({ verified, line, message }) => [verified, line, message ?? ''])).toEqual([
      [false, 2, past],
      [false, 2, past],
      [false, 3, past],
      [true, 5, ''],
      [true, 6, ''],
      [false, 9, past],
      [true, 11, ''],
      [false, 12, past],
      [false, 13, past],
      [false, 14, 'No code at or after line 14; the last line with code is 13.'],
    ]);
    const { breakpoints: places } = await driver.request('breakpointLocations', { source, line: 1, endLine: 14 });
    expect(places.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
    const lines: number[] = [];
    for (let stop = await driver.continueOrEnd(); stop; stop = await driver.continueOrEnd()) lines.push(stop.line);
    expect(lines).toEqual([2, 3, 9, 12, 5, 6, 13]);
    expect(driver.output('stdout')).toBe('over\n');
  });

  test('so do those in a text that was compiled and has run', async () => {
    const driver = await debug(
      writeProgram(`
        text = "p = 1\\ndef g():\\n    return 2\\nq = g()\\n"
        for turn in range(2):
            exec(compile(text, "<cell 9>", "exec"))
            x = 1  # @stop
        print(q)
      `),
      { launch: { frameEvalConfig: BACKENDS[backend] }, breakpoints: ['stop'] },
    );
    await driver.stopped();
    const { sources } = await driver.request('loadedSources', {});
    const source = sources.find(({ name }) => name === '<cell 9>');
    const { breakpoints } = await driver.request('setBreakpoints', {
      source: source ?? {},
      breakpoints: [{ line: 1 }, { line: 3 }, { line: 4 }],
    });
    expect(breakpoints.map(({ verified, line }) => [verified, line])).toEqual([
      [false, 1],
      [true, 3],
      [false, 4],
    ]);
    const lines: number[] = [];
    for (let stop = await driver.continueOrEnd(); stop; stop = await driver.continueOrEnd()) lines.push(stop.line);
    expect(lines.slice(0, 3)).toEqual([1, 4, 3]);
    expect(driver.output('stdout')).toBe('2\n');
  });
});
