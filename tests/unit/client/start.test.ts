/** One conversation starts a program, whoever starts it, and starts it again. It stands in start.json. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { takeTransport } from '../../../src/channel/index.ts';
import type { DebugSession } from '../../../src/client/connection.ts';
import { measureOverhead } from '../../../src/client/overhead.ts';
import { programPath } from '../../../src/client/program.ts';
import { Supervisor } from '../../../src/client/session.ts';
import { type StartPlan, startProgram } from '../../../src/client/start.ts';
import { singleFile } from '../../../src/model/program-files.ts';
import { HOME_FOLDER, type RequestMessage } from '../../../src/protocol/index.ts';
import { Debugger } from '../../../src/ui/session/debugger.ts';
import { adapterLike, FakeWorker } from './fake-worker.ts';
import conversation from './start.json' with { type: 'json' };

const TEXT = 'def f():\n    pass\nf()\n';
const plan: StartPlan = {
  files: [{ path: programPath, text: TEXT }],
  launch: { program: programPath, cwd: HOME_FOLDER },
  breakpoints: () => [{ source: { path: programPath }, breakpoints: [{ line: 3 }] }],
  filters: () => ({ filters: [] }),
};

let workers: FakeWorker[];
let sessions: Supervisor[];

/** A session whose workers have no Python, and end a program as soon as it is started if `ends`. */
function open(ends = false): Supervisor {
  const answer = (worker: FakeWorker, request: RequestMessage) => {
    adapterLike(worker, request);
    if (!ends || request.command !== 'configurationDone') return;
    worker.event('dapper/state', { state: 'running' });
    setTimeout(() => worker.event('exited', { exitCode: 0 }), 250);
  };
  const startWorker = () => {
    const worker = new FakeWorker(workers.length + 1, answer);
    workers.push(worker);
    return worker.handle;
  };
  const session = new Supervisor({ startWorker, base: '', bootAhead: 'never', transport: takeTransport('atomics') });
  sessions.push(session);
  return session;
}

const said = (worker: FakeWorker | undefined) =>
  worker?.requests.map(({ command, arguments: args }) => ({ command, arguments: args }));
/** The conversation with what differs from one who starts to another. */
const withArguments = (changes: Record<string, unknown>) =>
  conversation.map(({ command, arguments: args }) => ({ command, arguments: changes[command] ?? args }));

beforeEach(() => {
  workers = [];
  sessions = [];
});
afterEach(() => {
  for (const session of sessions) session.dispose();
});

describe('a program', () => {
  it('is started by one conversation', async () => {
    await startProgram(open(), plan);
    expect(workers).toHaveLength(1);
    expect(said(workers[0])).toEqual(conversation);
  });

  it('is started again by the same, in which its breakpoints have their numbers', async () => {
    const session = open();
    await startProgram(session, plan);
    await session.restart();
    expect(workers).toHaveLength(2);
    expect(said(workers[1])).toEqual(conversation);
  });

  it('is started again by the same for an editor, in its own words', async () => {
    const session = open();
    const initialize = { adapterID: 'editor' };
    await session.forward('initialize', initialize);
    for (const { command, arguments: args } of conversation.slice(2)) await session.forward(command, args);
    await session.forward('restart', { arguments: { args: ['x'] } });
    expect(workers).toHaveLength(2);
    const launch = { program: programPath, cwd: HOME_FOLDER, args: ['x'] };
    const wanted = withArguments({ launch, initialize });
    expect(said(workers[1])).toEqual(wanted.slice(1));
  });

  it('is started again with other files, arguments and breakpoints', async () => {
    const session = open();
    await startProgram(session, plan);
    const files = [{ path: programPath, text: 'pass' }];
    await session.restart({ files, launch: { noDebug: true }, breakpoints: () => [], filters: () => undefined });
    expect(workers[1]?.commands).toEqual(['dapper/writeFiles', 'initialize', 'launch', 'configurationDone']);
    expect(said(workers[1])?.[0]?.arguments).toEqual({ files });
    expect(said(workers[1])?.[2]?.arguments).toEqual({ ...plan.launch, noDebug: true });
  });

  it('whose restart is overtaken by another is not reported as ended by either', async () => {
    const session = open();
    await startProgram(session, plan);
    const events: string[] = [];
    session.onAny((event) => events.push(event));
    const overtaken = session.restart();
    const restarted = session.restart();
    await expect(overtaken).rejects.toThrow('restarted before this could be answered');
    await restarted;
    expect(events).not.toContain('terminated');
    expect(session.phase).toBe('active');
    await session.request('threads', undefined);
  });

  it('is started by the page by the same, and started again', async () => {
    const target = new Debugger(
      open() as DebugSession,
      singleFile(programPath, () => TEXT),
    );
    target.breakpoints.toggle({ path: programPath, line: 3 });
    await vi.waitFor(() => expect(target.state.execution).toBe('ready'));
    await target.start('debug');
    const launch = { program: programPath, cwd: HOME_FOLDER, noDebug: false, stopOnEntry: false };
    const setBreakpoints = { source: { path: programPath, name: 'main.py' }, breakpoints: [{ line: 3, id: 1 }] };
    const setExceptionBreakpoints = { filters: expect.any(Array) };
    const wanted = withArguments({ launch, setBreakpoints, setExceptionBreakpoints });
    expect(said(workers[0])?.slice(0, wanted.length)).toEqual(wanted);
    await target.restart();
    expect(said(workers[1])?.slice(0, wanted.length)).toEqual(wanted);
  });

  it('is measured by the same', async () => {
    const onProgress = () => {};
    await measureOverhead({
      open: () => open(true),
      text: TEXT,
      rounds: 1,
      onProgress,
      signal: new AbortController().signal,
    });
    expect(workers).toHaveLength(5);
    for (const worker of workers) {
      expect(worker.commands.filter((command) => command !== 'setBreakpoints')).toEqual(
        conversation.map(({ command }) => command).filter((command) => command !== 'setBreakpoints'),
      );
    }
    expect(workers.filter(({ commands }) => commands.includes('setBreakpoints'))).toHaveLength(3);
  });

  it('whose start is taken back before the adapter knows of it is never launched', async () => {
    const control = new AbortController();
    const asked = vi.fn();
    const started = startProgram(open(), plan, { onAsked: asked }, control.signal);
    control.abort();
    await started;
    expect(asked).not.toHaveBeenCalled();
    expect(workers[0]?.commands).toEqual(['dapper/writeFiles']);
  });

  it('whose start is taken back later is configured no further', async () => {
    const control = new AbortController();
    const onBreakpoints = () => control.abort();
    await startProgram(open(), plan, { onBreakpoints }, control.signal);
    expect(workers[0]?.commands).not.toContain('configurationDone');
  });
});
