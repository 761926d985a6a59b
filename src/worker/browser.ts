/** The worker's entry in a browser. */
import * as Comlink from 'comlink';
import type { loadPyodide } from 'pyodide';
import { workerApi } from './boot.ts';
import { countedFetch } from './download.ts';
import { importModule } from './module.ts';
import type { Platform, PyodideOptions } from './platform.ts';
import { pythonPackage } from './python-package.ts';

/** What Pyodide's loader is. */
interface Loader {
  readonly loadPyodide: typeof loadPyodide;
}

/** Where Pyodide's loader has its interpreter's own script. */
const INTERPRETER = 'pyodide.asm.mjs';

/** Pyodide's loader, and the option that it needs where it could not load its interpreter's script by itself. */
async function importLoader(indexURL: string): Promise<{ readonly loader: Loader; readonly options: PyodideOptions }> {
  const { module: loader, text } = await importModule<Loader>(`${indexURL}pyodide.mjs`);
  // What serves the one with a wrong type does so with the other. Older releases have a name for it that every host knows.
  if (!text?.includes(INTERPRETER)) return { loader, options: {} };
  const { module } = await importModule<{ readonly default: unknown }>(`${indexURL}${INTERPRETER}`);
  // An option that Pyodide has for builds of its own, and does not document.
  return { loader, options: { createPyodideModule: module.default } as PyodideOptions };
}

/** Pyodide's files and the hook below `base`, a URL that ends in a slash. */
function browserPlatform(base: string): Platform {
  return {
    name: 'browser',
    warmsUp: true,
    async loadPyodide(options, onBytes) {
      const indexURL = new URL('pyodide/', base).href;
      const { loader, options: needed } = await importLoader(indexURL);
      return countedFetch(PYODIDE_SIZES, onBytes, () => loader.loadPyodide({ ...options, ...needed, indexURL }));
    },
    readPackage: async () => pythonPackage(),
    async readHook() {
      const url = new URL('dapper-hook.so', base).href;
      try {
        const response = await fetch(url);
        if (!response.ok) return { missing: `${url} answered ${response.status}` };
        return new Uint8Array(await response.arrayBuffer());
      } catch (error) {
        return { missing: `${url} cannot be fetched: ${String(error)}` };
      }
    },
    // The client has written the program's files by `dapper/writeFiles`; Python says what is missing.
    prepareLaunch() {},
    prepareSource() {},
  };
}

Comlink.expose(workerApi(({ base }) => browserPlatform(base)));
