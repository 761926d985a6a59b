import { describe, expect, it } from 'vitest';
import {
  afterEdit,
  lineAfter,
  originOf,
  presentLine,
  type TextChange,
  type TextEdit,
  unchangedLines,
} from '../../../src/model/line-map.ts';

/** The text from one line and column to another is now `text`. */
function change(from: [number, number], to: [number, number], text: string): TextChange {
  const [startLineNumber, startColumn] = from;
  const [endLineNumber, endColumn] = to;
  return { range: { startLineNumber, startColumn, endLineNumber, endColumn }, text };
}

/** Where the first six lines come from after each of `edits`. */
function origins(...edits: TextChange[][]): (number | undefined)[] {
  const map = edits.map((changes) => ({ changes, before: [], after: [] })).reduce(afterEdit, unchangedLines);
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
    const edit = { changes: [change([2, 1], [3, 1], '')], before: [], after: [] };
    expect(presentLine(afterEdit(unchangedLines, edit), 2)).toBeUndefined();
  });
});

/** The edits that turn the first of `texts` into the others, each as an editor reports it. */
function edits(first: string, ...changes: TextChange[]): TextEdit[] {
  let before = first.split('\n');
  return changes.map((change) => {
    const { startLineNumber, startColumn, endLineNumber, endColumn } = change.range;
    const head = [
      ...before.slice(0, startLineNumber - 1),
      (before[startLineNumber - 1] ?? '').slice(0, startColumn - 1),
    ];
    const tail = [(before[endLineNumber - 1] ?? '').slice(endColumn - 1), ...before.slice(endLineNumber)];
    const after = (head.join('\n') + change.text + tail.join('\n')).split('\n');
    const edit = { changes: [change], before, after };
    before = after;
    return edit;
  });
}

describe('a line is known again', () => {
  const text = 'def f(n):\n    a = n\n    b = a\n    return b\n';
  const mapOf = (...changes: TextChange[]) => edits(text, ...changes).reduce(afterEdit, unchangedLines);
  const all = (map: ReturnType<typeof mapOf>, count: number) =>
    Array.from({ length: count }, (_, index) => originOf(map, index + 1));

  it('when its deletion is undone', () => {
    const map = mapOf(change([2, 1], [4, 1], ''), change([2, 1], [2, 1], '    a = n\n    b = a\n'));
    expect(all(map, 5)).toEqual([1, 2, 3, 4, 5]);
  });

  it('when the whole text is replaced by one that is much the same', () => {
    const map = mapOf(change([1, 1], [5, 1], '# new\ndef f(n):\n    b = a\n    c = 2\n    return b\n'));
    expect(all(map, 6)).toEqual([undefined, 1, 3, undefined, 4, 5]);
  });

  it('when something was written before it, and then a new line begun', () => {
    const map = mapOf(change([3, 1], [3, 1], '    x = 1'), change([3, 10], [3, 10], '\n'));
    expect(all(map, 5)).toEqual([1, 2, undefined, 3, 4]);
  });

  it('but a line that is split otherwise stays with its first part', () => {
    expect(all(mapOf(change([3, 7], [3, 7], '\n    ')), 5)).toEqual([1, 2, 3, undefined, 4]);
  });
});

describe('a line after an edit', () => {
  const text = 'one\n  two\nthree\nfour';
  const after = (line: number, ...changes: TextChange[]) => lineAfter(line, edits(text, ...changes)[0] as TextEdit);

  it.each<[string, number, TextChange, number | null | undefined]>([
    ['is for the editor to say where it was only written into', 2, change([2, 4], [2, 5], 'x'), undefined],
    ['is for the editor to say where it was rewritten alone', 2, change([2, 1], [2, 6], 'x'), undefined],
    ['is for the editor to say where it was joined to another', 3, change([2, 6], [3, 1], ''), undefined],
    ['is gone when it was deleted', 2, change([2, 1], [3, 1], ''), null],
    ['is gone when it was deleted but for its indentation', 2, change([2, 3], [3, 1], ''), null],
    ['is gone when all was deleted', 4, change([1, 1], [4, 5], ''), null],
    ['is gone when all was replaced by something else', 3, change([1, 1], [4, 5], 'a\nb\nc\nd\ne'), null],
    ['is where the new text has it', 3, change([1, 1], [4, 5], 'new\none\ntwo\n    three'), 4],
    ['is where it was moved to', 3, change([1, 1], [4, 5], 'three\none\n  two\nfour'), 1],
  ])('%s', (_, line, edit, expected) => {
    expect(after(line, edit)).toBe(expected);
  });
});
