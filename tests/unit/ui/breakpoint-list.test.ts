import { describe, expect, it } from 'vitest';
import {
  addBreakpoint,
  answerBreakpoints,
  type Breakpoint,
  editBreakpoint,
  enableBreakpoint,
  kindOf,
  moveBreakpoints,
  requestedBreakpoints,
  returnBreakpoints,
} from '../../../src/model/breakpoint-list.ts';

const a = '/home/a.py';
/** One on each of the lines, numbered from 1. */
const on = (...lines: readonly number[]): readonly Breakpoint[] =>
  lines.reduce<readonly Breakpoint[]>((list, line, at) => addBreakpoint(list, at + 1, { path: a, line }), []);
const lines = (list: readonly { readonly line: number }[]) => list.map(({ line }) => line);

describe('breakpoints', () => {
  it('are kept in the order of their lines, one a line', () => {
    expect(on(9, 4, 9)).toMatchObject([
      { id: 2, line: 4 },
      { id: 1, line: 9 },
    ]);
  });

  it('that are switched off are not sent', () => {
    expect(requestedBreakpoints(enableBreakpoint(on(4, 9), 1, false), a)).toEqual([{ id: 2, line: 9 }]);
  });

  it('are sent with what the form said, without empty fields', () => {
    const list = editBreakpoint(on(4), 1, { condition: ' n > 2 ', hitCondition: '', logMessage: ' ' });
    expect(requestedBreakpoints(list, a)).toEqual([{ id: 1, line: 4, condition: 'n > 2' }]);
  });

  it('move to the line that the adapter verified', () => {
    const list = answerBreakpoints(on(4), [{ id: 1, verified: true, line: 6 }]);
    expect(list).toEqual([{ id: 1, path: a, line: 6, enabled: true, answer: { verified: true, message: undefined } }]);
  });

  it('that land on one line become one', () => {
    const answers = [1, 2].map((id) => ({ id, verified: true, line: 6 }));
    expect(lines(answerBreakpoints(on(4, 5), answers))).toEqual([6]);
  });

  it('follow what the adapter tells of their number, whatever else it tells of', () => {
    const answers = [
      { id: 8, verified: true, line: 4 },
      { verified: true, line: 4 },
      { id: 2, verified: false, message: 'pending' },
    ];
    const list = answerBreakpoints(on(4, 5), answers);
    expect(list).toMatchObject([{ id: 1 }, { id: 2, answer: { verified: false } }]);
    expect(list[0]?.answer).toBeUndefined();
    expect(answerBreakpoints(list, [{ id: 2, verified: true, line: 7 }])[1]).toMatchObject({
      line: 7,
      answer: { verified: true },
    });
  });

  it('keep to their text when lines come before it', () => {
    expect(lines(moveBreakpoints(on(4), new Map([[1, 6]])))).toEqual([6]);
  });

  it('go with their lines, and come back with them', () => {
    const all = enableBreakpoint(editBreakpoint(on(4, 5), 1, { condition: 'n' }), 2, false);
    const left = moveBreakpoints(
      all,
      new Map([
        [1, null],
        [2, null],
      ]),
    );
    expect(left).toEqual([]);
    expect(returnBreakpoints(addBreakpoint([], 3, { path: a, line: 4 }), all)).toEqual([
      { id: 3, path: a, line: 4, enabled: true },
      { id: 2, path: a, line: 5, enabled: false },
    ]);
    expect(returnBreakpoints([], all)).toEqual(all);
  });

  it('are log points as soon as they have a message', () => {
    expect(kindOf({ logMessage: 'n', condition: 'n > 1' })).toBe('log');
    expect(kindOf({ hitCondition: '3' })).toBe('conditional');
    expect(kindOf({})).toBe('plain');
  });
});
