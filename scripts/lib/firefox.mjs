// The Firefox that the end-to-end tests drive: the machine's, 140 or later, as Playwright's is modified.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The first release that answers all that Playwright asks by WebDriver BiDi, but for what `firefox-bidi.mjs` answers. */
const oldestMajor = 140;
const commands = ['firefox', 'firefox-esr'];
const applications = ['/Applications/Firefox.app/Contents/MacOS/firefox'];

/** Starts Firefox in the way that Playwright expects; the environment's `DAPPER_FIREFOX` says which. */
export const firefoxRelay = fileURLToPath(new URL('firefox-bidi.mjs', import.meta.url));

/**
 * A Firefox of the machine: `FIREFOX_PATH` if set, else the first usable one in the usual places.
 * @returns {string | undefined} its path; undefined if there is none
 */
export function findFirefox() {
  const named = process.env.FIREFOX_PATH;
  if (named) return named;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  return [...commands.flatMap((name) => folders.map((folder) => join(folder, name))), ...applications].find(isUsable);
}

/** @param {string} path */
function isUsable(path) {
  if (!existsSync(path)) return false;
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return Number(/\b(\d+)\.\d+/.exec(stdout ?? '')?.[1]) >= oldestMajor;
}
