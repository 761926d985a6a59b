import { beforeEach, describe, expect, it, vi } from 'vitest';
import { programPath } from '../../../src/client/program.ts';
import { nextAtException } from '../../../src/model/pause.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { statusText } from '../../../src/model/status-text.ts';
import { RequestError, workerDied } from '../../../src/protocol/index.ts';
import { commands } from '../../../src/ui/layout/commands.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { Entered } from '../../../src/ui/terminal/entered.ts';
import { FakeSession } from './fake-session.ts';

/** Until everything that was started has settled. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

/** A new first line. */
const lineAbove = {
  range: { startLineNumber: 1, startColumn: 1, endLineNumber: 1, endColumn: 1 },
  text: '\n',
};

const at = (line: number) => ({ path: programPath, line });
const noText = singleFile(programPath, () => '');

let session: FakeSession;
let target: Debugger;
let text: string;

beforeEach(() => {
  session = new FakeSession();
  text = 'print(1)\n';
  target = new Debugger(
    session,
    singleFile(programPath, () => text),
  );
});

async function booted(): Promise<void> {
  session.boot();
  await settled();
}

async function stopped(): Promise<void> {
  session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
  await settled();
}

describe('Debug', () => {
  it('pressed while Python boots waits, says so, and then starts', async () => {
    await target.start('debug');
    expect(statusText(target.state)).toBe('Starting Python. Then your program is debugged');
    expect(session.asked).toEqual([]);
    await booted();
    expect(target.state.execution).toBe('running');
    expect(session.files).toEqual([{ path: programPath, text: 'print(1)\n' }]);
  });

  it('says at each start which packages the program needs by then', async () => {
    let packages: readonly string[] = ['attrs>=23'];
    const more = { packageIndexes: ['https://example.org/simple/'], packageBase: 'https://example.org/' };
    target = new Debugger(session, noText, () => ({ ...more, packages }));
    await booted();
    await target.start('debug');
    packages = ['numpy'];
    await target.restart();
    expect(session.argumentsOf('launch')).toMatchObject([
      { ...more, packages: ['attrs>=23'] },
      { ...more, packages: ['numpy'] },
    ]);
  });

  it('speaks DAP in its order: launch, breakpoints, filters, configurationDone', async () => {
    await booted();
    target.breakpoints.toggle(at(3));
    await target.start('debug');
    expect(session.asked.map(({ command }) => command)).toEqual([
      'initialize',
      'launch',
      'setBreakpoints',
      'setExceptionBreakpoints',
      'configurationDone',
    ]);
    expect(session.argumentsOf('launch')[0]).toMatchObject({ program: programPath, noDebug: false });
    expect(session.argumentsOf('setExceptionBreakpoints')[0]).toEqual({ filters: ['uncaught'] });
  });

  it('can stop before the first statement, also when it had to wait for the boot', async () => {
    await target.start('debug', { stopOnEntry: true });
    await booted();
    expect(session.argumentsOf('launch')[0]).toMatchObject({ stopOnEntry: true });
    await target.restart();
    expect(session.argumentsOf('launch')[1]).toMatchObject({ stopOnEntry: false });
    target.stopsOnEntry = true;
    await target.restart();
    expect(session.argumentsOf('launch')[2]).toMatchObject({ stopOnEntry: true });
  });

  it('that fails says why and can be pressed again', async () => {
    session = new FakeSession({ launch: () => Promise.reject(new Error('There is no such program.')) });
    target = new Debugger(session, noText);
    const output = vi.fn();
    target.onOutput(output);
    await booted();
    await target.start('debug');
    expect(output).toHaveBeenCalledWith({ text: 'There is no such program.\n', category: 'important' });
    expect(target.state.execution).toBe('ended');
  });

  it('taken back by Stop before the boot is over does not start', async () => {
    await target.start('debug');
    await target.stop();
    await booted();
    expect(target.state.execution).toBe('ready');
  });

  it('taken back by Stop while its files are written never reaches the adapter, and can be pressed again', async () => {
    await booted();
    const first = target.start('debug');
    await target.stop();
    expect(statusText(target.state)).toBe('Stopped');
    await target.start('run');
    await first;
    expect(session.argumentsOf('launch')).toEqual([expect.objectContaining({ noDebug: true })]);
    expect(session.argumentsOf('terminate')).toEqual([]);
    expect(target.state.execution).toBe('running');
  });

  it.each(['initialize', 'launch', 'setBreakpoints', 'configurationDone'] as const)(
    'taken back by Stop while %s is answered ends without a word of error',
    async (command) => {
      const steps = ['initialize', 'launch', 'setBreakpoints', 'configurationDone'];
      let ended = false;
      session = new FakeSession({
        terminate: () => {
          ended = true;
          session.emit('terminated', {});
        },
        ...Object.fromEntries(
          steps.map((each) => [
            each,
            async () => {
              if (each === command) target.guard(target.stop());
              if (each === 'initialize') queueMicrotask(() => session.emit('initialized', undefined));
              await settled();
              // As the adapter does.
              if (ended && each !== 'initialize') throw new Error('The program has ended.');
              return { breakpoints: [] };
            },
          ]),
        ),
      });
      target = new Debugger(session, noText);
      const output = vi.fn();
      target.onOutput(output);
      await booted();
      await target.start('debug');
      await settled();
      expect(statusText(target.state)).toBe('Stopped');
      expect(session.argumentsOf('terminate')).toHaveLength(1);
      expect(session.asked.at(-1)?.command).not.toBe('configurationDone');
      expect(output).not.toHaveBeenCalled();
    },
  );
});

