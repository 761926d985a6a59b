import { describe, expect, it } from 'vitest';
import { readStart } from './read-start.ts';
import { plainStart, startText } from './saved-start.ts';

const nothing = plainStart.written;

describe('the options of a start', () => {
  it('say nothing while nothing is written', () => {
    expect(readStart({ args: '  ', env: '\n\n', cwd: ' ', module: '' })).toEqual({ launch: {}, problems: {} });
    expect(startText(plainStart)).toBe('');
  });

  it('are read as a shell and Python read them', () => {
    const written = {
      args: `--name "Ada Lovelace" '3 4' a\\ b ''`,
      env: 'GREETING=hello = you\n  LEVEL=\n__proto__=1',
      cwd: '/tmp',
      module: 'package.módule_1',
    };
    const { launch, problems } = readStart(written);
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
    });
    expect(startText({ written, launch, stopOnEntry: true })).toBe(
      'module package.módule_1, 5 arguments, 3 environment variables, in /tmp, stop at the start',
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
  ] as const)('refuse what cannot be read: %s %j', (name, text, problem) => {
    const { launch, problems } = readStart({ ...nothing, [name]: text });
    expect(Object.keys(problems)).toEqual([name]);
    expect(problems[name]).toMatch(problem);
    expect(launch).toEqual({});
  });
});
