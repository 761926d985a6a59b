// What the page's service worker keeps, so that the page opens without its host.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** The service worker itself is the browser's; the licences are read where there is a network. */
const LEFT_OUT = new Set(['dapper-sw.js', 'third-party-licenses.txt']);

/**
 * Vite plugin: writes the list of the built files before the script of the service worker.
 * @returns {import('vite').Plugin}
 */
export function offlineFiles() {
  /** @type {string} */
  let folder;
  return {
    name: 'dapper:offline',
    apply: 'build',
    configResolved({ root, build }) {
      folder = join(root, build.outDir);
    },
    closeBundle: {
      // After what copies files into the build.
      order: 'post',
      sequential: true,
      async handler() {
        const script = join(folder, 'dapper-sw.js');
        const list = JSON.stringify(await filesIn(folder));
        await writeFile(script, `self.dapperFiles = ${list};\n${await readFile(script, 'utf8')}`);
      },
    },
  };
}

/**
 * The files as the service worker keeps them, see src/service-worker/offline.ts.
 * @param {string} folder
 */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  const files = paths.map((path) => ({ path, url: relative(folder, path).split(sep).join('/') }));
  return Promise.all(
    files
      .filter(({ url }) => !LEFT_OUT.has(url))
      .sort((one, other) => (one.url < other.url ? -1 : 1))
      .map(async ({ path, url }) => ({
        url,
        // What is in this folder has the hash of its content in its name.
        revision: url.startsWith('assets/') ? null : await revisionOf(path),
      })),
  );
}

/** @param {string} path */
async function revisionOf(path) {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
    .slice(0, 16);
}
