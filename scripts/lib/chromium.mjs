// The browser that the end-to-end tests drive: one already on the machine, else Playwright's own, else the system's package.
import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';
import { run, runPackage, StepFailed } from './steps.mjs';

/** The first release in which WebAssembly can suspend (JSPI) without a flag. */
const oldestMajor = 137;

const commands = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** What every start of the browser gets. Without these flags it calls home, which a closed network refuses many times a second. */
export const browserArguments = [
  '--disable-background-networking',
  '--disable-component-update',
  // A page that a test makes up has no address, and may ask none on the loopback interface.
  '--disable-features=LocalNetworkAccessChecks',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  // Chromium refuses to run as root inside its sandbox; containers and CI machines often have no other user.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/**
 * Whether a program is a Chromium that can run the tests.
 * @param {string} path
 * @returns {boolean}
 */
function isUsable(path) {
  if (!existsSync(path)) return false;
  // A snap may not read the profile folder that Playwright makes for it.
  if (realpathSync(path).includes('/snap')) return false;
  const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  const major = Number(/\b(\d+)\.\d+\.\d+/.exec(stdout ?? '')?.[1]);
  return major >= oldestMajor;
}

/**
 * A browser of the machine: `CHROMIUM_PATH` if set, else the first usable one in the usual places.
 * @returns {string | undefined} its path; undefined if there is none
 * @throws {StepFailed} if `CHROMIUM_PATH` names something unusable
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!isUsable(named)) throw new StepFailed(`CHROMIUM_PATH is ${named}: no Chromium ${oldestMajor} or later.`);
    return named;
  }
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  return [...commands.flatMap((name) => folders.map((folder) => join(folder, name))), ...applications].find(isUsable);
}

/**
 * Whether Playwright's own browser is installed and starts: a download can be there while a system library is not.
 * @returns {Promise<boolean>}
 */
async function playwrightsOwnStarts() {
  try {
    const browser = await chromium.launch({ args: browserArguments });
    await browser.close();
    return true;
  } catch {
    return false; // the caller installs one, and reports if that fails too
  }
}

/**
 * Makes sure that there is a browser, installing one if need be.
 * @returns {Promise<string | undefined>} the path of a browser of the machine; undefined for Playwright's own
 * @throws {StepFailed} if none can be installed
 */
export async function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  if (await playwrightsOwnStarts()) return undefined;

  /** @type {string[]} */
  const tried = [];
  console.log("No Chromium here: trying Playwright's own …");
  try {
    await runPackage('playwright', 'playwright', ['install', '--only-shell', 'chromium']);
    if (await playwrightsOwnStarts()) return undefined;
    tried.push("Playwright's own browser was downloaded, but does not start (system libraries missing?)");
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    tried.push(error.message);
  }

  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.log("Trying the system's package …");
    const quietly = { DEBIAN_FRONTEND: 'noninteractive' };
    try {
      await run('apt-get', ['update', '-qq'], quietly);
      await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quietly);
      const installed = findChromium();
      if (installed) return installed;
      tried.push(`apt-get installed a chromium older than ${oldestMajor}, or one that does not start`);
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      tried.push(error.message);
    }
  }
  throw new StepFailed(
    ['No browser for the end-to-end tests.', ...tried.map((line) => `  ${line}`)].join('\n') +
      `\nInstall Chromium or Chrome ${oldestMajor} or later, or set CHROMIUM_PATH to one.`,
  );
}
