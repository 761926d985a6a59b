import { expect, test } from 'vitest';
import { asAsked } from './as-asked.ts';

const program = { text: 'a\nb\nc', breakpoints: [{ line: 1, enabled: false }], watches: ['a'] };

test('what the address does not name stays as it was', () => {
  const asked = asAsked(program, { breakpoints: undefined, watches: undefined });
  expect(asked).toEqual({ program, problems: [] });
});

test('what the address names takes the place of the program’s own, in the order of lines', () => {
  const breakpoints = [
    { line: 3, details: { condition: 'x' } },
    { line: 1, details: {} },
  ];
  expect(asAsked(program, { breakpoints, watches: [] })).toEqual({
    program: {
      text: program.text,
      breakpoints: [
        { line: 1, enabled: true },
        { line: 3, enabled: true, condition: 'x' },
      ],
      watches: [],
    },
    problems: [],
  });
});

test('a breakpoint beyond the last line is named, and the others are set', () => {
  const breakpoints = [4, 2].map((line) => ({ line, details: {} }));
  const asked = asAsked(program, { breakpoints, watches: undefined });
  expect(asked.program.breakpoints).toEqual([{ line: 2, enabled: true }]);
  expect(asked.problems).toEqual(['The breakpoint of line 4 is not set: the program has 3 lines.']);
});

test('of too many none are taken', () => {
  const asked = asAsked(program, { breakpoints: undefined, watches: Array(101).fill('x') });
  expect(asked).toEqual({ program, problems: [expect.stringContaining('100 watched expressions')] });
});
