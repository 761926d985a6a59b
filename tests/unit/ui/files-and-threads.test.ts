/** What is shown is kept apart by file and by thread: what happens to one leaves the others as they are. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { changedPaths } from '../../../src/model/breakpoint-list.ts';
import { fileName, type ProgramFiles, singleFile } from '../../../src/model/program-files.ts';
import { statusText } from '../../../src/model/status-text.ts';
import { type Action, initialState, reduce, type ViewState } from '../../../src/model/view-state.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { FakeSession } from './fake-session.ts';

const a = '/home/pyodide/a.py';
const b = '/home/pyodide/lib/b.py';

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
const stateAfter = (...actions: Action[]): ViewState => actions.reduce(reduce, initialState);
const running = [{ type: 'booted' }, { type: 'starting', mode: 'debug', program: a }, { type: 'started' }] as const;

/** A new first line of a file. */
const lineAbove = (path: string) =>
  ({
    type: 'edited',
    path,
    edit: {
      changes: [{ range: { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 }, text: '\n' }],
      before: [],
      after: [],
    },
  }) as const;
const breakpoint = (id: number, path: string, line: number): Action => ({ type: 'breakpointAdded', id, path, line });
const frameIn = (path: string, line: number, id = 1) => ({
  id,
  name: 'f',
  line,
  column: 1,
  source: { name: fileName(path), path },
});
const stops = (threadId: number, path = a, more: { readonly preserveFocusHint?: boolean } = {}): Action => ({
  type: 'paused',
  stopped: { reason: 'breakpoint', threadId, ...more },
  frames: [frameIn(path, threadId * 10, threadId)],
  totalFrames: 1,
});
const continues = (threadId: number, allThreadsContinued?: boolean): Action => ({
  type: 'event',
  event: 'continued',
  body: { threadId, ...(allThreadsContinued === undefined ? {} : { allThreadsContinued }) },
});

describe('two files', () => {
  it('may each have a breakpoint on the same line', () => {
    const state = stateAfter(breakpoint(1, b, 3), breakpoint(2, a, 3), breakpoint(3, a, 3));
    expect(state.breakpoints.map(({ id, path, line }) => [id, path, line])).toEqual([
      [2, a, 3],
      [1, b, 3],
    ]);
  });

  it('keep their breakpoints apart when the adapter moves one onto a line that is taken in the other', () => {
    const state = stateAfter(breakpoint(1, a, 3), breakpoint(2, b, 2), ...running, {
      type: 'breakpointsAnswered',
      breakpoints: [{ id: 2, verified: true, line: 3 }],
    });
    expect(state.breakpoints).toMatchObject([
      { id: 1, path: a, line: 3 },
      { id: 2, path: b, line: 3, answer: { verified: true } },
    ]);
    expect(state.breakpoints[0]?.answer).toBeUndefined();
  });

  it('of which one is edited: the other keeps its lines, also those that the adapter tells of later', () => {
    const state = stateAfter(breakpoint(1, a, 3), breakpoint(2, b, 3), ...running, lineAbove(a), {
      type: 'breakpointsAnswered',
      breakpoints: [1, 2].map((id) => ({ id, verified: true, line: 4 })),
    });
    expect([...state.edits.keys()]).toEqual([a]);
    expect(state.breakpoints).toMatchObject([
      { id: 1, line: 5, startedLine: 4 },
      { id: 2, line: 4 },
    ]);
    expect(state.breakpoints[1]).not.toHaveProperty('startedLine');
    expect(reduce(state, breakpoint(3, b, 1)).breakpoints.find(({ id }) => id === 3)).not.toHaveProperty('startedLine');
    expect(reduce(state, breakpoint(3, a, 1)).breakpoints.find(({ id }) => id === 3)?.startedLine).toBeNull();
  });

  it('of which one is edited: only its frames of a call stack move', () => {
    const stop: Action = {
      type: 'paused',
      stopped: { reason: 'step', threadId: 1 },
      frames: [frameIn(b, 7), frameIn(a, 7, 2)],
      totalFrames: 2,
    };
    const linesOf = (state: ViewState) => state.paused?.frames.map(({ line }) => line);
    expect(linesOf(stateAfter(...running, stop, lineAbove(a)))).toEqual([7, 8]);
    expect(linesOf(stateAfter(...running, lineAbove(b), stop, lineAbove(a)))).toEqual([8, 8]);
  });

  it('of which one failed: an edit of the other leaves the mark', () => {
    const failed = stateAfter(...running, {
      type: 'event',
      event: 'dapper/failure',
      body: { exceptionId: 'KeyError', description: '', line: 5, name: 'f' },
    });
    expect(failed.failure).toMatchObject({ path: a, line: 5 });
    expect(reduce(failed, lineAbove(b)).failure).toBe(failed.failure);
    expect(reduce(failed, lineAbove(a)).failure).toBeUndefined();
  });

  it('of which the one that was started does not compile: the status names it', () => {
    const error = {
      type: 'event',
      event: 'dapper/syntaxError',
      body: { exceptionId: 'SyntaxError', message: 'invalid syntax', line: 2, column: 1 },
    } as const;
    const ended = { type: 'event', event: 'terminated', body: {} } as const;
    expect(statusText(stateAfter(...running, error, ended))).toBe('Syntax error at a.py:2: invalid syntax');
    expect(stateAfter(...running, lineAbove(b), error).syntaxError?.path).toBe(a);
    expect(stateAfter(...running, lineAbove(a), error).syntaxError).toBeUndefined();
  });

  it('are compared breakpoint by breakpoint to see which of them changed', () => {
    const before = stateAfter(breakpoint(1, a, 3), breakpoint(2, b, 3)).breakpoints;
    const state = stateAfter(breakpoint(1, a, 3), { type: 'breakpointsRestored', breakpoints: before });
    const off = reduce(state, { type: 'breakpointEnabled', id: 2, enabled: false });
    expect(changedPaths(before, off.breakpoints)).toEqual([b]);
    expect(changedPaths(before, reduce(state, { type: 'breakpointRemoved', id: 1 }).breakpoints)).toEqual([a]);
    expect(changedPaths(before, before)).toEqual([]);
  });
});

