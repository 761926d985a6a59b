import { expect, test } from 'vitest';
import { writtenBreakpoints } from './written-breakpoints.ts';

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
