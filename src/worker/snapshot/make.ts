/** Makes a snapshot of the memory of an interpreter that has just booted and has the debugger's modules. */
import { fromBootstrap } from '../bootstrap.ts';
import type { Pyodide } from '../platform.ts';

/** The parts of Pyodide that it keeps to itself and that nothing else offers. Older releases have none of them. */
interface Snapshotting {
  readonly _api: { readonly config: { _makeSnapshot?: boolean } };
  makeMemorySnapshot?(): Uint8Array<ArrayBuffer>;
}

/**
 * The snapshot, as Pyodide makes it; undefined where it makes none. Its own option for it is not set at the boot: it
 * would have programs find proxies in place of JavaScript's objects.
 *
 * @throws Error if the interpreter holds something that no other one could have.
 */
export function makeSnapshot(pyodide: Pyodide): Uint8Array<ArrayBuffer> | undefined {
  const { makeMemorySnapshot, _api: api } = pyodide as unknown as Snapshotting;
  if (makeMemorySnapshot === undefined) return undefined;
  run(pyodide, 'forget_start');
  api.config._makeSnapshot = true;
  try {
    return makeMemorySnapshot();
  } finally {
    delete api.config._makeSnapshot;
    run(pyodide, 'remember_start');
  }
}

/** Leaves nothing of itself behind. */
function run(pyodide: Pyodide, name: string): void {
  const callable = fromBootstrap(pyodide, name);
  callable();
  callable.destroy();
}
