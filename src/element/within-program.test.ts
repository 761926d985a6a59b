import { expect, test } from 'vitest';
import { settingsOf } from './attributes.ts';
import { withinProgram } from './within-program.ts';

/** What is left of `breakpoints="…"`: the lines, and the problems. */
function within(breakpoints: string, program: string, readOnly: string | null = null) {
  const getAttribute = (name: string) => ({ breakpoints, 'read-only': readOnly })[name] ?? null;
  const host = { getAttribute, hasAttribute: () => false, baseURI: 'https://example.org/' };
  const settings = withinProgram(settingsOf(host), program);
  return { lines: settings.breakpoints.map(({ line }) => line), problems: settings.problems };
}

test.each([
  ['1, 3', 'a\nb\nc\n', [1, 3], []],
  ['1, 3', 'a\nb\nc', [1, 3], []],
  ['4', '', [4], []],
  ['2, 1', 'a\n', [1], ['The attribute "breakpoints" names line 2, and the program has 1 line.']],
  [
    'x, 4',
    'a\nb\nc\n',
    [],
    [expect.stringMatching(/^The breakpoint "x"/), expect.stringMatching(/names line 4, .* 3 lines/)],
  ],
])('breakpoints="%s" in %j', (breakpoints, program, lines, problems) => {
  expect(within(breakpoints, program)).toEqual({ lines, problems });
});

test('lines that a reader cannot change are lines of the program', () => {
  const program = 'a\nb\nc\n';
  expect(within('', program, '1, 2-3').problems).toEqual([]);
  expect(within('', program, '').problems).toEqual([]);
  expect(within('', '', '1-9').problems).toEqual([]);
  expect(within('', program, '1, 2-9, 12').problems).toEqual([
    'The attribute "read-only" names line 9, and the program has 3 lines.',
    'The attribute "read-only" names line 12, and the program has 3 lines.',
  ]);
});
