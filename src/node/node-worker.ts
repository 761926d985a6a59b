/** The debugger's worker as a thread of Node. */
import { type MessagePort, Worker } from 'node:worker_threads';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import type { WorkerHandle } from '../client/worker-handle.ts';
import { compileInterpreter } from './interpreter.ts';
import { sizeStacks } from './suspension.ts';

/**
 * Megabytes of stack. Python's own limit must be what ends a recursion: a thousand frames of Python take several times
 * more WebAssembly stack than Node's default of 4 MB has, once each is a call in C.
 */
const STACK_MEGABYTES = 64;

/** What a worker thread receives at its start. */
export interface NodeWorkerData {
  /** Absolute path of the folder of another release of Pyodide than the installed one. */
  readonly pyodide?: string;
  /** Tells of the installed release's interpreter (see `compileInterpreter`), if that runs and starts from a snapshot. */
  readonly interpreter?: MessagePort;
}

/**
 * Starts it.
 *
 * @param entry - URL of the bundle of `worker-entry.ts`.
 * @param pyodide - See `NodeWorkerData`.
 */
export function startNodeWorker(entry: URL, pyodide?: string): WorkerHandle {
  sizeStacks();
  const interpreter = pyodide === undefined ? compileInterpreter(entry) : undefined;
  const workerData: NodeWorkerData = { ...(pyodide !== undefined && { pyodide }), ...(interpreter && { interpreter }) };
  const worker = new Worker(entry, {
    workerData,
    transferList: interpreter ? [interpreter] : [],
    resourceLimits: { stackSizeMb: STACK_MEGABYTES },
    // Standard output is the protocol's. Nothing in the worker writes there on purpose; if something does, it is a
    // message for a person.
    stdout: true,
  });
  worker.stdout.pipe(process.stderr, { end: false });
  let death: string | undefined;
  let onDeath: WorkerHandle['onDeath'] = null;
  const die = (reason: string) => {
    death ??= reason;
    onDeath?.(reason);
  };
  const handle: WorkerHandle = {
    endpoint: nodeEndpoint(worker),
    terminate: () => void worker.terminate(),
    get onDeath() {
      return onDeath;
    },
    /** Whoever asks late hears it too. */
    set onDeath(listener) {
      onDeath = listener;
      if (death !== undefined) listener?.(death);
    },
  };
  worker.on('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'it ran out of memory' : String(error);
    die(`Python's worker thread failed: ${why}.`);
  });
  worker.on('exit', (code) => die(`Python's worker thread ended by itself (exit code ${code}).`));
  return handle;
}
