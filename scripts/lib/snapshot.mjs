// A snapshot of Pyodide's memory just after boot, with the debugger's modules imported: a worker that starts from it
// boots in a fraction of the time. Pyodide's interface for it is private, so a worker must be able to do without.
import { readFileSync } from 'node:fs';
import { bootstrap, compiledPackage, FOLDER, writePackage } from './bytecode.mjs';
import { cachedFile } from './python-cache.mjs';

/** Besides the debugger, what it and most programs need sooner or later. */
const PREPARE = `
load_debugger(FOLDER)
import asyncio, json, linecache, traceback
`;

/**
 * Vite plugin: puts the snapshot into a build for this very Node. It holds what its engine can do, so no other may use it.
 * @param {string} fileName in the build
 * @returns {import('vite').Plugin}
 */
export function dapperSnapshot(fileName) {
  return {
    name: 'dapper:snapshot',
    async generateBundle() {
      const path = await cachedFile(`snapshot.node${process.version}`, snapshot);
      this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
    },
  };
}

/**
 * @param {{path: string, text: string}[]} files
 * @returns {Promise<Uint8Array>}
 */
async function snapshot(files) {
  const { loadPyodide } = await import('pyodide');
  const pyodide = await loadPyodide({ _makeSnapshot: true });
  writePackage(pyodide, files);
  pyodide.FS.writeFile(`${FOLDER}/dapper.bin`, readFileSync(await compiledPackage()));
  const names = pyodide.toPy({ FOLDER, __name__: 'prepare' });
  pyodide.runPython(bootstrap, { globals: names });
  pyodide.runPython(PREPARE, { globals: names });
  names.destroy();
  return pyodide.makeMemorySnapshot();
}
