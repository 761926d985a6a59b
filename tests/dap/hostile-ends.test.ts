/** Programs that end in odd ways, and conditions that do not end: the session answers, and says how it ended. */
import { expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { debug } from './driver.ts';

const ENDS: readonly (readonly [name: string, text: string, exitCode: number])[] = [
  ['an exit code whose text raises', 'import sys\nclass X:\n    def __str__(self): raise ValueError\nsys.exit(X())', 1],
  ['an exit code that fits no machine', 'import sys\nsys.exit(1 << 70)', 255],
  ['no standard output', 'import sys\ndel sys.stdout', 0],
  ['no standard error to report on', 'import sys\ndel sys.stderr\n1 / 0', 1],
  ['a standard output that cannot be flushed', 'import sys\nsys.__stdout__ = sys.stdout = object()', 120],
  ['an exception whose text exits', 'class E(Exception):\n    def __str__(self): raise SystemExit(7)\nraise E', 1],
  ['a KeyboardInterrupt of its own', 'raise KeyboardInterrupt("hey")', 130],
  ['the end of the interpreter', 'import os\nos._exit(3)', 3],
];

test.each(ENDS)('a program that ends with %s has an exit code', async (_name, text, exitCode) => {
  const driver = await debug(writeProgram(text));
  expect((await driver.event('exited')).exitCode).toBe(exitCode);
});

test.each([
  [
    'fails',
    'lambda *_: 1 / 0',
    /^Error in .*:\nTraceback.*\n {2}File ".*main.py", line 2, in <lambda>\n[^"]*\nZeroDivisionError: /,
  ],
  ['is none', 'None', /^Error in .*:\nTypeError: /],
])('where the excepthook of a program %s, no line of the debugger is in what is said', async (_name, hook, shown) => {
  const driver = await debug(writeProgram(`import sys\nsys.excepthook = ${hook}\nraise KeyError(3)`));
  await driver.ended();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the interpreter colours what it says.
  const text = driver.output('stderr').replaceAll(/\x1b\[[\d;]*m/g, '');
  expect(text).toMatch(shown);
  expect(text).toMatch(/\n\nOriginal exception was:\nTraceback.*\n.*line 3, in <module>\n.*\nKeyError: 3\n$/);
  expect(text).not.toContain('dapper/session');
});

const SLOW = `
  def slow():
      for _ in range(20_000):
          pass
      return False

  def visit(i):
      x = i  # @visit
      return x

  for i in range(100_000):
      visit(i)
`;

test.each([
  ['condition', { condition: 'slow()' }],
  ['log message', { logMessage: '{slow()}' }],
] as const)('requests that come while a %s runs are answered, a pause too', async (_name, options) => {
  const driver = await debug(writeProgram(SLOW), { breakpoints: [{ at: 'visit', ...options }] });
  expect((await driver.request('dapper/frameEvalStatus', {})).runtimeStatus.backend_type).toBe('EvalFrameBackend');
  await driver.request('pause', { threadId: 1 });
  const stop = await driver.stopped();
  expect(stop.event.reason).toBe('pause');
  await driver.request('terminate', {});
  await driver.event('terminated');
});

test('a pause that is served where the program cannot stop yet is not lost, however much runs for log messages', async () => {
  const driver = await debug(writeProgram(SLOW), { breakpoints: ['visit'] });
  await driver.stopped();
  await driver.setBreakpoints([{ at: 'visit', logMessage: '{slow()}' }]);
  for (let turn = 0; turn < 5; turn += 1) {
    // Behind the one that lets the program go on: both are served before its next line.
    await Promise.all([driver.request('continue', { threadId: 1 }), driver.request('pause', { threadId: 1 })]);
    expect((await driver.stopped()).event.reason).toBe('pause');
  }
  await driver.request('terminate', {});
  await driver.event('terminated');
});

test('a condition that raises what no except Exception catches stops, says why, and leaves the program alone', async () => {
  const driver = await debug(writeProgram('x = 1  # @here\nprint("end")\n'), {
    breakpoints: [{ at: 'here', condition: 'exec("raise SystemExit(3)")' }],
  });
  const stop = await driver.stopped();
  expect(stop.at).toBe('here');
  expect(stop.event.text).toContain('SystemExit');
  expect(await driver.finish()).toBe('end\n');
});

test('streams that the program has put in the place of its own are not touched by the debugger', async () => {
  const driver = await debug(
    writeProgram(`
      import sys
      class Nasty:
          def write(self, text):
              raise SystemExit("written to")
          def flush(self):
              raise SystemExit("flushed")
      real = sys.stdout
      print("held back", end="")
      sys.stdout = sys.stderr = sys.__stdout__ = sys.__stderr__ = Nasty()
      kept = 1  # @here
      del sys.__stdout__, sys.__stderr__
      sys.stdout = sys.stderr = real
      print("end")
    `),
    { breakpoints: ['here'], filters: ['raised'] },
  );
  expect((await driver.stopped()).at).toBe('here');
  expect(driver.output('stdout')).toBe('held back');
  expect((await driver.step('next')).top.name).toBe('<module>');
  expect(await driver.finish()).toBe('held backend\n');
});
