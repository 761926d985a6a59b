import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Supervisor, type SupervisorOptions } from '../../../src/client/session.ts';
import type { RequestMessage } from '../../../src/protocol/index.ts';
import { adapterLike, FakeWorker } from './fake-worker.ts';

let workers: FakeWorker[];
let session: Supervisor;
let happened: [string, unknown][];
let silent: Set<string>;

function open(options: Partial<SupervisorOptions> = {}, bootError?: string): Supervisor {
  const supervisor = new Supervisor({
    startWorker: () => {
      const answer = (worker: FakeWorker, request: RequestMessage) => {
        if (!silent.has(request.command)) adapterLike(worker, request);
      };
      const worker = new FakeWorker(workers.length + 1, answer, bootError);
      workers.push(worker);
      return worker.handle;
    },
    base: '',
    bootAhead: 'never',
    ...options,
  });
  supervisor.onAny((event, body) => happened.push([event, body]));
  return supervisor;
}

beforeEach(() => {
  workers = [];
  happened = [];
  silent = new Set();
  session = open();
});
afterEach(() => session.dispose());

const SOURCE = { path: '/p/main.py' };
const events = () => happened.map(([event]) => event);
const newest = () => workers.at(-1) as FakeWorker;

async function debug(): Promise<void> {
  await session.request('initialize', { adapterID: 'x' });
  await session.request('setBreakpoints', { source: SOURCE, breakpoints: [{ line: 3 }, { line: 5 }] });
  await session.request('setExceptionBreakpoints', { filters: ['raised'] });
  await session.request('launch', { program: '/p/main.py' });
  await session.request('configurationDone', undefined);
  newest().event('dapper/state', { state: 'running' });
  await vi.waitFor(() => expect(events()).toContain('dapper/state'));
}

describe('the death of a worker', () => {
  it('rejects what is pending, tells why, and ends the program', async () => {
    await debug();
    silent.add('pause');
    const pending = session.request('pause', { threadId: 1 });
    await vi.waitFor(() => expect(newest().commands).toContain('pause'));
    newest().handle.onDeath?.('It ran out of memory.');
    const reason = 'It ran out of memory. Start the program again to get a fresh Python.';
    await expect(pending).rejects.toThrow(reason);
    expect(happened.slice(-3)).toEqual([
      ['output', { category: 'important', output: `${reason}\n` }],
      ['terminated', {}],
      ['dapper/died', { reason }],
    ]);
    expect(session.phase).toBe('dead');
    await expect(session.request('threads', undefined)).rejects.toThrow('It ran out of memory.');
  });

  it('during the boot rejects what waits for it', async () => {
    session.dispose();
    session = open({}, 'no such file');
    const early = session.request('initialize', { adapterID: 'x' });
    await expect(early).rejects.toThrow('Python could not be started: no such file');
    await expect(session.ready).rejects.toThrow('no such file');
    expect(events()).toContain('dapper/died');
  });

  it('leaves breakpoints to be set for the next start', async () => {
    await debug();
    newest().handle.onDeath?.('gone');
    const { breakpoints } = await session.request('setBreakpoints', { source: SOURCE, breakpoints: [{ line: 9 }] });
    const message = 'Will be set when the program starts again.';
    expect(breakpoints).toEqual([{ id: expect.any(Number), verified: false, line: 9, message }]);
    await session.restart();
    const replayed = newest().requests.find(({ command }) => command === 'setBreakpoints');
    expect(replayed?.arguments).toMatchObject({ breakpoints: [{ id: breakpoints[0]?.id, line: 9 }] });
  });
});

describe('restart', () => {
  it('brings a new worker to where the last one was, and keeps it quiet about that', async () => {
    await session.prepare([{ path: '/p/main.py', text: 'pass' }]);
    await debug();
    happened.length = 0;
    await session.request('restart', { arguments: { args: ['x'] } });
    expect(workers[0]?.terminated).toBe(true);
    expect(newest().mounted).toEqual(['/p/main.py']);
    expect(newest().commands).toEqual([
      'initialize',
      'launch',
      'setBreakpoints',
      'setExceptionBreakpoints',
      'configurationDone',
    ]);
    expect(newest().requests[1]?.arguments).toEqual({ program: '/p/main.py', args: ['x'] });
    expect(events()).not.toContain('initialized');
    expect(events()).not.toContain('terminated');
    expect(session.phase).toBe('active');
  });

  it('keeps the ids of breakpoints valid', async () => {
    await session.request('initialize', { adapterID: 'x' });
    const before = await session.request('setBreakpoints', { source: SOURCE, breakpoints: [{ line: 3 }, { line: 5 }] });
    await session.request('launch', { program: '/p/main.py' });
    await session.restart();
    newest().event('stopped', { reason: 'breakpoint', threadId: 1, hitBreakpointIds: [101] });
    await vi.waitFor(() => expect(events()).toContain('stopped'));
    expect(before.breakpoints[1]?.id).toBe(101);
    expect(happened.at(-1)?.[1]).toMatchObject({ hitBreakpointIds: [101] });
    const replayed = newest().requests.find(({ command }) => command === 'setBreakpoints');
    expect(replayed?.arguments).toMatchObject({
      breakpoints: [
        { line: 3, id: 100 },
        { line: 5, id: 101 },
      ],
    });
  });

  it('makes requests of the client wait until it is over', async () => {
    await debug();
    const restarted = session.restart();
    const threads = session.request('threads', undefined);
    await Promise.all([restarted, threads]);
    expect(newest().commands.at(-1)).toBe('threads');
  });

  it('is refused when nothing was launched', async () => {
    await expect(session.request('restart', undefined)).rejects.toThrow('nothing to restart');
  });
});

