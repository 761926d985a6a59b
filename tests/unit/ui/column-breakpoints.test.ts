/** Breakpoints at places of a line: apart from that of the line, moved with the text, and kept. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { programPath as path } from '../../../src/client/program.ts';
import {
  addBreakpoint,
  answerBreakpoints,
  breakpointAt,
  breakpointsOn,
  editBreakpoint,
  forgetAnswers,
  keepStartedLines,
  moveBreakpoints,
  placeText,
  requestedBreakpoints,
  returnBreakpoints,
} from '../../../src/model/breakpoint-list.ts';
import { unchangedLines } from '../../../src/model/line-map.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { breakpointsText, writtenBreakpoints } from '../../../src/model/written-breakpoints.ts';
import { breakpointSchema, savedBreakpoint } from '../../../src/playground/saved-breakpoint.ts';
import { asAsked } from '../../../src/playground/share/as-asked.ts';
import { embedding } from '../../../src/playground/share/embed.ts';
import { sharedSchema } from '../../../src/playground/share/shared-program.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { FakeSession } from './fake-session.ts';

const at = (line: number, column?: number) => ({ path, line, ...(column !== undefined && { column }) });
const three = [at(7, 20), at(7), at(7, 4)].reduce<ReturnType<typeof addBreakpoint>>(
  (list, place, index) => addBreakpoint(list, index + 1, place),
  [],
);
const places = (list: typeof three) => list.map(placeText);

describe('a line with several places', () => {
  it('has one breakpoint of its own, and one at each of them, in order', () => {
    expect(places(three)).toEqual(['7', '7:4', '7:20']);
    expect(addBreakpoint(three, 9, at(7, 4))).toBe(three);
    expect(breakpointAt(three, at(7))?.id).toBe(2);
    expect(breakpointAt(three, at(7, 20))?.id).toBe(1);
    expect(breakpointAt(three, at(7, 5))).toBeUndefined();
    expect(breakpointsOn(three, at(7, 5))).toHaveLength(3);
  });

  it('is asked for with the columns', () => {
    const edited = editBreakpoint(three, 1, { condition: 'n > 1' });
    expect(requestedBreakpoints(edited, path)).toEqual([
      { id: 2, line: 7 },
      { id: 3, line: 7, column: 4 },
      { id: 1, line: 7, column: 20, condition: 'n > 1' },
    ]);
  });

  it('moves with its text, each place by itself; two that meet become one', () => {
    const lines = new Map([1, 2, 3].map((id) => [id, 9]));
    expect(places(moveBreakpoints(three, lines, new Map([[1, 25]])))).toEqual(['9', '9:4', '9:25']);
    const met = moveBreakpoints(three, lines, new Map([[1, 4]]));
    expect(places(met)).toEqual(['9', '9:4']);
    expect(moveBreakpoints(three, new Map())).toEqual(three);
    expect(places(returnBreakpoints([], three))).toEqual(['7', '7:4', '7:20']);
  });

  it('is where the adapter has found code, the whole line where that was asked for', () => {
    const answered = answerBreakpoints(three, [
      { id: 1, verified: true, line: 7, column: 18 },
      { id: 2, verified: true, line: 7, column: 1 },
    ]);
    expect(places(answered)).toEqual(['7', '7:4', '7:18']);
  });

  it('is known by its column in the text that runs while that is edited', () => {
    const edits = new Map([[path, unchangedLines]]);
    const moved = moveBreakpoints(keepStartedLines(three, path), new Map(), new Map([[1, 23]]));
    expect(requestedBreakpoints(moved, path).at(-1)).toEqual({ id: 1, line: 7, column: 20 });
    const answered = answerBreakpoints(moved, [{ id: 1, verified: true, line: 7, column: 18 }], edits);
    expect(answered.at(-1)).toMatchObject({ column: 21, startedColumn: 18 });
    expect(forgetAnswers(answered).at(-1)).toEqual({ id: 1, path, line: 7, column: 21, enabled: true });
  });
});

it('the margin takes all of a line away, a mark its own, and the adapter is told once', async () => {
  const session = new FakeSession();
  const target = new Debugger(
    session,
    singleFile(path, () => 'a = 1; b = 2\n'),
  );
  session.boot();
  await new Promise((resolve) => setTimeout(resolve, 0));
  await target.start('debug');
  for (const place of [at(1), at(1, 8), at(2, 3)]) target.breakpoints.toggle(place);
  target.breakpoints.edit(at(1, 8), { condition: 'a' });
  target.breakpoints.toggle(at(2, 3));
  expect(places(target.state.breakpoints)).toEqual(['1', '1:8']);
  const before = session.argumentsOf('setBreakpoints').length;
  target.breakpoints.toggle(at(1));
  expect(target.state.breakpoints).toEqual([]);
  expect(session.argumentsOf('setBreakpoints').slice(before)).toMatchObject([{ breakpoints: [] }]);
});

describe('what is kept', () => {
  const saved = three.map((each) => savedBreakpoint(each));

  it('has the column, and is read again', () => {
    expect(saved).toEqual([
      { line: 7, enabled: true },
      { line: 7, column: 4, enabled: true },
      { line: 7, column: 20, enabled: true },
    ]);
    expect(saved.every((each) => v.is(breakpointSchema, each))).toBe(true);
    expect(v.is(breakpointSchema, { line: 7, column: 0, enabled: true })).toBe(false);
  });

  it('is shared where no two are at one place', () => {
    const program = { text: 'x\n'.repeat(8), breakpoints: saved, watches: [] };
    expect(v.is(sharedSchema, program)).toBe(true);
    expect(v.is(sharedSchema, { ...program, breakpoints: [...saved, saved[1]] })).toBe(false);
    const written = writtenBreakpoints('7:20, 7, 7:4 if n > 2');
    expect(written.problems).toEqual([]);
    const { breakpoints } = asAsked(program, { breakpoints: written.breakpoints, watches: undefined }).program;
    expect(breakpoints.map(placeText)).toEqual(['7', '7:4', '7:20']);
    expect(embedding({ ...program, breakpoints }, 'x.js').markup).toContain('breakpoints="7, 7:4 if n &gt; 2, 7:20"');
  });

  it.each(['7:', '7:0', ':4', '7:x'])('%s is no place', (text) => {
    expect(writtenBreakpoints(text)).toMatchObject({ breakpoints: [], problems: [expect.stringContaining('3:12')] });
  });

  it('is written as it is read', () => {
    const { breakpoints } = writtenBreakpoints("7:4 if f(1, 2), 9:1 log 'x'");
    expect(breakpointsText(breakpoints)).toEqual({ text: "7:4 if f(1, 2), 9:1 log 'x'", leftOut: 0 });
  });
});
