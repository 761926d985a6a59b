import { describe, expect, it } from 'vitest';
import { afterChanges, originOf, presentLine, type TextChange, unchangedLines } from '../../../src/client/line-map.ts';

/** The text from one line and column to another is now `text`. */
function change(from: [number, number], to: [number, number], text: string): TextChange {
  const [startLineNumber, startColumn] = from;
  const [endLineNumber, endColumn] = to;
  return { range: { startLineNumber, startColumn, endLineNumber, endColumn }, text };
}

/** Where the first six lines come from after each of `edits`. */
function origins(...edits: TextChange[][]): (number | undefined)[] {
  const map = edits.reduce(afterChanges, unchangedLines);
  const lines = [1, 2, 3, 4, 5, 6];
  const found = lines.map((line) => originOf(map, line));
  for (const [index, origin] of found.entries()) if (origin) expect(presentLine(map, origin)).toBe(index + 1);
  return found;
}

describe('the lines of an edited text', () => {
  it.each([
    ['are the same before any edit', [], [1, 2, 3, 4, 5, 6]],
    ['stay when one is written into', [[change([2, 3], [2, 5], 'x')]], [1, 2, 3, 4, 5, 6]],
    ['move down under a new one', [[change([2, 1], [2, 1], '\n')]], [1, undefined, 2, 3, 4, 5]],
    ['move down under one begun at an end', [[change([2, 9], [2, 9], '\n    ')]], [1, 2, undefined, 3, 4, 5]],
    ['move up when one is deleted', [[change([2, 1], [3, 1], '')]], [1, 3, 4, 5, 6, 7]],
    ['move up when one is deleted from the end before', [[change([1, 9], [2, 9], '')]], [1, 3, 4, 5, 6, 7]],
    ['are new when all is replaced', [[change([1, 1], [6, 4], 'a\nb\nc\nd\ne\nf')]], Array(6).fill(undefined)],
    [
      'follow several edits, and changes made at once',
      [[change([4, 1], [4, 1], '\n'), change([2, 1], [2, 1], '\n')], [change([1, 1], [2, 1], '')]],
      [undefined, 2, 3, undefined, 4, 5],
    ],
  ] as [string, TextChange[][], (number | undefined)[]][])('%s', (_, edits, expected) => {
    expect(origins(...edits)).toEqual(expected);
  });

  it('has no present line for one that was deleted', () => {
    expect(presentLine(afterChanges(unchangedLines, [change([2, 1], [3, 1], '')]), 2)).toBeUndefined();
  });
});