describe('terminate', () => {
  it('ends the worker of a program that does not stop within a second, and succeeds', async () => {
    await debug();
    silent.add('terminate');
    const start = performance.now();
    await session.request('terminate', {});
    expect(performance.now() - start).toBeGreaterThan(950);
    expect(newest().terminated).toBe(true);
    expect(events().slice(-2)).toEqual(['output', 'terminated']);
    expect(events()).not.toContain('dapper/died');
  });

  it('leaves the worker alone when the program stops in time', async () => {
    await debug();
    await session.request('terminate', {});
    newest().event('terminated', {});
    await vi.waitFor(() => expect(session.phase).toBe('ended'));
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(newest().terminated).toBe(false);
  });
});

describe('a program that does not answer', () => {
  it('is called busy after a while, and running again when it has answered', async () => {
    await debug();
    silent.add('pause');
    const pause = session.request('pause', { threadId: 1 });
    await vi.waitFor(() => expect(happened.at(-1)?.[1]).toMatchObject({ state: 'busy' }));
    newest().respond(newest().requests.at(-1) as RequestMessage);
    await pause;
    expect(happened.at(-1)).toEqual(['dapper/state', { state: 'running' }]);
  });
});

describe('messages that only the program can have sent', () => {
  const text = (message: unknown) => ({ kind: 'message', text: JSON.stringify(message) });

  it('are counted and left out, which one line tells', async () => {
    await debug();
    happened.length = 0;
    const forged = [
      null,
      5,
      'text',
      [],
      {},
      { kind: 'message' },
      { kind: 'message', text: 5 },
      { kind: 'message', text: '{' },
      { kind: 'failure', reason: {} },
      { kind: 'toString' },
      text(null),
      text({ type: 'event', event: 'stopped', body: { reason: 5 } }),
      text({ type: 'event', event: 'breakpoint', body: {} }),
      text({ type: 'event', event: 'dapper/died', body: { reason: 'x' } }),
      text({ type: 'response', request_seq: 999, success: true, command: 'threads' }),
      text({ type: 'response', request_seq: 1, success: 'yes', command: 'threads' }),
    ];
    for (const message of forged) newest().forge(message);
    await vi.waitFor(() => expect(session.strayMessages).toBe(forged.length));
    const lines = happened.filter(([event]) => event !== 'dapper/state');
    expect(lines).toEqual([
      [
        'output',
        { category: 'console', output: 'The program sends messages in place of the debugger. They are left out.\n' },
      ],
    ]);
    expect(await session.request('threads', undefined)).toEqual({ threads: [{ id: 1, name: 'MainThread' }] });
    newest().event('terminated', {});
    await vi.waitFor(() => expect(events()).toContain('terminated'));
    expect(happened.at(-2)?.[1]).toMatchObject({ output: '16 messages of the program were left out.\n' });
  });

  it('end a request with an error, if they are its answer in another shape', async () => {
    await debug();
    silent.add('stackTrace');
    const pending = session.request('stackTrace', { threadId: 1 });
    await vi.waitFor(() => expect(newest().commands).toContain('stackTrace'));
    newest().respond(newest().requests.at(-1) as RequestMessage, { stackFrames: 'none' });
    await expect(pending).rejects.toThrow('The answer to "stackTrace" cannot be read.');
  });

  it('do not keep a program from being stopped within a second, however many there are', async () => {
    await debug();
    silent.add('terminate');
    let flooding = true;
    const flood = () => {
      for (let count = 0; count < 2000; count += 1) {
        newest().forge(text({ type: 'event', event: 'output', body: { output: 'x' } }));
        newest().forge('nothing');
      }
      if (flooding) setImmediate(flood);
    };
    session.on('output', () => {
      for (const end = performance.now() + 0.5; performance.now() < end; );
    });
    flood();
    const start = performance.now();
    await session.request('terminate', {});
    flooding = false;
    expect(performance.now() - start).toBeLessThan(1800);
    expect(newest().terminated).toBe(true);
    expect(events()).toContain('terminated');
  });
});

