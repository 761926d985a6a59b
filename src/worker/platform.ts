/** What differs between a browser's worker and Node's. */
import type { loadPyodide, PyodideAPI } from 'pyodide';
import type { CheckedArguments } from '../protocol/index.ts';
import type { PackagePlace } from './packages/place.ts';
import type { PythonFile } from './python-files.ts';

/** Pyodide's interface. */
export type Pyodide = PyodideAPI;

/** Options that the boot passes to `loadPyodide`. */
export type PyodideOptions = NonNullable<Parameters<typeof loadPyodide>[0]>;

/** What a boot from a snapshot starts from. */
export interface Snapshot {
  /** Stands for the snapshot with Pyodide, which has it put into a memory of its size. */
  image(memory: () => WebAssembly.Memory): Uint8Array;
  /** Further options for Pyodide. */
  readonly options: PyodideOptions;
  /** Releases what it came from. */
  close(): void;
  /** The interpreter's module, which may come in while Pyodide loads; the platform's where it is absent. */
  readonly interpreter?: Promise<WebAssembly.Module> | undefined;
  /** Settles when it is known whether the module may run. */
  readonly sound?: Promise<unknown> | undefined;
  /**
   * Whether the engine has optimized a function of WebAssembly. Absent where all are compiled so that programs run at
   * full speed at once; else the interpreter is to be warmed up.
   */
  readonly isOptimized?: (wasmFunction: unknown) => boolean;
}

/** Keeps a snapshot for later boots, if it can: whatever prevents that, a boot goes on without. */
export interface SnapshotKeeper {
  /** Takes a snapshot in place of the one that is kept, which is of no use. */
  keep(snapshot: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Removes the one that is kept. */
  drop(): Promise<void>;
}

/** A place where the worker can run. */
export interface Platform {
  readonly name: 'browser' | 'node';
  /** What was started, as `sys.executable` has it; absent: as Pyodide sets it. */
  readonly executable?: string;
  /** Where it gets packages from. */
  readonly packages: PackagePlace;
  /** Whether the interpreter is to be warmed up while nobody waits for it. */
  readonly warmsUp: boolean;
  /** The interpreter's module, where Pyodide is not to compile it itself. */
  readonly interpreter?: Promise<WebAssembly.Module> | undefined;
  /** Loads Pyodide from where its files are. */
  loadPyodide(options: PyodideOptions): Promise<Pyodide>;
  /**
   * A snapshot of Pyodide's memory with the debugger imported; undefined where there is none. It holds what its engine
   * could do (suspend, call through WebAssembly trampolines), so only the engine that made it can use it.
   */
  readSnapshot(): Promise<Snapshot | undefined> | Snapshot | undefined;
  /** Where snapshots are kept for later boots; absent where the build has made the one that there is. */
  readonly snapshots?: SnapshotKeeper | undefined;
  /** The debugger's Python package, for an interpreter that lacks it. */
  readPackage(): Promise<readonly PythonFile[]>;
  /** The eval-frame hook, a side module for Pyodide; null with a reason if it is unavailable. */
  readHook(): Promise<Uint8Array | { readonly missing: string }>;
  /**
   * Makes the program's files visible to Python.
   *
   * @throws RequestError if the program cannot be debugged as the arguments say.
   */
  prepareLaunch(pyodide: Pyodide, args: CheckedArguments<'launch'>): void;
  /** Makes a source file visible to Python, if it can be; a breakpoint in any other file stays pending. */
  prepareSource(pyodide: Pyodide, path: string): void;
}
