/** A Pyodide that the embedder's own worker loads. */
import type { BootOptions } from '../channel/index.ts';
import { browserPackages } from './packages/browser-place.ts';
import type { PackagePlace } from './packages/place.ts';
import type { Platform, Pyodide, PyodideOptions } from './platform.ts';
import type { PythonFile } from './python-files.ts';
import { readHook } from './read-hook.ts';

/**
 * Loads Pyodide. The options are to be passed on to its `loadPyodide`, with others beside them: the debugger has to be
 * there when the interpreter is made, so one that was loaded before is of no use.
 */
export type LoadPyodide = (options: PyodideOptions) => Promise<Pyodide>;

export class GivenPlatform implements Platform {
  readonly name = 'browser';
  readonly warmsUp = true;
  readonly packages: PackagePlace;
  private readonly hook: ReturnType<Platform['readHook']>;

  /** @param load - Loads the Pyodide that is given. */
  constructor(
    { base, pyodide }: BootOptions,
    private readonly load: LoadPyodide,
  ) {
    this.packages = browserPackages(base, pyodide);
    this.hook = readHook(new URL('dapper-hook.so', base).href);
  }

  loadPyodide(options: PyodideOptions): Promise<Pyodide> {
    return this.load(options);
  }

  /** What the embedder adds to the interpreter is not in any. */
  readSnapshot(): undefined {
    return undefined;
  }

  async readPackage(): Promise<readonly PythonFile[]> {
    const { pythonPackage } = await import('./python-package.ts');
    return pythonPackage();
  }

  readHook(): ReturnType<Platform['readHook']> {
    return this.hook;
  }

  /** As in `BrowserPlatform`: the client has written the program's files. */
  prepareLaunch(): void {}

  prepareSource(): void {}
}
