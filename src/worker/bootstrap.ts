import type { PyCallable } from 'pyodide/ffi';
import source from './bootstrap.py?raw';
import type { Pyodide } from './platform.ts';

/** One of the functions of `bootstrap.py`, each time in a namespace of its own. */
export function fromBootstrap(pyodide: Pyodide, name: string): PyCallable {
  const names = pyodide.toPy({});
  pyodide.runPython(source, { globals: names, filename: '<dapper bootstrap>' });
  const callable: PyCallable = names.get(name);
  names.destroy();
  return callable;
}
