/** A module that is launched in place of a file, as `python -m` runs it. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { moduleBeside, writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, type Driver, open } from './driver.ts';

const WHO = `
  import os, sys
  relative = lambda path: os.path.relpath(path, os.getcwd())
  print(__name__, __package__, __spec__.name, relative(__file__), relative(sys.argv[0]), sys.argv[1:])  # @print
  print(sys.path[0] == os.getcwd(), os.environ.get("COLOUR"), __loader__ is __spec__.loader)
`;

const FILES = {
  'tool.py': WHO,
  'pack/__init__.py': 'import sys\nfirst = sys.argv[0]  # @init\n',
  'pack/part.py': `from . import first\nprint(first)\n${WHO.replaceAll(/^ {2}/gm, '')}`,
  'pack/__main__.py': `from pack import first  # @main\n${WHO.replaceAll(/^ {2}/gm, '').replace('@print', '@shown')}`,
  'bare/__init__.py': '',
  'broken.py': 'x = = 1\n',
  'failing/__init__.py': 'raise ValueError("not today")  # @raise\n',
  'failing/part.py': 'print("never")\n',
};

/** Launches a module of those files. */
async function launched(module: string, more: object = {}, breakpoints: readonly [string, string][] = []) {
  const main = writeProgram('print("not this")\n', FILES);
  const driver = open(main);
  const cwd = join(main.path, '..');
  await driver.request('initialize', { adapterID: 'dapper', linesStartAt1: true, columnsStartAt1: true });
  const launch = driver.request('launch', { module, cwd, ...more });
  await Promise.race([driver.event('initialized'), launch.then(() => driver.event('initialized'))]);
  for (const [file, marker] of breakpoints) await driver.setBreakpoints([marker], moduleBeside(main, file));
  await driver.request('setExceptionBreakpoints', { filters: ['uncaught'] });
  await driver.request('configurationDone', undefined);
  await launch;
  return { driver, cwd, main };
}

const name = (driver: Driver, path = '') => path.replace(`${join(driver.program.path, '..')}/`, '');

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  const settings = { frameEvalConfig: BACKENDS[backend] };

  test('a module runs as __main__, with arguments and environment, and stops at its breakpoints', async () => {
    const more = { ...settings, args: ['one', '2'], env: { COLOUR: 'blue' } };
    const { driver } = await launched('tool', more, [['tool.py', 'print']]);
    const stop = await driver.stopped();
    expect([name(driver, stop.top.source?.path), stop.top.name, stop.frames.length]).toEqual([
      'tool.py',
      '<module>',
      1,
    ]);
    expect(await driver.finish()).toBe("__main__  tool tool.py tool.py ['one', '2']\nTrue blue True\n");
  });

  test('a module in a package runs the package first, whose breakpoints stop', async () => {
    const { driver } = await launched('pack.part', settings, [
      ['pack/__init__.py', 'init'],
      ['pack/part.py', 'print'],
    ]);
    const init = await driver.stopped();
    expect([name(driver, init.top.source?.path), init.frames.at(-1)?.name]).toEqual(['pack/__init__.py', '<module>']);
    const part = await driver.continue();
    expect(name(driver, part.top.source?.path)).toBe('pack/part.py');
    expect(await driver.finish()).toBe('-m\n__main__ pack pack.part pack/part.py pack/part.py []\nTrue None True\n');
  });

  test('a package runs its __main__', async () => {
    const { driver } = await launched('pack', settings, [['pack/__main__.py', 'shown']]);
    const stop = await driver.stopped();
    expect(name(driver, stop.top.source?.path)).toBe('pack/__main__.py');
    expect((await driver.finish()).split('\n')[0]).toBe(
      '__main__ pack pack.__main__ pack/__main__.py pack/__main__.py []',
    );
  });

  test('a stop on entry is in the first line that runs, the package’s', async () => {
    const { driver } = await launched('pack.part', { ...settings, stopOnEntry: true });
    const stop = await driver.stopped();
    expect([stop.event.reason, name(driver, stop.top.source?.path), stop.line]).toEqual([
      'entry',
      'pack/__init__.py',
      1,
    ]);
    await driver.finish();
  });

  test('an exception of the package ends the program, and its traceback has no frame of the debugger', async () => {
    const { driver } = await launched('failing.part', settings);
    const stop = await driver.stopped();
    expect([stop.event.reason, name(driver, stop.top.source?.path)]).toEqual(['exception', 'failing/__init__.py']);
    await driver.resume();
    await driver.ended();
    expect(driver.output('stderr')).toMatch(
      /^Traceback[\s\S]*failing\/__init__\.py", line 1[\s\S]*ValueError: not today\n$/,
    );
    expect(driver.output('stderr')).not.toMatch(/main_module|program\.py/);
  });
});

test('without debugging it runs alike', async () => {
  const { driver } = await launched('pack.part', { noDebug: true, args: ['x'] });
  expect(await driver.ended()).toBe("-m\n__main__ pack pack.part pack/part.py pack/part.py ['x']\nTrue None True\n");
});

test('a module of the standard library runs', async () => {
  const { driver } = await launched('json.tool', { args: ['--help'] });
  expect(await driver.ended()).toMatch(/usage: [\s\S]*JSON Lines/);
});

test('a restart runs the module again', async () => {
  const { driver } = await launched('tool', {}, [['tool.py', 'print']]);
  await driver.stopped();
  await driver.request('restart', undefined);
  expect(name(driver, (await driver.stoppedAfresh()).top.source?.path)).toBe('tool.py');
  await driver.finish();
});

test('a module that does not compile says so as Python does', async () => {
  const { driver } = await launched('broken');
  await driver.ended();
  expect(driver.output('stderr')).toMatch(/broken\.py", line 1[\s\S]*SyntaxError: invalid syntax\n$/);
});

test.each([
  [
    { module: 'nowhere' },
    /^launch: there is no module nowhere\. Modules are looked for in the working folder \(.*\) and/,
  ],
  [{ module: 'pack.missing' }, /^launch: there is no module pack\.missing in the package pack\./],
  [{ module: 'tool.part' }, /^launch: there is no module tool\.part in the package tool\./],
  [{ module: 'bare' }, /^launch: bare is a package without __main__\.py, which cannot be run\./],
  [{ module: 'sys' }, /^launch: the module sys is not written in Python, and cannot be run\./],
  [{ module: 'not a name' }, /"module" must be the name of a module, as in "package\.module", not "not a name"/],
  [{ module: 'tool', program: '/main.py' }, /"program" must be left out where "module" is given, not "\/main\.py"/],
  [{}, /"program" is missing/],
])('%j is refused with one clear error', async (args, message) => {
  const main = writeProgram('print("not this")\n', FILES);
  const driver = open(main);
  await driver.request('initialize', { adapterID: 'dapper', linesStartAt1: true, columnsStartAt1: true });
  expect(await driver.refused('launch', { cwd: join(main.path, '..'), ...args })).toMatch(message);
});

test('a module needs a folder on the command line', async () => {
  const driver = open(writeProgram('', FILES));
  await driver.request('initialize', { adapterID: 'dapper', linesStartAt1: true, columnsStartAt1: true });
  expect(await driver.refused('launch', { module: 'tool' })).toMatch(
    /^"cwd" is missing: the folder in which the module "tool"/,
  );
});