describe('a worker that ends without a word', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => vi.useRealTimers());

  /** Seconds in which what is sent arrives. */
  async function seconds(count: number): Promise<void> {
    for (let second = 0; second < count; second += 1) {
      vi.advanceTimersByTime(1000);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }

  /** The session of each test has real timers; here begins one whose seconds pass as the test says. */
  async function begin(): Promise<void> {
    session.dispose();
    workers = [];
    happened = [];
    session = open();
    await session.ready;
  }

  it('is missed when it was idle, stopped, or waited, and one start gets a fresh one', async () => {
    for (const state of ['idle', 'stopped', 'waiting_input', 'sleeping']) {
      await begin();
      if (state !== 'idle') {
        await debug();
        newest().event('dapper/state', { state });
      }
      await seconds(20);
      expect(events()).not.toContain('dapper/died');
      newest().vanish();
      await seconds(10);
      expect(happened.at(-1)?.[0]).toBe('dapper/died');
      expect(session.phase).toBe('dead');
      await session.prepare([]);
      expect(session.phase).toBe('ready');
    }
  });

  it('is not missed while Python works', async () => {
    await begin();
    await debug();
    newest().vanish();
    await seconds(30);
    expect(session.phase).toBe('active');
  });

  it('fails the boot, if it comes no further', async () => {
    session.dispose();
    workers = [];
    session = open({
      startWorker: () => ({
        endpoint: new MessageChannel().port1,
        terminate() {},
        onDeath: null,
        mayEndSilently: true,
      }),
    });
    const ready = session.ready.catch((error: Error) => error.message);
    await seconds(10);
    expect(happened.at(-1)).toMatchObject(['dapper/progress', { label: 'Starting Python', silent: 10 }]);
    await seconds(60);
    expect(await ready).toContain('has not come any further for 60 seconds');
    expect(session.phase).toBe('dead');
  });
});

describe('prepare', () => {
  it('keeps a worker that nobody has used', async () => {
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    expect(workers).toHaveLength(1);
  });

  it('replaces one that was used, by one that was booted ahead', async () => {
    session.dispose();
    workers = [];
    session = open({ bootAhead: 'after' });
    await debug();
    newest().event('terminated', {});
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    expect(workers).toHaveLength(2);
    expect(newest().mounted).toEqual(['/p/a.py']);
    await session.request('initialize', { adapterID: 'x' });
    expect(newest().commands).toEqual(['initialize']);
  });

  it('replaces one that was booted ahead and has ended since, before that is known', async () => {
    session.dispose();
    workers = [];
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    session = open({ bootAhead: 'after' });
    await debug();
    newest().event('terminated', {});
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    newest().vanish();
    const prepared = session.prepare([{ path: '/p/a.py', text: '' }]);
    await vi.waitFor(() => {
      vi.advanceTimersByTime(1000);
      expect(workers).toHaveLength(3);
    });
    vi.useRealTimers();
    await prepared;
    expect(newest().mounted).toEqual(['/p/a.py']);
    expect(events()).not.toContain('dapper/died');
  });

  it('replaces one whose program stands, by one that was booted beside it', async () => {
    session.dispose();
    workers = [];
    session = open({ bootAhead: 'beside' });
    await debug();
    newest().event('dapper/state', { state: 'stopped' });
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    await session.restart();
    expect(newest().commands.at(-1)).toBe('configurationDone');
    expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  });
});

it('a check of a breakpoint leaves no traces: the worker that was asked is the one that runs the program', async () => {
  await session.request('dapper/checkBreakpoint', { condition: 'n ==' });
  await session.prepare([]);
  expect(workers).toHaveLength(1);
  await session.request('initialize', { adapterID: 'x' });
  await session.prepare([]);
  expect(workers).toHaveLength(2);
});

describe('what is left of workers that are gone', () => {
  const openPorts = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  /** Until the ports that were closed are gone, which takes a turn of the event loop. */
  const expectPorts = (most: number) => vi.waitFor(() => expect(openPorts()).toBeLessThanOrEqual(most));

  it('is no port, however many programs were started and ended in a session', async () => {
    session.dispose();
    workers = [];
    session = open({ bootAhead: 'after' });
    const program = async () => {
      happened = [];
      await session.prepare([]);
      await debug();
      const { length } = workers;
      newest().event('terminated', {});
      await vi.waitFor(() => expect(workers).toHaveLength(length + 1));
    };
    await program();
    await program();
    const ports = openPorts();
    for (let count = 0; count < 10; count++) await program();
    expect(workers).toHaveLength(13);
    expect(workers.filter(({ terminated }) => !terminated)).toHaveLength(2);
    await expectPorts(ports);
  });

  it('is no port, however many sessions were opened and disposed of', async () => {
    await session.ready;
    const ports = openPorts();
    for (let count = 0; count < 10; count++) {
      session.dispose();
      session = open();
      await session.ready;
    }
    await expectPorts(ports);
  });
});
