// A snapshot of Pyodide's memory just after boot, with the debugger's modules imported: a worker that starts from it
// boots in a fraction of the time. Pyodide's interface for it is private, so a worker must be able to do without.
import { readFileSync } from 'node:fs';
import { cachedFile } from './python-cache.mjs';

/** Besides the debugger, what it and most programs need sooner or later. */
const PREPARE = `
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, "/opt/dapper")
import dapper.session
from dapper.isolation import isolate
isolate("dapper")
import asyncio, json, linecache, traceback
sys.path.remove("/opt/dapper")
sys.dont_write_bytecode = False
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
  for (const { path, text } of files) {
    const full = `/opt/dapper/${path}`;
    pyodide.FS.mkdirTree(full.slice(0, full.lastIndexOf('/')));
    pyodide.FS.writeFile(full, text);
  }
  pyodide.runPython(PREPARE);
  return pyodide.makeMemorySnapshot();
}
