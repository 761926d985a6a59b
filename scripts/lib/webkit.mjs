// The WebKit that the end-to-end tests drive: the machine's WebKitGTK, by its own driver, on a display without a screen.
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where distributions put what belongs to a library; the browser is beside it. */
const libraries = [
  '/usr/lib',
  '/usr/libexec',
  '/usr/lib64',
  `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`,
];

/** Starts WebKit in the way that Playwright expects. */
export const webkitRelay = fileURLToPath(new URL('webkit/relay.mjs', import.meta.url));

/**
 * The programs that tests in WebKit need; `WEBKIT_DRIVER_PATH` and `WEBKIT_BROWSER_PATH` can name two of them.
 * @returns {{ driver: string, browser: string, xvfb: string } | undefined} undefined if one is not here
 */
export function findWebKit() {
  const driver = process.env.WEBKIT_DRIVER_PATH || inPath('WebKitWebDriver');
  const browser = process.env.WEBKIT_BROWSER_PATH || libraries.flatMap(browsersIn).find(existsSync);
  const xvfb = inPath('Xvfb');
  return driver && browser && xvfb ? { driver, browser, xvfb } : undefined;
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function inPath(name) {
  return [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
    .map((folder) => join(folder, name))
    .find(existsSync);
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function browsersIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^webkit2?gtk-\d/.test(name))
    .sort()
    .map((name) => join(folder, name, 'MiniBrowser'));
}
