/** What an embedder's own worker imports to run the debugger there, on a Pyodide that it loads itself. */
import * as Comlink from 'comlink';
import { workerApi } from './boot.ts';
import { GivenPlatform, type LoadPyodide } from './given-platform.ts';

export type { LoadPyodide } from './given-platform.ts';

/**
 * Serves a session of the page that has started this worker. To be called before the worker first waits for anything,
 * so that no message of the page is lost.
 *
 * @param load - Loads Pyodide, once the session boots.
 */
export function serveDebugger(load: LoadPyodide): void {
  Comlink.expose(workerApi((options) => new GivenPlatform(options, load)));
}
