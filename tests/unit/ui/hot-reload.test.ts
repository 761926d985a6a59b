/** An edited text that becomes the one that runs: what is shown of lines, breakpoints and call stacks, and what is said. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { programPath as path } from '../../../src/client/program.ts';
import type { TextEdit } from '../../../src/model/line-map.ts';
import { inEnglish } from '../../../src/model/localize.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { reloadAnnouncement, reloadHeadline, reportGroups } from '../../../src/model/reload-report.ts';
import { presentPlace } from '../../../src/model/running-text.ts';
import { statusText } from '../../../src/model/status-text.ts';
import { type HotReloadBody, RequestError } from '../../../src/protocol/index.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { canReload, HotReload } from '../../../src/ui/session/hot-reload.ts';
import { FakeSession } from './fake-session.ts';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const nothing = { updated: [], added: [], removed: [], refused: [], needsRestart: [], frames: [] };
const done: HotReloadBody = { applied: true, text: 'main.py: done.', ...nothing, updated: ['f'] };
const source = { name: 'main.py', path };
const frames = (line: number) => [
  { id: 1, name: 'f (before the change)', line, column: 1, source },
  { id: 2, name: '<module>', line: line + 2, column: 1, source },
];

/** What writes a new first line into a text. */
function lineAbove(before: string, line: string): TextEdit {
  const start = { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 };
  return {
    changes: [{ range: start, text: `${line}\n` }],
    before: before.split('\n'),
    after: `${line}\n${before}`.split('\n'),
  };
}

const started = Array.from({ length: 12 }, (_, index) => `x${index} = ${index}`).join('\n');

let session: FakeSession;
let target: Debugger;
let text: string;
let stackLine: number;
let said: string[];
/** What the adapter does when it is asked to reload. */
let reload: () => unknown;

beforeEach(async () => {
  text = started;
  stackLine = 7;
  said = [];
  reload = () => done;
  session = new FakeSession({
    'dapper/hotReload': () => reload(),
    stackTrace: () => ({ stackFrames: frames(stackLine), totalFrames: 2 }),
  });
  target = new Debugger(
    session,
    singleFile(path, () => text),
  );
  target.signals.on('say', (each) => said.push(each.text));
  session.boot();
  await settled();
  target.breakpoints.toggle({ path, line: 5 });
  await target.start('debug');
  session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
  await settled();
});

/** Writes a line above the program, as the editor does. */
function writeAbove(line: string): void {
  const edit = lineAbove(text, line);
  target.dispatch({ type: 'edited', path, edit });
  target.breakpoints.move(new Map(target.state.breakpoints.map((each) => [each.id, each.line + 1])));
  text = `${line}\n${text}`;
}

/** The adapter has the new text, in which everything is a line further down. */
function takes(): void {
  stackLine += 1;
  session.emit('loadedSource', { reason: 'changed', source });
  session.emit('breakpoint', { reason: 'changed', breakpoint: { id: 1, verified: true, line: 6 } });
}