describe('while the program runs', () => {
  beforeEach(async () => {
    await booted();
    await target.start('debug');
  });

  it('a new breakpoint is sent at once and goes to the line that was verified', async () => {
    target.breakpoints.toggle(at(5));
    await settled();
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([{ id: 1, line: 5 }]);
    expect(target.state.breakpoints[0]?.answer?.verified).toBe(true);
  });

  it('a breakpoint of an edited text is sent with the line that the started text has for it', async () => {
    target.breakpoints.toggle(at(5));
    await settled();
    target.dispatch({ type: 'edited', path: programPath, edit: { changes: [lineAbove], before: [], after: [] } });
    target.breakpoints.move(new Map([[1, 6]]));
    target.breakpoints.toggle(at(9));
    await settled();
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([
      { id: 1, line: 5 },
      { id: 2, line: 8 },
    ]);
    expect(target.state.breakpoints).toMatchObject([
      { id: 1, line: 6, answer: { verified: true } },
      { id: 2, line: 9, answer: { verified: true } },
    ]);
    target.breakpoints.toggle(at(6));
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([{ id: 2, line: 8 }]);
  });

  it('a breakpoint on a line that was written since the start is not sent', async () => {
    target.dispatch({ type: 'edited', path: programPath, edit: { changes: [lineAbove], before: [], after: [] } });
    target.breakpoints.toggle(at(1));
    await settled();
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([]);
    expect(target.state.breakpoints).toMatchObject([{ line: 1, startedLine: null }]);
    await target.restart();
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([{ id: 1, line: 1 }]);
  });

  it('a breakpoint that the adapter has elsewhere is sent when the text is again the one that runs, and no other', async () => {
    const sent = () => session.argumentsOf('setBreakpoints').length;
    target.breakpoints.toggle(at(5));
    target.breakpoints.toggle(at(7));
    await settled();
    const before = sent();
    target.breakpoints.settle(programPath, [
      { id: 1, ...at(6), startedLine: 5, enabled: true },
      { id: 2, ...at(8), startedLine: 7, enabled: true },
    ]);
    expect(sent()).toBe(before);
    target.breakpoints.settle(programPath, [
      { id: 1, ...at(6), startedLine: null, enabled: true },
      { id: 2, ...at(8), startedLine: 7, enabled: true },
    ]);
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([
      { id: 1, line: 5 },
      { id: 2, line: 7 },
    ]);
  });

  it('of two breakpoints whose lines were joined one is taken back', async () => {
    target.breakpoints.toggle(at(5));
    target.breakpoints.toggle(at(6));
    target.dispatch({
      type: 'edited',
      path: programPath,
      edit: {
        changes: [{ range: { startLineNumber: 5, startColumn: 3, endLineNumber: 6, endColumn: 1 }, text: '' }],
        before: [],
        after: [],
      },
    });
    target.breakpoints.move(
      new Map([
        [1, 5],
        [2, 5],
      ]),
    );
    await settled();
    expect(session.argumentsOf('setBreakpoints').at(-1)?.breakpoints).toEqual([{ id: 1, line: 5 }]);
  });

  it('a stop in an edited text is shown on the line as it is now, and moves with it', async () => {
    target.dispatch({ type: 'edited', path: programPath, edit: { changes: [lineAbove], before: [], after: [] } });
    await stopped();
    expect(statusText(target.state)).toBe('Paused on breakpoint at main.py:8 in f');
    target.dispatch({ type: 'edited', path: programPath, edit: { changes: [lineAbove], before: [], after: [] } });
    expect(statusText(target.state)).toBe('Paused on breakpoint at main.py:9 in f');
  });

  it('a stop is shown with its place', async () => {
    await stopped();
    expect(statusText(target.state)).toBe('Paused on breakpoint at main.py:7 in f');
  });

  it('a stop that is over before its call stack arrives is never shown', async () => {
    session.emit('stopped', { reason: 'breakpoint', threadId: 1 });
    session.emit('continued', { threadId: 1 });
    await settled();
    expect(target.state.execution).toBe('running');
  });

  it('a death is reported, and Debug starts again', async () => {
    session.emit('terminated', {});
    session.emit('dapper/died', { reason: 'Python ran out of memory.' });
    expect(statusText(target.state)).toBe('Python has stopped: Python ran out of memory.');
    await target.start('debug');
    expect(target.state.execution).toBe('running');
  });

  it('the end of its worker is not reported again by each answer that is missing', async () => {
    const printed: string[] = [];
    target.onOutput(({ text }) => printed.push(text));
    const end = workerDied('Python was ended.');
    let fail = (_error: Error) => {};
    const asked = () =>
      new Promise<void>((_resolve, reject) => {
        fail = reject;
      });
    target.guard(asked());
    session.emit('terminated', {});
    fail(new RequestError(end));
    await settled();
    expect(printed).toEqual([]);
    // Whoever asks afterwards learns why there is no answer.
    target.guard(Promise.reject(new RequestError(end)));
    await settled();
    expect(printed).toEqual([`${end.message}\n`]);
  });

  it("Restart is the session's own, with the text as it is now, and keeps the mode", async () => {
    const shown: string[] = [];
    target.subscribe(({ execution }) => shown.push(execution));
    text = 'print(2)\n';
    await target.restart();
    expect(session.restarts).toBe(1);
    expect(session.files).toEqual([{ path: programPath, text }]);
    expect(session.argumentsOf('launch')).toHaveLength(2);
    expect([...new Set(shown)]).toEqual(['starting', 'running']);
    expect(target.state.mode).toBe('debug');
  });

  it('a stop that is over by a restart is not taken for one of the new program', async () => {
    await stopped();
    const restarted = target.restart();
    session.emit('continued', { threadId: 1, allThreadsContinued: true });
    expect(target.state).toMatchObject({ execution: 'starting', paused: undefined });
    await restarted;
    expect(target.state.execution).toBe('running');
  });

  it('Restart while it is being started again takes that back first', async () => {
    const first = target.restart();
    await Promise.all([first, target.restart()]);
    expect(session.restarts).toBe(1);
    expect(session.asked.filter(({ command }) => command === 'configurationDone')).toHaveLength(2);
    expect(target.state.execution).toBe('running');
  });

  it('Stop takes back a restart', async () => {
    const restarted = target.restart();
    await target.stop();
    await restarted;
    expect(session.argumentsOf('launch')).toHaveLength(1);
    expect(statusText(target.state)).toBe('Stopped');
  });
});