describe('two threads', () => {
  it('each keep the stop that they stand at; the last one is shown', () => {
    const state = stateAfter(...running, stops(1), stops(2, b));
    expect([...state.pauses.keys()]).toEqual([1, 2]);
    expect(statusText(state)).toBe('Paused on breakpoint at b.py:20 in f');
    expect(state.pauses.get(1)?.frames[0]?.line).toBe(10);
  });

  it('of which one continues: the other still stands, and is shown', () => {
    const state = stateAfter(...running, stops(1), stops(2), continues(2, false));
    expect(state).toMatchObject({ execution: 'paused', paused: { threadId: 1 } });
    const other = stateAfter(...running, stops(1), stops(2), continues(1, false));
    expect([...other.pauses.keys()]).toEqual([2]);
    expect(other.paused?.threadId).toBe(2);
    expect(reduce(other, continues(2, false))).toMatchObject({ execution: 'running', paused: undefined });
  });

  it.each([true, undefined])('both go on when all threads have continued (%j)', (all) => {
    const state = stateAfter(...running, stops(1), stops(2), continues(1, all));
    expect(state).toMatchObject({ execution: 'running', paused: undefined });
    expect(state.pauses.size).toBe(0);
  });

  it('of which one that runs continues once more: nothing changes', () => {
    const state = stateAfter(...running, stops(1));
    expect(reduce(state, continues(2, false))).toBe(state);
  });

  it('of which one stops while another is looked at: the view stays if the adapter asks for that', () => {
    const state = stateAfter(...running, stops(1), stops(2, a, { preserveFocusHint: true }));
    expect(state.paused?.threadId).toBe(1);
    expect(state.pauses.get(2)?.frames).toHaveLength(1);
    // The first stop of all is shown in any case.
    expect(stateAfter(...running, stops(2, a, { preserveFocusHint: true })).paused?.threadId).toBe(2);
  });

  it('of which one ends: what it stood at is over', () => {
    const state = stateAfter(...running, stops(1), stops(2), {
      type: 'event',
      event: 'thread',
      body: { reason: 'exited', threadId: 2 },
    });
    expect(state.paused?.threadId).toBe(1);
  });

  it('each keep the frame that was selected, and get their own further frames', () => {
    const state = stateAfter(
      ...running,
      stops(1),
      { type: 'frameSelected', frameId: 7 },
      stops(2),
      { type: 'frameSelected', frameId: 8 },
      { type: 'moreFrames', stop: 1, frames: [frameIn(a, 1, 7)] },
    );
    expect(state.paused).toMatchObject({ threadId: 2, frameId: 8, frames: [{ id: 2 }] });
    expect(reduce(state, continues(2, false)).paused).toMatchObject({ frameId: 7, frames: [{ id: 1 }, { id: 7 }] });
  });

  it('of which a person chooses one: it is shown, with the frame that was selected there', () => {
    const state = stateAfter(...running, stops(1), { type: 'frameSelected', frameId: 7 }, stops(2));
    const chosen = reduce(state, { type: 'threadShown', threadId: 1 });
    expect(chosen.paused).toMatchObject({ threadId: 1, frameId: 7 });
    expect(chosen.paused).toBe(chosen.pauses.get(1));
    expect(reduce(chosen, { type: 'threadShown', threadId: 1 })).toBe(chosen);
    expect(reduce(chosen, { type: 'threadShown', threadId: 3 })).toBe(chosen);
    expect(reduce(chosen, { type: 'frameSelected', frameId: 8 }).pauses.get(2)?.frameId).toBe(2);
  });

  it('of which one is a task that waits: the status says so; and which task it stopped in, where there are several', () => {
    const stop: Action = {
      type: 'paused',
      stopped: { reason: 'step', threadId: 1, task: 'first (work)' },
      frames: [frameIn(a, 7)],
      totalFrames: 1,
    };
    const state = stateAfter(...running, stop);
    expect(statusText(state)).toBe('Paused on step in task first (work) at a.py:7 in f');
    const looked = reduce(state, {
      type: 'paused',
      stopped: { reason: 'task', threadId: 2, text: 'second (work) — waits for sleep' },
      frames: [frameIn(b, 9, 2)],
      totalFrames: 1,
    });
    expect(statusText(looked)).toBe('Task second (work) — waits for sleep at b.py:9 in f');
    expect(statusText(reduce(looked, { type: 'threadShown', threadId: 1 }))).toBe(statusText(state));
  });

  it('both move with an edit', () => {
    const state = stateAfter(...running, stops(1), stops(2), lineAbove(a));
    expect([...state.pauses.values()].map(({ frames }) => frames[0]?.line)).toEqual([11, 21]);
    expect(state.paused).toBe(state.pauses.get(2));
  });
});

