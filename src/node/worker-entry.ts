/** The worker's entry under Node: the same worker as in a browser, in a worker thread. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as Comlink from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { loadPyodide } from 'pyodide';
import { workerApi } from '../worker/boot.ts';
import type { Platform, Pyodide, PyodideOptions } from '../worker/platform.ts';
import { readSnapshot } from './fast-start.ts';
import { HostFiles } from './files.ts';
import type { NodeWorkerData } from './node-worker.ts';
import { NodePackages } from './packages.ts';

/** Beside the bundle; see `vite.node.config.ts`. */
const HOOK = new URL('dapper-hook.so', import.meta.url);

/** Loads the release in a folder of its own: its loader, with its files. */
async function loadFrom(folder: string, options: PyodideOptions): Promise<Pyodide> {
  const loader = (await import(/* @vite-ignore */ pathToFileURL(join(folder, 'pyodide.mjs')).href)) as {
    loadPyodide: typeof loadPyodide;
  };
  return loader.loadPyodide({ ...options, indexURL: folder });
}

function nodePlatform(): Platform {
  const files = new HostFiles();
  const { pyodide: release, interpreter } = workerData as NodeWorkerData;
  const packages = new NodePackages(release);
  return {
    name: 'node',
    packages,
    // Pyodide's own choice.
    ...(process.argv[1] !== undefined && { executable: process.argv[1] }),
    warmsUp: false,
    loadPyodide(options) {
      const all = { ...options, packageCacheDir: packages.folder };
      return release === undefined ? loadPyodide(all) : loadFrom(release, all);
    },
    // The snapshot is the installed release's.
    readSnapshot: () => interpreter && readSnapshot(interpreter),
    readPackage: async () => (await import('../worker/python-package.ts')).pythonPackage(),
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