describe('at an exception', () => {
  const enabled = () => commands.filter((command) => command.enabled(target.state)).map(({ id }) => id);

  it.each([
    ['unhandled', true, ['continue', 'restart', 'stop'], /^Nothing is left to step through/],
    ['unhandled', false, ['continue', 'stepOver', 'stepInto', 'stepOut', 'restart', 'stop'], /^Nothing will handle it/],
    ['always', false, ['continue', 'stepOver', 'stepInto', 'stepOut', 'restart', 'stop'], undefined],
    ['userUnhandled', false, ['continue', 'stepOver', 'stepInto', 'stepOut', 'restart', 'stop'], undefined],
  ] as const)('(%s, has left the program: %j) what can be done is %j', async (breakMode, hasLeftProgram, ids, next) => {
    session = new FakeSession({ exceptionInfo: () => ({ exceptionId: 'ValueError', breakMode, hasLeftProgram }) });
    target = new Debugger(session, noText);
    await booted();
    await target.start('debug');
    session.emit('stopped', { reason: 'exception', threadId: 1 });
    await settled();
    expect(enabled()).toEqual(ids);
    const note = commands.find(({ id }) => id === 'continue')?.note?.(target.state, target.localize);
    expect(note).toBe(hasLeftProgram ? 'ends the program, with its traceback' : undefined);
    const said = target.state.paused && nextAtException(target.state.paused);
    if (next) expect(said).toMatch(next);
    else expect(said).toBeUndefined();
  });

  it('of a task does not claim that it ends the program: nobody may await the task', async () => {
    const exception = { exceptionId: 'ValueError', breakMode: 'unhandled' };
    session = new FakeSession({ exceptionInfo: () => exception });
    target = new Debugger(session, noText);
    await booted();
    await target.start('debug');
    session.emit('stopped', { reason: 'exception', threadId: 1, task: 'forgotten' });
    await settled();
    expect(target.state.paused && nextAtException(target.state.paused)).toMatch(/only reports it/);
  });
});

describe('while the program is paused', () => {
  beforeEach(async () => {
    await booted();
    await target.start('debug');
    await stopped();
  });

  it('expressions are evaluated in the frame that was selected', async () => {
    target.selectFrame(2);
    await target.evaluate('n', 'watch');
    expect(session.argumentsOf('evaluate').at(-1)).toEqual({ expression: 'n', context: 'watch', frameId: 2 });
  });

  it('a short evaluation is not shown', async () => {
    const before = target.state;
    const entered = new Entered(target);
    await entered.evaluate('n');
    expect(target.state).toBe(before);
    expect(entered.interrupt()).toBe(false);
  });
});
