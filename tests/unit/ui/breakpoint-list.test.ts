import { describe, expect, it } from 'vitest';
import {
  addBreakpoint,
  answerBreakpoints,
  changeBreakpoint,
  editBreakpoint,
  enableBreakpoint,
  kindOf,
  moveBreakpoints,
  requestedBreakpoints,
  returnBreakpoints,
} from '../../../src/model/breakpoint-list.ts';

const lines = (list: readonly { readonly line: number }[]) => list.map(({ line }) => line);

describe('breakpoints', () => {
  it('are kept in the order of their lines, one a line', () => {
    const list = addBreakpoint(addBreakpoint(addBreakpoint([], 9), 4), 9);
    expect(lines(list)).toEqual([4, 9]);
  });

  it('that are switched off are not sent', () => {
    const list = enableBreakpoint(addBreakpoint(addBreakpoint([], 4), 9), '1', false);
    expect(requestedBreakpoints(list)).toEqual({ keys: ['2'], breakpoints: [{ line: 9 }] });
  });

  it('are sent with what the form said, without empty fields', () => {
    const list = editBreakpoint(addBreakpoint([], 4), '1', { condition: ' n > 2 ', hitCondition: '', logMessage: ' ' });
    expect(requestedBreakpoints(list).breakpoints).toEqual([{ line: 4, condition: 'n > 2' }]);
  });

  it('move to the line that the adapter verified', () => {
    const list = answerBreakpoints(addBreakpoint([], 4), ['1'], [{ id: 7, verified: true, line: 6 }]);
    expect(list).toEqual([{ key: '1', line: 6, enabled: true, answer: { id: 7, verified: true, message: undefined } }]);
  });

  it('that land on one line become one', () => {
    const both = addBreakpoint(addBreakpoint([], 4), 5);
    const answers = [6, 6].map((line, id) => ({ id, verified: true, line }));
    expect(lines(answerBreakpoints(both, ['1', '2'], answers))).toEqual([6]);
  });

  it('follow a later event of the adapter by its number', () => {
    const list = answerBreakpoints(addBreakpoint([], 4), ['1'], [{ id: 7, verified: false, message: 'pending' }]);
    expect(changeBreakpoint(list, { id: 7, verified: true, line: 5 })[0]).toMatchObject({
      line: 5,
      answer: { verified: true },
    });
    expect(changeBreakpoint(list, { id: 8, verified: true, line: 5 })).toEqual(list);
  });

  it('keep to their text when lines come before it', () => {
    expect(lines(moveBreakpoints(addBreakpoint([], 4), new Map([['1', 6]])))).toEqual([6]);
  });

  it('go with their lines, and come back with them', () => {
    const all = enableBreakpoint(addBreakpoint(addBreakpoint([], 4, { condition: 'n' }), 5), '2', false);
    const left = moveBreakpoints(
      all,
      new Map([
        ['1', null],
        ['2', null],
      ]),
    );
    expect(left).toEqual([]);
    expect(returnBreakpoints(addBreakpoint([], 4), all)).toEqual([
      { key: '1', line: 4, enabled: true },
      { key: '2', line: 5, enabled: false },
    ]);
    expect(returnBreakpoints([], all)).toEqual(all);
  });

  it('are log points as soon as they have a message', () => {
    expect(kindOf({ logMessage: 'n', condition: 'n > 1' })).toBe('log');
    expect(kindOf({ hitCondition: '3' })).toBe('conditional');
    expect(kindOf({})).toBe('plain');
  });
});
