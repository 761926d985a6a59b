import { describe, expect, it } from 'vitest';
import { readStart } from './read-start.ts';
import { plainStart, startText } from './saved-start.ts';

const nothing = plainStart.written;
const base = 'https://page.test/play/';

describe('the options of a start', () => {
  it('say nothing while nothing is written', () => {
    expect(
      readStart({ args: '  ', env: '\n\n', cwd: ' ', module: '', packages: '\n', packageIndexes: ' ' }, base),
    ).toEqual({ launch: {}, problems: {} });
    expect(startText(plainStart)).toBe('');
  });

  it('are read as a shell and Python read them', () => {
    const written = {
      args: `--name "Ada Lovelace" '3 4' a\\ b ''`,
      env: 'GREETING=hello = you\n  LEVEL=\n__proto__=1',
      cwd: '/tmp',
      module: 'package.módule_1',
      packages: 'numpy attrs >= 23, ./kit-1.0-py3-none-any.whl',
      packageIndexes: 'simple/ https://example.org/simple/',
    };
    const { launch, problems } = readStart(written, base);
    expect(problems).toEqual({});
    expect(launch).toEqual({
      args: ['--name', 'Ada Lovelace', '3 4', 'a b', ''],
      env: Object.fromEntries([
        ['GREETING', 'hello = you'],
        ['LEVEL', ''],
        ['__proto__', '1'],
      ]),
      cwd: '/tmp',
      module: 'package.módule_1',
      packages: ['numpy', 'attrs>=23', 'https://page.test/play/kit-1.0-py3-none-any.whl'],
      packageIndexes: ['https://page.test/play/simple/', 'https://example.org/simple/'],
    });
    expect(startText({ written, launch, stopOnEntry: true })).toBe(
      'module package.módule_1, 5 arguments, 3 environment variables, in /tmp, 3 packages, 2 package indexes, stop at the start',
    );
    const one = { args: ['one'], env: { A: '1' } };
    expect(startText({ written, launch: one, stopOnEntry: false })).toBe('1 argument, 1 environment variable');
  });

  it.each([
    ['args', 'say "hello', /quotation mark/],
    ['args', 'back\\', /backslash/],
    ['env', 'NAME', /"NAME" is no variable, as in "NAME=value"/],
    ['env', '=value', /"=value" is no variable/],
    ['cwd', 'data', /"data" is no absolute path/],
    ['module', 'my module', /"my module" is no name of a module/],
    ['module', 'package.', /is no name/],
    ['packages', 'numpy >>1', /">>1" is no name of a package or address of a wheel/],
    ['packageIndexes', 'ftp://example.org/', /"ftp:\/\/example.org\/" is no address/],
  ] as const)('refuse what cannot be read: %s %j', (name, text, problem) => {
    const { launch, problems } = readStart({ ...nothing, [name]: text }, base);
    expect(Object.keys(problems)).toEqual([name]);
    expect(problems[name]).toMatch(problem);
    expect(launch).toEqual({});
  });
});
