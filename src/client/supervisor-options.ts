/** What a session is made with. */
import type { ChosenTransport } from '../channel/index.ts';
import type { FrameEvalConfig } from '../protocol/index.ts';
import type { BootAhead } from './spare.ts';
import type { WorkerFactory } from './worker-handle.ts';

/** How a session is made. */
export interface SupervisorOptions {
  /** Starts a worker's thread. */
  readonly startWorker: WorkerFactory;
  /** Where the worker finds `pyodide/` and `dapper-hook.so`; ends in a slash. */
  readonly base: string;
  /** The folder of another Pyodide; ends in a slash. */
  readonly pyodide?: string | undefined;
  readonly bootAhead: BootAhead;
  readonly transport: ChosenTransport;
  /** Settings of frame evaluation for every launch; those of a launch go before them. */
  readonly frameEvalConfig?: FrameEvalConfig | undefined;
  /** Milliseconds that a program has to stop when asked to, before its worker is ended; a second if absent. */
  readonly stopWithin?: number | undefined;
}
