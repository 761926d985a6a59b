/** What all workers of a page have in common, wherever their Pyodide is from. */
import { DownloadError } from './download.ts';
import type { PackagePlace } from './packages/place.ts';
import type { Platform, Pyodide, PyodideOptions, Snapshot } from './platform.ts';
import type { PythonFile } from './python-files.ts';

/** What is loaded beside the worker's script. */
const PACKAGE = "The debugger's file 'python-package'";

export abstract class WebPlatform implements Platform {
  readonly name = 'browser';
  readonly warmsUp = true;
  abstract readonly packages: PackagePlace;
  /** What `readHook` gives; it is being fetched already. */
  protected abstract readonly hook: ReturnType<Platform['readHook']>;

  abstract loadPyodide(options: PyodideOptions): Promise<Pyodide>;
  abstract readSnapshot(): Promise<Snapshot | undefined> | undefined;

  /** Not needed after a snapshot, so it is a chunk of its own. */
  async readPackage(): Promise<readonly PythonFile[]> {
    const imported = await import('./python-package.ts').catch((error) => {
      // The browser's words are about scripts, of which a person knows nothing.
      throw new DownloadError(PACKAGE, String(error));
    });
    // An empty file is a module, too.
    if (imported.pythonPackage === undefined) throw DownloadError.damaged(PACKAGE, 'it is empty');
    return imported.pythonPackage();
  }

  readHook(): ReturnType<Platform['readHook']> {
    return this.hook;
  }

  /** The client has written the program's files by `dapper/writeFiles`; Python says what is missing. */
  prepareLaunch(): void {}

  prepareSource(): void {}
}

/** Fetches the eval-frame hook. @returns its bytes, or why there are none: the debugger then does without. */
export async function fetchHook(url: string): ReturnType<Platform['readHook']> {
  try {
    const response = await fetch(url);
    if (!response.ok) return { missing: `${url} answered ${response.status}` };
    const bytes = new Uint8Array(await response.arrayBuffer());
    // Half of it, or somebody's page in its place.
    return WebAssembly.validate(bytes) ? bytes : { missing: `${url} came, but is no WebAssembly module` };
  } catch (error) {
    return { missing: `${url} cannot be fetched: ${String(error)}` };
  }
}
