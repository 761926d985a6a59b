/** A session in a page. */
import type { FrameEvalConfig } from '../protocol/index.ts';
import type { DebugSession } from './connection.ts';
import { Supervisor } from './session.ts';
import { startWebWorker } from './web-worker.ts';
import type { WorkerFactory } from './worker-handle.ts';

/** How a session is made. */
export interface SessionOptions {
  /** Where the files are that are not bundled: `pyodide/` and `dapper-hook.so` below `base`. */
  readonly assets: { readonly base: URL };
  /** Starts the worker's thread; a module worker of the page when absent. */
  readonly workerFactory?: WorkerFactory;
  /** Takes this transport if it is possible; the best one when absent. */
  readonly transport?: string;
  /**
   * Whether to boot the next worker before it is needed, so that a start or restart does not wait; true when absent. Where
   * the device is short of memory that is only done when a program has ended.
   */
  readonly bootAhead?: boolean;
  /** Settings of frame evaluation for every launch; those of a launch (`frameEvalConfig`) go before them. */
  readonly frameEvalConfig?: FrameEvalConfig;
}

/** A new session. It boots at once. */
export function createSession(options: SessionOptions): DebugSession {
  return new Supervisor({
    startWorker: options.workerFactory ?? startWebWorker,
    base: options.assets.base.href,
    transport: options.transport,
    bootAhead: options.bootAhead === false ? 'never' : isShortOfMemory() ? 'after' : 'beside',
    frameEvalConfig: options.frameEvalConfig,
  });
}

/** GiB that a device has when two interpreters at once are no burden. Browsers that tell it round it, to at most 8. */
const ROOMY = 4;

/** Whether the browser says so; Firefox and Safari do not tell. */
function isShortOfMemory(): boolean {
  const { deviceMemory = ROOMY } = navigator as { deviceMemory?: number };
  return deviceMemory < ROOMY;
}
