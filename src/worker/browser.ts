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
    async loadPyodide(options, onBytes) {
      const indexURL = new URL('pyodide/', base).href;
      const module = (await import(/* @vite-ignore */ `${indexURL}pyodide.mjs`)) as { loadPyodide: typeof loadPyodide };
      return countedFetch(onBytes, () => module.loadPyodide({ ...options, indexURL }));
    },
    async readSnapshot() {
      const response = await fetch(new URL('pyodide/snapshot.gz', base));
      // A server may answer a missing file with a page.
      if (!response.ok || response.body === null || response.headers.get('Content-Type')?.includes('html')) return;
      // Some servers say that the file is gzip-encoded, and the browser has unpacked it by now; the others leave it to us.
      const packed = !response.headers.has('Content-Encoding');
      const body = packed ? response.body.pipeThrough(new DecompressionStream('gzip')) : response.body;
      return { bytes: new Response(body).arrayBuffer().then((buffer) => new Uint8Array(buffer)) };
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
