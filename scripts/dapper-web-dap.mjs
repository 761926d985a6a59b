#!/usr/bin/env node
// The bin "dapper-web-dap". In a checkout it builds first what is missing or older than its sources; standard output
// carries the Debug Adapter Protocol from the first byte, so everything said here goes to standard error.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled, root } from './lib/setup.mjs';

const cli = join(root, 'dist', 'node', 'cli.mjs');
const sources = join(root, 'src');

/**
 * When the newest file of a folder was changed, in milliseconds of the epoch.
 * @param {string} folder
 * @returns {number}
 */
function newestChange(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(...files.map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs));
}

if (!existsSync(cli) || (existsSync(sources) && newestChange(sources) > statSync(cli).mtimeMs)) {
  ensureInstalled({ quiet: true });
  console.error('Building the command-line adapter …');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const build = spawnSync(process.execPath, [vite, 'build', '--config', 'vite.node.config.ts', '--logLevel', 'warn'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (build.error) throw build.error;
  if (build.status !== 0) {
    console.error('The command-line adapter could not be built; the reason stands above.');
    process.exit(1);
  }
}
await import(pathToFileURL(cli).href);
