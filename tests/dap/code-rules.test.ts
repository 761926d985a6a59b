/** `rules` of a launch: which files and modules count as the user's code. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeProgram } from './debuggee.ts';
import { BACKEND_NAMES, BACKENDS, debug, open } from './driver.ts';

const MAIN = `
  import colorsys, vendor.lib, mine
  called = vendor.lib.work(mine.work(1))  # @call
  called = colorsys.rgb_to_hsv(0, 0, 0)  # @library
  print(called)  # @print
`;
const FILES = {
  'vendor/__init__.py': '',
  'vendor/lib.py': 'def work(n):\n    return n + 1\n',
  'mine.py': 'def work(n):\n    return n + 1\n',
};

type Rules = readonly { readonly path?: string; readonly module?: string; readonly include: boolean }[];

describe.each(BACKEND_NAMES)('on %s', (backend) => {
  /** The functions that steps into lead to, from the call to the end. */
  const entered = async (rules: (folder: string) => Rules, justMyCode = true) => {
    const main = writeProgram(MAIN, FILES);
    const launch = { frameEvalConfig: BACKENDS[backend], justMyCode, rules: [...rules(join(main.path, '..'))] };
    const driver = await debug(main, { breakpoints: ['call'], launch });
    let stop = await driver.stopped();
    const names = new Set<string>();
    for (let count = 0; stop.at !== 'print' && count < 40; count += 1) {
      stop = await driver.step('stepIn');
      names.add(`${stop.top.source?.name}`);
    }
    const { modules } = await driver.request('modules', {});
    await driver.finish();
    const users = modules.filter(({ isUserCode }) => isUserCode).map((module) => module.name);
    return { names: [...names].filter((name) => name !== 'main.py').sort(), users };
  };

  test('a folder is left out', async () => {
    const { names, users } = await entered((folder) => [{ path: `${folder}/vendor`, include: false }]);
    expect(names).toEqual(['mine.py']);
    expect(users).not.toContain('vendor.lib');
  });

  test('a pattern is left out, and the folder that is named goes before it', async () => {
    const out = { path: '**/vendor/**', include: false };
    expect((await entered(() => [out])).names).toEqual(['mine.py']);
    const back = (folder: string) => [out, { path: `${folder}/vendor/lib.py`, include: true }];
    expect((await entered(back)).names).toEqual(['lib.py', 'mine.py']);
  });

  test('a module of a library is entered', async () => {
    const { names, users } = await entered(() => [{ module: 'colorsys', include: true }]);
    expect(names).toEqual(['colorsys.py', 'lib.py', 'mine.py']);
    expect(users).toContain('colorsys');
  });

  test('a package is left out, but for a module of it', async () => {
    const out = { module: 'vendor', include: false };
    expect((await entered(() => [out])).names).toEqual(['mine.py']);
    expect((await entered(() => [out, { module: 'vendor.lib', include: true }])).names).toEqual(['lib.py', 'mine.py']);
  });

  test('what is left out is not entered without just my code either', async () => {
    const { names } = await entered(() => [{ module: 'colorsys', include: false }], false);
    expect(names).not.toContain('colorsys.py');
    expect(names).toContain('lib.py');
  });
});

test('rules hold for texts by their names', async () => {
  const text = 'exec(compile("x = 1\\\\ny = 2\\\\n", "<rule>", "exec"))  # @exec\nend = 1  # @end\n';
  const rules = [{ path: '<rule>', include: false }];
  const driver = await debug(writeProgram(text.replaceAll('\\\\n', '\\n')), {
    breakpoints: ['exec'],
    launch: { rules },
  });
  await driver.stopped();
  expect(await driver.steps('stepIn')).toEqual(['end']);
});

test.each([
  [[{ include: true }], /"rules\[0\]" must be an object with "include" and either "path" or "module"/],
  [[{ path: 'a', module: 'b', include: true }], /"rules\[0\]" must be an object with "include" and either/],
  [[{ path: 'a' }], /"rules\[0\]\.include" is missing/],
  [[{ path: 'a', include: 'yes' }], /"rules\[0\]\.include" must be true or false, not "yes"/],
  [{ path: 'a' }, /"rules" must be a list/],
])('%j is refused with one clear error', async (rules, message) => {
  const main = writeProgram('x = 1\n');
  const driver = open(main);
  await driver.request('initialize', { adapterID: 'dapper', linesStartAt1: true, columnsStartAt1: true });
  expect(await driver.refused('launch', { program: main.path, rules })).toMatch(message);
});
