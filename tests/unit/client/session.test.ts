import { describe, expect, it, vi } from 'vitest';
import type { RequestMessage } from '../../../src/protocol/index.ts';
import { debug, events, happened, newest, reopen, SOURCE, session, silent, useSession, workers } from './supervised.ts';

useSession();

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
    reopen({}, 'no such file');
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
    expect(newest().written).toEqual(['/p/main.py']);
    expect(newest().commands).toEqual([
      'dapper/writeFiles',
      'initialize',
      'launch',
      'setBreakpoints',
      'setExceptionBreakpoints',
      'configurationDone',
    ]);
    expect(newest().requests[2]?.arguments).toEqual({ program: '/p/main.py', args: ['x'] });
    expect(events()).not.toContain('initialized');
    expect(events()).not.toContain('terminated');
    expect(session.phase).toBe('active');
  });

  it('keeps the ids of breakpoints valid', async () => {
    await session.request('initialize', { adapterID: 'x' });
    const before = await session.request('setBreakpoints', { source: SOURCE, breakpoints: [{ line: 3 }, { line: 5 }] });
    await session.request('launch', { program: '/p/main.py' });
    await session.restart();
    newest().event('stopped', { reason: 'breakpoint', threadId: 1, hitBreakpointIds: [2] });
    await vi.waitFor(() => expect(events()).toContain('stopped'));
    expect(before.breakpoints.map(({ id }) => id)).toEqual([1, 2]);
    expect(happened.at(-1)?.[1]).toMatchObject({ hitBreakpointIds: [2] });
    const replayed = newest().requests.find(({ command }) => command === 'setBreakpoints');
    expect(replayed?.arguments).toMatchObject({
      breakpoints: [
        { line: 3, id: 1 },
        { line: 5, id: 2 },
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

describe('a launch that is terminated while packages come', () => {
  it('has ended once, and the next start says nothing of it', async () => {
    await session.request('initialize', { adapterID: 'x' });
    silent.add('launch');
    const launched = session.request('launch', { program: '/p/main.py' });
    await vi.waitFor(() => expect(newest().commands).toContain('launch'));
    await session.request('terminate', {});
    newest().event('terminated', {});
    newest().respond(newest().requests.find(({ command }) => command === 'launch') as RequestMessage);
    await launched;
    expect(session.phase).toBe('ended');
    await session.prepare([{ path: '/p/main.py', text: 'pass' }]);
    expect(workers).toHaveLength(2);
    expect(events().filter((event) => event === 'terminated')).toHaveLength(1);
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

  it('are counted and dropped, which one line reports', async () => {
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
        { category: 'console', output: 'The program sends messages in place of the debugger. They are dropped.\n' },
      ],
    ]);
    expect(await session.request('threads', undefined)).toEqual({ threads: [{ id: 1, name: 'MainThread' }] });
    newest().event('terminated', {});
    await vi.waitFor(() => expect(events()).toContain('terminated'));
    expect(happened.at(-2)?.[1]).toMatchObject({ output: '16 messages of the program were dropped.\n' });
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

it('a check of a breakpoint leaves no traces: the worker that was asked is the one that runs the program', async () => {
  await session.request('dapper/checkBreakpoint', { condition: 'n ==' });
  await session.prepare([]);
  expect(workers).toHaveLength(1);
  await session.request('initialize', { adapterID: 'x' });
  await session.prepare([]);
  expect(workers).toHaveLength(2);
});
