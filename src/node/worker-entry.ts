/** The worker's entry under Node: the same worker as in a browser, in a worker thread. */
import { access, readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { loadPyodide } from 'pyodide';
import { workerApi } from '../worker/boot.ts';
import type { Platform } from '../worker/platform.ts';
import { HostFiles } from './files.ts';

/** Beside the bundle; see `vite.node.config.ts`. */
const HOOK = new URL('dapper-hook.so', import.meta.url);
const SNAPSHOT = new URL('snapshot.bin', import.meta.url);

function nodePlatform(): Platform {
  const files = new HostFiles();
  return {
    name: 'node',
    loadPyodide: (options) => loadPyodide(options),
    async readSnapshot() {
      const found = await access(SNAPSHOT).then(
        () => true,
        () => false,
      );
      return found ? { bytes: readFile(SNAPSHOT) } : undefined;
    },
    async readHook() {
      try {
        return new Uint8Array(await readFile(HOOK));
      } catch (error) {
        return { missing: String(error) };
      }
    },
    prepareLaunch: (pyodide, args) => files.prepareLaunch(pyodide, args),
    prepareSource: (pyodide, path) => files.prepareSource(pyodide, path),
  };
}

if (parentPort === null) throw new Error('worker-entry runs in a worker thread; start dapper-web-dap instead.');
Comlink.expose(workerApi(nodePlatform), nodeEndpoint(parentPort));
