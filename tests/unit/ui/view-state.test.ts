import { describe, expect, it } from 'vitest';
import { statusText } from '../../../src/model/status-text.ts';
import { type Action, reduce, selectedFrame, type ViewState } from '../../../src/model/view-state.ts';
import { frame, libraryFrame, paused, program, running, stateAfter } from './states.ts';

describe('a stop', () => {
  it('selects the innermost frame of the person’s own code, unless a step or a breakpoint has led elsewhere', () => {
    const selected = (reason: string) => selectedFrame(stateAfter(...running, paused(reason, [libraryFrame, frame])));
    expect(['pause', 'exception'].map(selected)).toEqual([frame, frame]);
    expect(['step', 'breakpoint'].map(selected)).toEqual([libraryFrame, libraryFrame]);
  });

  it('is forgotten as soon as the program goes on', () => {
    const state = stateAfter(...running, paused('step'), { type: 'resumed' });
    expect(state).toMatchObject({ execution: 'running', paused: undefined });
  });

  it('that arrives after Stop was pressed does not bring the program back', () => {
    expect(stateAfter(...running, { type: 'stopping' }, paused('step')).execution).toBe('stopping');
  });

  it('keeps its call stack when more frames of an earlier stop arrive late', () => {
    const state = stateAfter(...running, paused('step'), paused('step'), {
      type: 'moreFrames',
      stop: 1,
      frames: [frame],
    });
    expect(state.paused?.frames).toEqual([frame]);
  });

  it('while the program waits for input goes back to waiting when it continues', () => {
    const input: Action = { type: 'event', event: 'dapper/inputRequested', body: { prompt: '' } };
    expect(statusText(stateAfter(...running, input, paused('pause'), { type: 'resumed' }))).toBe('Waiting for input');
  });
});

describe('input that is asked for', () => {
  const asked: Action = { type: 'event', event: 'dapper/inputRequested', body: { prompt: '' } };
  const done: Action = { type: 'event', event: 'dapper/inputDone', body: {} };

  it('at a stop is of what is evaluated there, and says so', () => {
    const state = stateAfter(...running, paused('step'), asked);
    expect(state.input?.evaluated).toBe(true);
    expect(statusText(state)).toBe('Waiting for your answer: what you evaluate reads input');
    expect(statusText(reduce(state, done))).toBe('Paused on step at main.py:7 in f');
  });

  it('by the program, which was paused while it waited, is still to be answered after one that was evaluated', () => {
    const state = stateAfter(...running, asked, paused('pause'), asked, done, { type: 'resumed' });
    expect(state.input).toMatchObject({ evaluated: false });
  });

  it('during a step that is still shown as a pause is the program’s as soon as the step takes long', () => {
    const state = stateAfter(...running, paused('step'), asked, { type: 'resumed' });
    expect(state.input?.evaluated).toBe(false);
  });
});

describe('the exception that ended a program', () => {
  const failed = {
    type: 'event',
    event: 'dapper/failure',
    body: { exceptionId: 'KeyError', description: "'x'", line: 5, name: 'f' },
  } as const;
  const ended: Action = { type: 'event', event: 'terminated', body: {} };
  const lineAbove = (line: number) =>
    ({
      type: 'edited',
      path: program,
      edit: {
        changes: [{ range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 }, text: '\n' }],
        before: [],
        after: [],
      },
    }) as const;

  it('is known after the end, until the text is edited or another start', () => {
    const state = stateAfter(...running, failed, ended);
    expect(state.failure).toMatchObject({ exceptionId: 'KeyError', line: 5 });
    expect(reduce(state, lineAbove(1)).failure).toBeUndefined();
    expect(reduce(state, { type: 'starting', mode: 'run', program }).failure).toBeUndefined();
    expect(reduce(state, { type: 'left' }).failure).toBeUndefined();
  });

  it('of a text that was edited meanwhile is on the line as it is now', () => {
    expect(stateAfter(...running, lineAbove(2), failed, ended).failure?.line).toBe(6);
  });
});

describe('the end of a program', () => {
  it('forgets what the adapter answered about breakpoints, and keeps the breakpoints', () => {
    const state = stateAfter(
      { type: 'breakpointAdded', id: 1, path: program, line: 3 },
      ...running,
      { type: 'breakpointsAnswered', breakpoints: [{ id: 1, verified: true, line: 4 }] },
      { type: 'event', event: 'terminated', body: {} },
    );
    expect(state.breakpoints).toEqual([{ id: 1, path: program, line: 4, enabled: true }]);
  });

  it('does not turn a dead worker into a finished program', () => {
    const state = stateAfter(
      ...running,
      { type: 'died', reason: 'x' },
      { type: 'event', event: 'terminated', body: {} },
    );
    expect(state.execution).toBe('dead');
  });
});

describe('exception filters', () => {
  it('keep the person’s choice when the adapter says what it offers', () => {
    const state = stateAfter(
      { type: 'filterSwitched', id: 'raised', enabled: true },
      {
        type: 'capabilities',
        capabilities: {
          exceptionBreakpointFilters: [
            { filter: 'raised', label: 'Raised' },
            { filter: 'other', label: 'Other', default: true },
          ],
        },
      },
    );
    expect(state.filters.map(({ id, enabled }) => [id, enabled])).toEqual([
      ['raised', true],
      ['other', true],
    ]);
  });
});

