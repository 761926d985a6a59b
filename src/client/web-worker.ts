/** The debugger's worker as a module worker of the page. */
import trial from '../worker/trial.ts?worker&url';
import type { InlineScheme } from './module-worker.ts';
import { pythonScript, startPythonWorker } from './python-worker.ts';
import type { WorkerHandle } from './worker-handle.ts';

/** Milliseconds until a worker that says nothing is looked into. */
const SILENT = 8000;

const problems = () => import('./worker-script.ts');

/** What is started, and how. */
export interface WebWorkerPlan {
  /** The worker's script, where that is not the one that the bundler has put beside this code. */
  readonly script?: URL | undefined;
  readonly scheme?: InlineScheme;
}

/** @param started - A worker of that script which was started ahead. */
export function startWebWorker({ script, scheme }: WebWorkerPlan, started?: Worker): WorkerHandle {
  const href = pythonScript(script);
  const worker = started ?? startPythonWorker(script, scheme);
  const handle: WorkerHandle = {
    endpoint: worker,
    terminate: () => worker.terminate(),
    onDeath: null,
    mayEndSilently: true,
    onTraffic: null,
  };
  const die = (reason?: string) => reason && handle.onDeath?.(`Python's worker failed: ${reason}.`);
  // A script that comes empty is run, and says nothing.
  const silence = setTimeout(() => problems().then(({ problemOfScript }) => problemOfScript(href).then(die)), SILENT);
  worker.addEventListener('error', ({ message }) => {
    clearTimeout(silence);
    void problems().then(({ reasonOf }) => reasonOf(href, message).then(die));
  });
  // What the program posts there by itself, Comlink does not know; it must just not keep the page from anything else.
  worker.addEventListener('message', () => {
    clearTimeout(silence);
    handle.onTraffic?.();
  });
  return handle;
}

/**
 * The script of the worker that tries a transport; it lies beside that of Python's worker.
 *
 * @param script - See `startWebWorker`.
 */
export function trialScript(script?: URL): URL {
  return script ? new URL('trial.js', script) : new URL(trial, document.baseURI);
}
