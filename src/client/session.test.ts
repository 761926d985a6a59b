import * as Comlink from 'comlink';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type BootOptions, openWorkerChannel, type WorkerChannel } from '../channel/index.ts';
import type { RequestMessage } from '../protocol/index.ts';
import { Supervisor, type SupervisorOptions } from './session.ts';
import type { WorkerHandle } from './worker-handle.ts';

/** A worker without Python: it answers as the test says. */
class FakeWorker {
  readonly requests: RequestMessage[] = [];
  readonly mounted: string[] = [];
  terminated = false;
  readonly handle: WorkerHandle;
  private channel: WorkerChannel | undefined;
  private readonly port: MessagePort;

  constructor(
    readonly number: number,
    private readonly answer: (worker: FakeWorker, request: RequestMessage) => void,
    bootError?: string,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.port = port2;
    const api = {
      boot: ({ endpoint }: BootOptions) => {
        if (bootError) throw new Error(bootError);
        const channel = openWorkerChannel(endpoint);
        channel.onArrival = () => this.serve();
        this.channel = channel;
      },
      mount: (files: { path: string }[]) => void this.mounted.push(...files.map(({ path }) => path)),
    };
    Comlink.expose(api, port2);
    this.handle = {
      endpoint: port1,
      terminate: () => {
        this.terminated = true;
        port1.close();
        this.port.close();
      },
      onDeath: null,
    };
  }

  event(event: string, body?: unknown): void {
    this.channel?.post(JSON.stringify({ seq: 0, type: 'event', event, body }));
  }

  respond(request: RequestMessage, body?: unknown): void {
    const { seq, command } = request;
    this.channel?.post(JSON.stringify({ seq: 0, type: 'response', request_seq: seq, success: true, command, body }));
  }

  get commands(): string[] {
    return this.requests.map(({ command }) => command);
  }

  private serve(): void {
    for (let text = this.channel?.poll(); text; text = this.channel?.poll()) {
      const request = JSON.parse(text) as RequestMessage;
      this.requests.push(request);
      this.answer(this, request);
    }
  }
}

/** Answers like an adapter; each worker numbers its breakpoints from a start of its own. */
function adapterLike(worker: FakeWorker, request: RequestMessage): void {
  if (request.command === 'setBreakpoints') {
    const { breakpoints = [] } = request.arguments as { breakpoints?: { line: number }[] };
    const answers = breakpoints.map(({ line }, index) => ({ id: worker.number * 100 + index, verified: true, line }));
    worker.respond(request, { breakpoints: answers });
  } else {
    worker.respond(request, {});
    if (request.command === 'initialize') worker.event('initialized');
  }
}

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
    bootAhead: false,
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
    expect(breakpoints).toEqual([{ verified: false, line: 9, message: 'Will be set when the program starts again.' }]);
    await session.restart();
    const replayed = newest().requests.find(({ command }) => command === 'setBreakpoints');
    expect(replayed?.arguments).toMatchObject({ breakpoints: [{ line: 9 }] });
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
      'setBreakpoints',
      'setExceptionBreakpoints',
      'launch',
      'configurationDone',
    ]);
    expect(newest().requests[3]?.arguments).toEqual({ program: '/p/main.py', args: ['x'] });
    expect(events()).not.toContain('initialized');
    expect(events()).not.toContain('terminated');
    expect(session.phase).toBe('active');
  });

  it('keeps the ids of breakpoints valid', async () => {
    await session.request('initialize', { adapterID: 'x' });
    const before = await session.request('setBreakpoints', { source: SOURCE, breakpoints: [{ line: 3 }, { line: 5 }] });
    await session.request('launch', { program: '/p/main.py' });
    await session.restart();
    newest().event('stopped', { reason: 'breakpoint', threadId: 1, hitBreakpointIds: [201] });
    await vi.waitFor(() => expect(events()).toContain('stopped'));
    expect(happened.at(-1)?.[1]).toMatchObject({ hitBreakpointIds: [before.breakpoints[1]?.id] });
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

describe('prepare', () => {
  it('keeps a worker that nobody has used', async () => {
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    expect(workers).toHaveLength(1);
  });

  it('replaces one that was used, by one that was booted ahead', async () => {
    session.dispose();
    workers = [];
    session = open({ bootAhead: true });
    await debug();
    newest().event('terminated', {});
    await vi.waitFor(() => expect(workers).toHaveLength(2));
    await session.prepare([{ path: '/p/a.py', text: '' }]);
    expect(workers).toHaveLength(2);
    expect(newest().mounted).toEqual(['/p/a.py']);
    await session.request('initialize', { adapterID: 'x' });
    expect(newest().commands).toEqual(['initialize']);
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
    session = open({ bootAhead: true });
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