describe('a debugger of two files', () => {
  const texts: Readonly<Record<string, string>> = { [a]: 'import b\n', [b]: 'x = 1\n' };
  const files: ProgramFiles = { main: a, paths: () => [a, b], text: (path) => texts[path] };
  let session: FakeSession;
  let target: Debugger;

  beforeEach(async () => {
    session = new FakeSession();
    target = new Debugger(session, files);
    session.boot();
    await settled();
  });

  const sent = () =>
    session.argumentsOf('setBreakpoints').map(({ source, breakpoints }) => [source.path, breakpoints?.length]);

  it('starts one with both, and sets the breakpoints of each by a request of its own', async () => {
    target.breakpoints.toggle({ path: b, line: 1 });
    await target.start('debug');
    expect(session.files).toEqual([
      { path: a, text: 'import b\n' },
      { path: b, text: 'x = 1\n' },
    ]);
    expect(session.argumentsOf('launch')[0]?.program).toBe(a);
    expect(sent()).toEqual([
      [a, 0],
      [b, 1],
    ]);
    expect(session.argumentsOf('setBreakpoints')[1]?.source.name).toBe('b.py');
  });

  it('tells the adapter of the file whose breakpoints change, and of no other', async () => {
    await target.start('debug');
    target.breakpoints.toggle({ path: a, line: 1 });
    target.breakpoints.toggle({ path: b, line: 1 });
    target.breakpoints.edit({ path: b, line: 1 }, { condition: 'x' });
    await settled();
    expect(sent().slice(2)).toEqual([
      [a, 1],
      [b, 1],
      [b, 1],
    ]);
    expect(target.state.breakpoints).toMatchObject([
      { path: a, answer: { verified: true } },
      { path: b, condition: 'x', answer: { verified: true } },
    ]);
    target.breakpoints.toggle({ path: a, line: 1 });
    expect(sent().at(-1)).toEqual([a, 0]);
    expect(target.state.breakpoints).toMatchObject([{ path: b }]);
  });

  it('sets also those of a file that the program does not come with', async () => {
    target.breakpoints.toggle({ path: '/lib/json.py', line: 9 });
    await target.start('debug');
    expect(sent()).toEqual([
      [a, 0],
      [b, 0],
      ['/lib/json.py', 1],
    ]);
  });
});

