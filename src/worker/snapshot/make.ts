/** Makes a snapshot of the memory of an interpreter that has just booted. */
import type { PyCallable } from 'pyodide/ffi';
import bootstrap from '../bootstrap.py?raw';
import type { Pyodide } from '../platform.ts';

/** The parts of Pyodide that it keeps to itself and that nothing else offers. Other releases may have none of them. */
interface PyodideInternals {
  readonly _api: { readonly config: { _makeSnapshot?: boolean } };
}

/**
 * The snapshot, as Pyodide makes it; the interpreter has the debugger's modules then. Pyodide's own option for it is not set
 * at the boot: it would have programs find proxies in place of JavaScript's objects.
 *
 * @param folder - Has the package `dapper`.
 * @throws Error if the interpreter holds something that no other one could have.
 */
export function makeSnapshot(pyodide: Pyodide, folder: string): Uint8Array<ArrayBuffer> {
  const names = pyodide.toPy({});
  pyodide.runPython(bootstrap, { globals: names, filename: '<dapper bootstrap>' });
  const prepare: PyCallable = names.get('prepare_snapshot');
  prepare(folder);
  for (const proxy of [prepare, names]) proxy.destroy();
  const { config } = (pyodide as unknown as PyodideInternals)._api;
  config._makeSnapshot = true;
  try {
    return pyodide.makeMemorySnapshot() as Uint8Array<ArrayBuffer>;
  } finally {
    delete config._makeSnapshot;
    pyodide.runPython('import sys; sys.path.insert(0, "")', { globals: pyodide.toPy({}) });
  }
}
