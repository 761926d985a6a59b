// What a person waits for, in Chromium, with shared memory and (on a page that is not isolated) with JSPI.
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { browserArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { spread } from '../lib/numbers.mjs';
import { backends } from './scenarios.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @param {number} rounds how often each thing is timed
 * @param {string[]} names of backends; those that are not a session's are skipped
 * @returns for each transport and backend milliseconds by action: median and quartiles
 */
export async function measureInteractive(rounds, names) {
  const shared = { root, logLevel: 'error', build: { outDir: 'dist/bench', emptyOutDir: true } };
  await build({ ...shared, build: { ...shared.build, rolldownOptions: { input: 'bench/inside/page/index.html' } } });
  const browser = await chromium.launch({ executablePath: findChromium(), args: browserArguments });
  try {
    const results = [];
    for (const isolated of [true, false]) {
      for (const backend of names.filter((name) => backends[name].kind === 'dap' && !backends[name].noDebug)) {
        const { settings } = backends[backend];
        const { transport, ...times } = await measureOn(browser, shared, isolated, { rounds, settings });
        const spreads = Object.entries(times).map(([name, values]) => [name, spread(values)]);
        results.push({ transport, backend, times: Object.fromEntries(spreads) });
      }
    }
    return results;
  } finally {
    await browser.close();
  }
}

async function measureOn(browser, shared, isolated, asked) {
  process.env.DAPPER_NO_ISOLATION = isolated ? '' : '1'; // see vite.config.ts
  const server = await preview({ ...shared, preview: { port: 0 } });
  const page = await browser.newPage();
  try {
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`${server.resolvedUrls.local[0]}bench/inside/page/index.html`);
    await page.waitForFunction(() => 'measure' in window);
    return await page.evaluate((options) => window.measure(options), asked);
  } finally {
    await page.close();
    await server.close();
  }
}
