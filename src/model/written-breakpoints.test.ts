import { expect, test } from 'vitest';
import { breakpointsText, writtenBreakpoints } from './written-breakpoints.ts';

test.each([
  ['3', [{ line: 3, details: {} }]],
  [
    ' 3 ,, 5,',
    [
      { line: 3, details: {} },
      { line: 5, details: {} },
    ],
  ],
  ['7 if n > 2', [{ line: 7, details: { condition: 'n > 2' } }]],
  ['7 if f(a, b) and s == ", 9"', [{ line: 7, details: { condition: 'f(a, b) and s == ", 9"' } }]],
  ['7 if (a if b else c)', [{ line: 7, details: { condition: '(a if b else c)' } }]],
  ['7 if a if b else c', [{ line: 7, details: { condition: 'a if b else c' } }]],
  ['7 if log(x) > 3', [{ line: 7, details: { condition: 'log(x) > 3' } }]],
  ['9 hit >= 3', [{ line: 9, details: { hitCondition: '>= 3' } }]],
  ['9 log \'x is {x}, {d["y"]}\'', [{ line: 9, details: { logMessage: 'x is {x}, {d["y"]}' } }]],
  ["9 log 'it\\'s {x}'", [{ line: 9, details: { logMessage: "it's {x}" } }]],
  [
    "3, 9 if x > 1 hit % 2 log 'now'",
    [
      { line: 3, details: {} },
      { line: 9, details: { condition: 'x > 1', hitCondition: '% 2', logMessage: 'now' } },
    ],
  ],
])('%s', (text, breakpoints) => {
  expect(writtenBreakpoints(text)).toEqual({ breakpoints, problems: [] });
});

test.each(['x', '0', '-1', '1.5', '3 when x', '3 if', '99999999999999999999', '3 if x hit 2 hit 3'])(
  'says what %s should have been, and keeps the others',
  (text) => {
    const { breakpoints, problems } = writtenBreakpoints(`1, ${text}, 2`);
    expect(breakpoints.map(({ line }) => line)).toEqual([1, 2]);
    expect(problems).toEqual([expect.stringContaining(`"${text}" must be a line such as 3`)]);
  },
);

test.each([
  ['3', { line: 3, details: {} }],
  [
    "3 if n > 2 hit % 2 log 'it\\'s {d[\"x\"]} \\\\ n'",
    {
      line: 3,
      details: { condition: 'n > 2', hitCondition: '% 2', logMessage: 'it\'s {d["x"]} \\ n' },
    },
  ],
  ['3 if (a, b)', { line: 3, details: { condition: 'a, b' } }],
  ['3 if f(a, b)', { line: 3, details: { condition: 'f(a, b)' } }],
  ['3 if a if b else c', { line: 3, details: { condition: 'a if b else c' } }],
  ["3 log 'two\nlines, 4 if x'", { line: 3, details: { logMessage: 'two\nlines, 4 if x' } }],
])('%s is how it is written', (text, breakpoint) => {
  expect(breakpointsText([breakpoint])).toEqual({ text, leftOut: 0 });
});

test('what cannot be written is left out and counted', () => {
  const hits = { line: 2, details: { hitCondition: '2, 3' } };
  const torn = { line: 3, details: { condition: 'x == "' } };
  expect(breakpointsText([{ line: 1, details: {} }, hits, torn, { line: 4, details: {} }])).toEqual({
    text: '1, 4',
    leftOut: 2,
  });
});