describe('a debugger of two threads', () => {
  let session: FakeSession;
  let target: Debugger;

  const open = async (answers: ConstructorParameters<typeof FakeSession>[0] = {}) => {
    session = new FakeSession(answers);
    target = new Debugger(
      session,
      singleFile(a, () => ''),
    );
    session.boot();
    await settled();
    await target.start('debug');
  };
  const stop = async (threadId: number) => {
    session.emit('stopped', { reason: 'breakpoint', threadId });
    await settled();
  };

  it('asks each one that stops where it stands', async () => {
    await open();
    await stop(4);
    await stop(5);
    expect(session.argumentsOf('stackTrace').map(({ threadId }) => threadId)).toEqual([4, 5]);
    expect([...target.state.pauses.keys()]).toEqual([4, 5]);
  });

  it('continues the one that is shown: where the adapter says so, the other stays', async () => {
    await open({ continue: () => ({ allThreadsContinued: false }) });
    await stop(4);
    await stop(5);
    await target.resume('continue');
    expect(session.argumentsOf('continue')).toEqual([{ threadId: 5 }]);
    expect(target.state).toMatchObject({ execution: 'paused', paused: { threadId: 4 } });
    await target.resume('continue');
    expect(target.state.execution).toBe('running');
  });

  it('continues both where the adapter does not say otherwise', async () => {
    await open();
    await stop(4);
    await stop(5);
    await target.resume('continue');
    expect(target.state.execution).toBe('running');
  });

  it('shows a stop of another thread that ends a step, and knows that the step is over', async () => {
    await open();
    await stop(4);
    const stepped = target.resume('next');
    await stop(5);
    await stepped;
    expect([...target.state.pauses.keys()]).toEqual([5]);
  });

  it('shows the stop of a thread while another continues before its call stack has come', async () => {
    await open();
    session.emit('stopped', { reason: 'breakpoint', threadId: 4 });
    session.emit('stopped', { reason: 'breakpoint', threadId: 5 });
    session.emit('continued', { threadId: 4, allThreadsContinued: false });
    await settled();
    expect([...target.state.pauses.keys()]).toEqual([5]);
  });

  it('pauses a thread that the adapter has', async () => {
    await open({ threads: () => ({ threads: [{ id: 7, name: 'MainThread' }] }) });
    await target.pause();
    await vi.waitFor(() => expect(session.argumentsOf('pause')).toEqual([{ threadId: 7 }]));
    session.emit('stopped', { reason: 'pause', allThreadsStopped: true });
    await settled();
    expect(target.state.paused?.threadId).toBe(7);
    expect(session.argumentsOf('threads')).toHaveLength(1);
  });

  it('pauses another thread when the one that it knew has ended', async () => {
    await open();
    await stop(4);
    session.emit('thread', { reason: 'exited', threadId: 4 });
    expect(target.state.execution).toBe('running');
    await target.pause();
    await vi.waitFor(() => expect(session.argumentsOf('pause')).toEqual([{ threadId: 1 }]));
  });
});
