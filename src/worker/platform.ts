/** What differs between a browser's worker and Node's. */
import type { loadPyodide, PyodideAPI } from 'pyodide';
import type { LaunchArguments } from '../protocol/index.ts';

/** Pyodide's interface. */
export type Pyodide = PyodideAPI;

/** Options that the boot passes to `loadPyodide`. */
export type PyodideOptions = NonNullable<Parameters<typeof loadPyodide>[0]>;

/** A place where the worker can run. */
export interface Platform {
  readonly name: 'browser' | 'node';
  /** Loads Pyodide from where its files are. `onBytes` hears of the download, if there is one. */
  loadPyodide(options: PyodideOptions, onBytes: (done: number, total: number) => void): Promise<Pyodide>;
  /**
   * A snapshot of Pyodide's memory with the debugger imported (scripts/lib/snapshot.mjs); undefined where there is none.
   * The inner promise is of its bytes, which may come in while Pyodide loads. A snapshot holds what its engine could do
   * (suspend, call through WebAssembly trampolines), so only the engine that made it can use it: a browser has none.
   */
  readSnapshot?(): Promise<{ readonly bytes: Promise<Uint8Array> } | undefined>;
  /** Compiles the interpreter's module, where that can be done better than Pyodide does it. */
  readonly compileInterpreter?: (bytes: BufferSource) => Promise<WebAssembly.Module>;
  /** The eval-frame hook, a side module for Pyodide; null with a reason if it cannot be had. */
  readHook(): Promise<Uint8Array | { readonly missing: string }>;
  /**
   * Makes the program's files visible to Python.
   *
   * @throws RequestError if the program cannot be debugged as the arguments say.
   */
  prepareLaunch(pyodide: Pyodide, args: LaunchArguments): void;
  /** Makes a source file visible to Python, if it can be; a breakpoint in any other file stays pending. */
  prepareSource(pyodide: Pyodide, path: string): void;
}
