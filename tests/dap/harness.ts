/**
 * Sessions for tests, each message of which is checked against DAP's schema.
 *
 * - `openSession()` is a `DebugSession` over a worker thread of this process: quick, typed, what most tests want.
 *   `driver.ts` builds on it: breakpoints by marker, stops, stacks, variables.
 * - `openBin()` starts the built `dapper-web-dap` as an editor does and gives `@vscode/debugadapter-testsupport`'s client.
 *
 * The environment variable `DAPPER_RELEASE` names another release of Pyodide for `openSession` (see `releases.ts`): any
 * test can be run on it. `DAPPER_TRANSPORT` names another transport, `jspi`.
 *
 * Both use the bundles in `dist/node`, which `scripts/vitest-node-build.mjs` builds before the integration tests. A message
 * that the schema does not allow fails the test: `openSession` when it is disposed or the test ends, `openBin` at `stop()`.
 */
import { fileURLToPath } from 'node:url';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import { onTestFinished } from 'vitest';
import { takeTransport } from '../../src/channel/index.ts';
import { Supervisor, type SupervisorOptions } from '../../src/client/index.ts';
import type { WorkerHandle } from '../../src/client/worker-handle.ts';
import { startNodeWorker } from '../../src/node/node-worker.ts';
import { errorBody } from '../../src/protocol/errors.ts';
import { RequestError } from '../../src/protocol/index.ts';
import { checkMessage, type OutMessage } from './schema.ts';

const WORKER = new URL('../../dist/node/worker-entry.mjs', import.meta.url);
const BIN = new URL('../../scripts/dapper-web-dap.mjs', import.meta.url);

/** Starts a worker thread with a release of Pyodide, by its folder in `node_modules`; the product's own if none is named. */
export function startRelease(release?: string): WorkerHandle {
  if (!release) return startNodeWorker(WORKER);
  return startNodeWorker(WORKER, fileURLToPath(new URL(`../../node_modules/${release}`, import.meta.url)));
}

/** Collects what the schema has against messages. */
class Validation {
  readonly problems: string[] = [];

  check(message: OutMessage): void {
    try {
      checkMessage(message);
    } catch (error) {
      this.problems.push((error as Error).message);
    }
  }

  /** Throws if anything was wrong. */
  conclude(): void {
    const [first] = this.problems.splice(0);
    if (first !== undefined) throw new Error(first);
  }
}

/** A session whose answers and events are checked as the messages that they are on the wire. */
class CheckedSession extends Supervisor {
  private readonly validation = new Validation();
  private seq = 0;

  constructor(options: SupervisorOptions) {
    super(options);
    this.onAny((event, body) => this.check({ type: 'event', event, ...(body === undefined ? {} : { body }) }));
  }

  override async forward(command: string, args: unknown, signal?: AbortSignal): Promise<unknown> {
    const response = { type: 'response', request_seq: 1, command };
    try {
      const body = await super.forward(command, args, signal);
      this.check({ ...response, success: true, ...(body === undefined ? {} : { body }) });
      return body;
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      this.check({ ...response, success: false, message: error.message, body: errorBody(error.error) });
      throw error;
    }
  }

  conclude(): void {
    this.validation.conclude();
  }

  private check(message: { readonly type: string; readonly [property: string]: unknown }): void {
    this.seq += 1;
    this.validation.check({ seq: this.seq, ...message });
  }
}

/** A session over a worker thread. It boots at once, and is disposed when the test is over. */
export function openSession(options: Partial<SupervisorOptions> = {}): Supervisor {
  const { session, close } = startSession(options);
  onTestFinished(close);
  return session;
}

/** A session that lives as long as its owner wants. `close` ends it, and throws if a message was not as the schema says. */
export function startSession(options: Partial<SupervisorOptions> = {}): { session: Supervisor; close: () => void } {
  const session = new CheckedSession({
    startWorker: () => startRelease(process.env.DAPPER_RELEASE),
    base: '',
    bootAhead: 'never',
    transport: takeTransport(process.env.DAPPER_TRANSPORT ?? 'atomics'),
    ...options,
  });
  const close = () => {
    session.dispose();
    session.conclude();
  };
  return { session, close };
}

/** The bin, driven over standard input and output. */
export interface BinClient extends DebugClient {
  /** Every message that came, in order. */
  readonly messages: readonly OutMessage[];
}

/** Starts the bin. It is ended when the test is over. */
export async function openBin(): Promise<BinClient> {
  const client = new DebugClient(process.execPath, BIN.pathname, 'python', undefined, true) as BinClient;
  const validation = new Validation();
  const messages: OutMessage[] = [];
  Object.assign(client, { messages });
  // The client's own entry point for a message; there is no event for responses.
  const parts = client as unknown as { dispatch(body: string): void };
  const dispatch = parts.dispatch.bind(client);
  parts.dispatch = (body) => {
    const message = JSON.parse(body) as OutMessage;
    messages.push(message);
    validation.check(message);
    dispatch(body);
  };
  client.defaultTimeout = 20_000;
  await client.start();
  onTestFinished(async () => {
    await client.stop();
    validation.conclude();
  });
  return client;
}
