/** Python's worker by itself, for a page that starts it before its other scripts are there. */
import url from '../worker/browser.ts?worker&url';
import { type InlineScheme, startModuleWorker } from './module-worker.ts';

/** @param script - See `startPythonWorker`. */
export function pythonScript(script?: URL): string {
  // A URL is the only link to the worker's code.
  return (script ?? new URL(url, document.baseURI)).href;
}

/**
 * Starts it; what is sent to it waits until it has its script.
 *
 * @param script - The worker's script, where that is not the one that the bundler has put beside this code.
 * @param scheme - See `startModuleWorker`.
 */
export function startPythonWorker(script?: URL, scheme?: InlineScheme): Worker {
  return startModuleWorker(pythonScript(script), 'dapper', scheme);
}
