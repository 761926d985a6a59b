/** A session over workers without Python, anew for each test of a file that calls `useSession`. */
import { afterEach, beforeEach, expect, vi } from 'vitest';
import { takeTransport } from '../../../src/channel/index.ts';
import { Supervisor } from '../../../src/client/session.ts';
import type { SupervisorOptions } from '../../../src/client/supervisor-options.ts';
import type { RequestMessage } from '../../../src/protocol/index.ts';
import { adapterLike, FakeWorker } from './fake-worker.ts';

export let session: Supervisor;
/** Those that it has started, oldest first. */
export let workers: FakeWorker[];
/** Its events, with their bodies. */
export let happened: [string, unknown][];
/** Requests that workers do not answer. */
export let silent: Set<string>;

function open(options: Partial<SupervisorOptions>, bootError?: string): void {
  workers = [];
  happened = [];
  session = new Supervisor({
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
    transport: takeTransport('atomics'),
    ...options,
  });
  session.onAny((event, body) => happened.push([event, body]));
}

/** Opens one for each test. */
export function useSession(): void {
  beforeEach(() => {
    silent = new Set();
    open({});
  });
  afterEach(() => session.dispose());
}

/** Another one, in place of that. */
export function reopen(options: Partial<SupervisorOptions> = {}, bootError?: string): void {
  session.dispose();
  open(options, bootError);
}

export const SOURCE = { path: '/p/main.py' };
export const events = () => happened.map(([event]) => event);
export const newest = () => workers.at(-1) as FakeWorker;

/** Debugs a program. */
export async function debug(): Promise<void> {
  await session.request('initialize', { adapterID: 'x' });
  await session.request('setBreakpoints', { source: SOURCE, breakpoints: [{ line: 3 }, { line: 5 }] });
  await session.request('setExceptionBreakpoints', { filters: ['raised'] });
  await session.request('launch', { program: '/p/main.py' });
  await session.request('configurationDone', undefined);
  newest().event('dapper/state', { state: 'running' });
  await vi.waitFor(() => expect(events()).toContain('dapper/state'));
}
