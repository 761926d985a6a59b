/** A Pyodide that the embedder's own worker loads. */
import type { BootOptions } from '../channel/index.ts';
import { browserPackages } from './packages/browser-place.ts';
import type { PackagePlace } from './packages/place.ts';
import type { Platform, Pyodide, PyodideOptions } from './platform.ts';
import { fetchHook, WebPlatform } from './web-platform.ts';

/**
 * Loads Pyodide. The options are to be passed on to its `loadPyodide`, with others beside them: the debugger has to be
 * there when the interpreter is made, so one that was loaded before is of no use.
 */
export type LoadPyodide = (options: PyodideOptions) => Promise<Pyodide>;

export class GivenPlatform extends WebPlatform {
  readonly packages: PackagePlace;
  protected readonly hook: ReturnType<Platform['readHook']>;

  /** @param load - Loads the Pyodide that is given. */
  constructor(
    { base, pyodide }: BootOptions,
    private readonly load: LoadPyodide,
  ) {
    super();
    this.packages = browserPackages(base, pyodide);
    this.hook = fetchHook(new URL('dapper-hook.so', base).href);
  }

  loadPyodide(options: PyodideOptions): Promise<Pyodide> {
    return this.load(options);
  }

  /** What the embedder adds to the interpreter is not in any. */
  readSnapshot(): undefined {
    return undefined;
  }
}