describe('a text that is applied', () => {
  it('can be while a program that is debugged knows another one, and only then', async () => {
    expect(canReload(target.state, path)).toBe(false);
    await new HotReload(target).apply(path);
    expect(session.argumentsOf('dapper/hotReload')).toEqual([]);
    writeAbove('# new');
    expect(canReload(target.state, path)).toBe(true);
    expect(canReload({ ...target.state, mode: 'run' }, path)).toBe(false);
    expect(canReload({ ...target.state, hindrance: 'nothing waits' }, path)).toBe(false);
    expect(canReload(target.state, '/home/pyodide/other.py')).toBe(false);
  });

  it('is the one that runs: breakpoints and call stack are in its lines', async () => {
    writeAbove('# new');
    target.breakpoints.toggle({ path, line: 1 });
    await settled();
    reload = () => {
      takes();
      return done;
    };
    await new HotReload(target).apply(path);
    expect(session.argumentsOf('dapper/hotReload')).toEqual([{ source, text }]);
    expect(target.state.edits.size).toBe(0);
    // Where the editor has them, that which was in a line of its own too.
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([
      { id: 2, line: 1 },
      { id: 1, line: 6 },
    ]);
    expect(target.state.breakpoints).toMatchObject([
      { line: 1, answer: { verified: true } },
      { line: 6, answer: { verified: true } },
    ]);
    expect(target.state.breakpoints.some((each) => 'startedLine' in each)).toBe(false);
    expect(statusText(target.state)).toBe('Paused on breakpoint at main.py:8 in f');
    expect(target.state.paused?.startedFrames.map(({ line }) => line)).toEqual([8, 10]);
    await vi.waitFor(() => expect(said.at(-1)).toBe('1 function now runs the new code at its next call.'));
  });

  it('keeps breakpoints where they are in the editor, whatever the adapter guesses meanwhile', async () => {
    writeAbove('# new');
    reload = () => {
      takes();
      session.emit('breakpoint', { reason: 'changed', breakpoint: { id: 1, verified: true, line: 9 } });
      return done;
    };
    await new HotReload(target).apply(path);
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([{ id: 1, line: 6 }]);
    expect(target.state.breakpoints).toMatchObject([{ line: 6 }]);
  });

  it('that is edited before it is in use differs from it by that edit alone', async () => {
    writeAbove('# new');
    reload = () => {
      writeAbove('# newer');
      takes();
      return done;
    };
    const sent = text;
    await new HotReload(target).apply(path);
    expect(session.argumentsOf('dapper/hotReload')).toMatchObject([{ text: sent }]);
    expect(target.state.breakpoints).toMatchObject([{ line: 7, startedLine: 6 }]);
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([{ id: 1, line: 6 }]);
    expect(statusText(target.state)).toContain('main.py:9 in f');
    expect(canReload(target.state, path)).toBe(true);
    expect(presentPlace(target.state.edits, { path, line: 6 })).toEqual({ path, line: 7 });
    expect(presentPlace(target.state.edits, { path: 'other.py', line: 6 })).toEqual({ path: 'other.py', line: 6 });
  });

  it('decides in which lines the breakpoints are told that are set before it is in use', async () => {
    writeAbove('# new');
    const before = session.argumentsOf('setBreakpoints').length;
    reload = () => {
      target.breakpoints.toggle({ path, line: 9 });
      return { ...done, applied: false };
    };
    await new HotReload(target).apply(path);
    const told = session.argumentsOf('setBreakpoints').slice(before);
    expect(told.map(({ breakpoints }) => breakpoints?.map(({ line }) => line))).toEqual([[5, 8]]);
  });

  it('of which nothing has run yet is taken over without an event', async () => {
    writeAbove('# new');
    await new HotReload(target).apply(path);
    expect(target.state.edits.size).toBe(0);
    expect(target.state.breakpoints).toMatchObject([{ line: 6 }]);
  });

  it('changes nothing where it does not compile, and says where', async () => {
    writeAbove('x = (');
    const syntaxError = { message: "'(' was never closed", line: 1, column: 5 };
    reload = () => ({ applied: false, text: 'Nothing has changed.', ...nothing, syntaxError });
    await new HotReload(target).apply(path);
    expect(target.state.edits.size).toBe(1);
    expect(target.state.syntaxError).toEqual({ ...syntaxError, path });
    const sentence = "Nothing has changed. Syntax error in line 1: '(' was never closed.";
    await vi.waitFor(() => expect(said.at(-1)).toBe(sentence));
    // That is no reason for how the program ends.
    session.emit('exited', { exitCode: 0 });
    session.emit('terminated', {});
    expect(statusText(target.state)).toBe('Finished');
  });

  it('and was edited meanwhile has its error at no place', async () => {
    writeAbove('x = (');
    reload = () => {
      writeAbove('y = 1');
      return { applied: false, text: '', ...nothing, syntaxError: { message: 'no', line: 1, column: 1 } };
    };
    await new HotReload(target).apply(path);
    expect(target.state.syntaxError).toBeUndefined();
  });

  it('is asked for once at a time, and again after a failure', async () => {
    writeAbove('# new');
    reload = () => Promise.reject(new RequestError({ code: 'x', message: 'No text.' } as never));
    const first = new HotReload(target).apply(path);
    await new HotReload(target).apply(path);
    await expect(first).rejects.toThrow('No text.');
    expect(session.argumentsOf('dapper/hotReload')).toHaveLength(1);
    expect(canReload(target.state, path)).toBe(true);
  });

  it('is of no interest when the program is over', async () => {
    writeAbove('# new');
    reload = () => {
      session.emit('terminated', {});
      return { ...done, applied: false };
    };
    await new HotReload(target).apply(path);
    expect(target.state.reload).toBeUndefined();
    await vi.dynamicImportSettled();
    expect(said).toEqual([]);
  });

  it('is reported until that is dismissed, or the next one is sent', async () => {
    writeAbove('# new');
    reload = () => {
      takes();
      return { ...done, frames: [{ name: 'f', frameId: 1 }, { name: 'g' }] };
    };
    await new HotReload(target).apply(path);
    expect(target.state.reload).toMatchObject({ path, calls: [{ name: 'f', path, line: 8 }, { name: 'g' }] });
    target.dispatch({ type: 'reloadDismissed' });
    expect(target.state.reload).toBeUndefined();
  });
});

