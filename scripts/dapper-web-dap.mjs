#!/usr/bin/env node
// The bin "dapper-web-dap". In a checkout it builds first what is missing or older than its sources; standard output
// carries the Debug Adapter Protocol from the first byte, so everything said here goes to standard error.
import { existsSync, readdirSync, statSync } from 'node:fs';

const built = new URL('../dist/node/', import.meta.url);
const cli = new URL('cli.mjs', built);
const suspension = new URL('suspension.mjs', built);
const sources = new URL('../src/', import.meta.url);

/**
 * When the newest file of a folder was changed, in milliseconds of the epoch.
 * @param {URL} folder
 * @returns {number}
 */
function newestChange(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(...files.map((entry) => statSync(`${entry.parentPath}/${entry.name}`).mtimeMs));
}

async function build() {
  const { spawnSync } = await import('node:child_process');
  const { join } = await import('node:path');
  const { ensureInstalled, root } = await import('./lib/setup.mjs');
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

/** Whether another process has taken over, one with the flags that this one lacks. */
async function startedAgain() {
  if (!existsSync(suspension)) return false;
  const { missingFlags, startAgain } = await import(suspension.href);
  const flags = missingFlags();
  if (flags.length > 0) await startAgain(flags);
  return flags.length > 0;
}

// Before anything else, because all of it would be done twice.
if (!(await startedAgain())) {
  if (!existsSync(cli) || (existsSync(sources) && newestChange(sources) > statSync(cli).mtimeMs)) await build();
  await import(cli.href);
}
