/** The worker's entry in a browser. */
import * as Comlink from 'comlink';
import type { loadPyodide } from 'pyodide';
import { workerApi } from './boot.ts';
import { countedFetch } from './download.ts';
import type { Platform } from './platform.ts';

/** Pyodide's files and the hook below `base`, a URL that ends in a slash. */
function browserPlatform(base: string): Platform {
  return {
    name: 'browser',
    warmsUp: true,
    async loadPyodide(options, onBytes) {
      const indexURL = new URL('pyodide/', base).href;
      const module = (await import(/* @vite-ignore */ `${indexURL}pyodide.mjs`)) as { loadPyodide: typeof loadPyodide };
      return countedFetch(onBytes, () => module.loadPyodide({ ...options, indexURL }));
    },
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
    // The client has written the program's files by `mount`; Python says what is missing.
    prepareLaunch() {},
    prepareSource() {},
  };
}

Comlink.expose(workerApi(({ base }) => browserPlatform(base)));