describe('what is said of a reload', () => {
  const report = (
    answer: Partial<HotReloadBody>,
    calls: readonly { name: string; path?: string; line?: number }[] = [],
  ) => ({
    path,
    answer: { ...done, ...nothing, ...answer },
    calls,
  });

  it.each([
    [{ updated: ['f', 'g'] }, '2 functions now run the new code at their next call.'],
    [{ updated: ['f'], added: ['h'] }, '1 function now runs the new code at its next call, 1 definition was added.'],
    [{ added: ['h', 'import math'] }, '2 definitions were added.'],
    [{ needsRestart: [{ line: 3, text: 'LIMIT = 4' }] }, 'No function has changed.'],
    [{ text: 'main.py is written. Nothing of it has run yet.' }, 'main.py is written. Nothing of it has run yet.'],
    [{ applied: false, text: 'It has a null byte.' }, 'It has a null byte.'],
  ])('%j: %s', (answer, headline) => {
    expect(reloadHeadline(report(answer), inEnglish)).toBe(headline);
  });

  it('has each thing that stays as it was, with its place and the reason', () => {
    const groups = reportGroups(
      report(
        {
          refused: [{ name: 'g', reason: 'its free variables are others' }],
          removed: ['old'],
          needsRestart: [{ line: 3, text: 'LIMIT = 4' }, { text: 'the default value of at in first' }],
        },
        [{ name: '<module>', path, line: 9 }, { name: 'f' }],
      ),
      inEnglish,
    );
    expect(groups).toEqual([
      { title: 'Refused', items: [{ name: 'g', reason: 'its free variables are others' }] },
      {
        title: 'Still in the old code',
        items: [
          { name: 'main program', reason: 'what it has run is not run again', place: { path, line: 9 } },
          { name: 'f', reason: 'this call ends as it has begun', place: undefined },
        ],
      },
      {
        title: 'Takes a restart',
        items: [
          { name: 'LIMIT = 4', reason: 'statements outside of functions are not run again', place: { path, line: 3 } },
          { name: 'the default value of at in first', reason: 'it is computed where the function is defined' },
        ],
      },
      { title: 'No longer in the text', items: [{ name: 'old', reason: 'the program has it until a restart' }] },
    ]);
  });

  it('has the numbers of the rest for those who do not see the list', () => {
    const answer = { updated: ['f'], refused: [{ name: 'g', reason: 'no' }], frames: [{ name: 'f' }, { name: 'f' }] };
    expect(reloadAnnouncement(report(answer), inEnglish)).toBe(
      '1 function now runs the new code at its next call. 1 change refused, 2 calls still in the old code.',
    );
  });
});
