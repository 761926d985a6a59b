// Node's own modules only: this runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * One package as npm's lockfiles describe it.
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, link?: boolean }} LockedPackage
 */

/**
 * The packages of a lockfile by their folders, or null where there is no such file.
 * @param {string} file
 * @returns {Map<string, LockedPackage> | null}
 */
function lockedPackages(file) {
  if (!existsSync(file)) return null;
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(packages).filter(([folder]) => folder !== ''));
}

/**
 * Whether what is installed is what package-lock.json asks for. A package for another platform may be absent.
 * @param {string} [folder]
 * @returns {boolean}
 */
export function isInstalled(folder = root) {
  const wanted = lockedPackages(join(folder, 'package-lock.json'));
  const present = lockedPackages(join(folder, 'node_modules', '.package-lock.json'));
  if (!wanted) throw new Error('package-lock.json is missing: this is not a whole checkout.');
  if (!present) return false;
  for (const [folder, { version, optional }] of wanted) {
    const found = present.get(folder);
    if (found ? found.version !== version : !optional) return false;
  }
  return [...present.keys()].every((folder) => wanted.has(folder));
}

/**
 * Installs the locked packages if they are not there yet.
 * @param {{ quiet?: boolean }} [options] quiet: nothing on standard output, which may carry a protocol
 */
export function ensureInstalled({ quiet = false } = {}) {
  requireNode();
  if (isInstalled()) return;
  (quiet ? console.error : console.log)('Installing the packages that package-lock.json names …');
  installLocked(root, quiet);
}

/**
 * Installs what a folder's package-lock.json names.
 * @param {string} folder
 * @param {boolean} [quiet] see {@link ensureInstalled}
 */
export function installLocked(folder, quiet = false) {
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm?.endsWith('npm-cli.js') ? [process.execPath, npm] : ['npm'];
  const run = spawnSync(command, [...first, 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', quiet ? 2 : 'inherit', 'inherit'],
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (run.error) throw new Error(`npm could not be started: ${run.error.message}`);
  if (run.status !== 0) throw new Error(`npm ci failed (exit ${run.status}); its message stands above.`);
}

/** Refuses a Node that is too old, before it fails in some less clear way. */
function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Error(`This is Node ${process.versions.node}; dapper-web needs 20.19 or later.`);
  }
}