describe('an edit while the program runs', () => {
  const edited = {
    type: 'edited',
    path: program,
    edit: {
      changes: [{ range: { startLineNumber: 3, startColumn: 1, endLineNumber: 3, endColumn: 1 }, text: '\n' }],
      before: [],
      after: [],
    },
  } as const;

  it('leaves the adapter with the lines that it knows: its answers are about those', () => {
    const state = stateAfter(
      { type: 'breakpointAdded', id: 1, path: program, line: 3 },
      ...running,
      edited,
      { type: 'breakpointsMoved', lines: new Map([[1, 4]]) },
      { type: 'breakpointsAnswered', breakpoints: [{ id: 1, verified: true, line: 4 }] },
    );
    expect(state.breakpoints[0]).toMatchObject({ line: 5, startedLine: 4, answer: { verified: true } });
  });

  it('shows a paused line where it is, also when it was deleted and is back', () => {
    const before = ['def f():', '    a = 1', '    b = 2'];
    const cut = [before[0] ?? '', before[2] ?? ''];
    const deletion = { startLineNumber: 2, startColumn: 1, endLineNumber: 3, endColumn: 1 };
    const undo = { startLineNumber: 2, startColumn: 1, endLineNumber: 2, endColumn: 1 };
    const state = stateAfter(
      ...running,
      paused('step', [{ ...frame, line: 2 }]),
      { type: 'edited', path: program, edit: { changes: [{ range: deletion, text: '' }], before, after: cut } },
      {
        type: 'edited',
        path: program,
        edit: {
          changes: [{ range: undo, text: '    a = 1 \n' }],
          before: cut,
          after: before.with(1, '    a = 1 '),
        },
      },
    );
    expect(statusText(state)).toBe('Paused on step at main.py:2 in f');
    expect(reduce(state, { type: 'breakpointAdded', id: 1, path: program, line: 2 }).breakpoints[0]).toMatchObject({
      startedLine: 2,
    });
  });

  it('is none any more when the text is again what it was', () => {
    const before = ['def f():', '    a = 1; b = 2'];
    const after = ['', ...before];
    const top = { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 };
    const standing = { ...frame, line: 2, column: 12, endLine: 2, endColumn: 17 };
    const started = stateAfter(
      { type: 'breakpointAdded', id: 1, path: program, line: 2 },
      ...running,
      paused('step', [standing]),
    );
    const undone = [
      { type: 'edited', path: program, edit: { changes: [{ range: top, text: '\n' }], before, after } },
      { type: 'breakpointsMoved', lines: new Map([[1, 3]]) },
      {
        type: 'edited',
        path: program,
        edit: { changes: [{ range: { ...top, endLineNumber: 2 }, text: '' }], before: after, after: before },
      },
      { type: 'breakpointsMoved', lines: new Map([[1, 2]]) },
    ] as const;
    const state = undone.reduce<ViewState>(reduce, started);
    expect(state.edits.size).toBe(0);
    expect(state.breakpoints).toEqual(started.breakpoints);
    expect(state.paused?.frames).toEqual([standing]);
  });

  it.each<[string, Action]>([
    ['is stopped', { type: 'stopping' }],
    ['has ended', { type: 'event', event: 'terminated', body: {} }],
    ['died', { type: 'died', reason: 'memory' }],
  ])('is of no interest any more when it %s', (_, action) => {
    const state = stateAfter(
      { type: 'breakpointAdded', id: 1, path: program, line: 1 },
      ...running,
      edited,
      action,
      edited,
    );
    expect(state.edits.size).toBe(0);
    expect(state.breakpoints[0]).toEqual({ id: 1, path: program, line: 1, enabled: true });
  });
});

describe('a syntax error', () => {
  const syntaxError = {
    type: 'event',
    event: 'dapper/syntaxError',
    body: { exceptionId: 'SyntaxError', line: 3, column: 7, message: "'(' was never closed" },
  } as const;
  const ended = [
    { type: 'event', event: 'exited', body: { exitCode: 1 } },
    { type: 'event', event: 'terminated', body: {} },
  ] as const;
  const edited = {
    type: 'edited',
    path: program,
    edit: {
      changes: [{ range: { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 }, text: '\n' }],
      before: [],
      after: [],
    },
  } as const;

  it('is what the status says, until the text is edited or another start', () => {
    const state = stateAfter(...running, syntaxError, ...ended);
    expect(statusText(state)).toBe("Syntax error at main.py:3: '(' was never closed");
    expect(statusText(reduce(state, edited))).toBe('Not started, because of a syntax error');
    expect(reduce(state, { type: 'starting', mode: 'run', program }).syntaxError).toBeUndefined();
    expect(reduce(state, { type: 'left' }).syntaxError).toBeUndefined();
  });

  it('of a text that was edited before the word came is not marked: it would be elsewhere', () => {
    expect(stateAfter(...running, edited, syntaxError).syntaxError).toBeUndefined();
  });
});

describe('a boot', () => {
  it('knows what a boot has started from, whether that or the end of the boot comes first', () => {
    const last: Action = {
      type: 'event',
      event: 'dapper/progress',
      body: { step: 'ready', label: 'Ready', done: 4, total: 4, from: 'snapshot' },
    };
    expect(stateAfter(last, { type: 'booted' }).boot.from).toBe('snapshot');
    expect(stateAfter({ type: 'booted' }, last).boot.from).toBe('snapshot');
    const late: Action = { ...last, body: { step: 'download', label: 'Loading Python', done: 1, total: 2 } };
    expect(stateAfter({ type: 'booted' }, late).boot.label).not.toBe('Loading Python');
  });
});
