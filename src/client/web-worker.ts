/** The debugger's worker as a module worker of the page. */
import url from '../worker/browser.ts?worker&url';
import { startModuleWorker } from './module-worker.ts';
import type { WorkerHandle } from './worker-handle.ts';

/** Starts it. */
export function startWebWorker(): WorkerHandle {
  // A URL is the only link to the worker's code.
  const worker = startModuleWorker(url, 'dapper');
  const handle: WorkerHandle = { endpoint: worker, terminate: () => worker.terminate(), onDeath: null };
  worker.addEventListener('error', (event) => {
    handle.onDeath?.(`Python's worker failed: ${event.message || 'it could not be loaded'}.`);
  });
  worker.addEventListener('messageerror', () => handle.onDeath?.("Python's worker sent what cannot be read."));
  return handle;
}
