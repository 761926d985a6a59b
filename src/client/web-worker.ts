/** The debugger's worker as a module worker of the page. */
import type { WorkerHandle } from './worker-handle.ts';

/** Starts it. */
export function startWebWorker(): WorkerHandle {
  // A URL is the only link to the worker's code; the bundler sees this form and builds the worker from it.
  const worker = new Worker(new URL('../worker/browser.ts', import.meta.url), { type: 'module', name: 'dapper' });
  const handle: WorkerHandle = { endpoint: worker, terminate: () => worker.terminate(), onDeath: null };
  worker.addEventListener('error', (event) => {
    handle.onDeath?.(`Python's worker failed: ${event.message || 'it could not be loaded'}.`);
  });
  worker.addEventListener('messageerror', () => handle.onDeath?.("Python's worker sent what cannot be read."));
  return handle;
}
