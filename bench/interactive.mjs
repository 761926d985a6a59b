// What a person waits for, in Chromium, with shared memory and (on a page that is not isolated) with JSPI.
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { browserArguments, findChromium } from '../scripts/lib/chromium.mjs';
import { median } from './report.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {number} rounds how often each thing is timed
 * @returns milliseconds by transport and action: median and quartiles
 */
export async function measureInteractive(rounds) {
  const shared = { root, logLevel: 'error', build: { outDir: 'dist/bench', emptyOutDir: true } };
  await build({ ...shared, build: { ...shared.build, rolldownOptions: { input: 'bench/page/index.html' } } });
  const browser = await chromium.launch({ executablePath: findChromium(), args: browserArguments });
  try {
    const results = {};
    for (const isolated of [true, false]) {
      const measured = await measureOn(browser, shared, isolated, rounds);
      results[measured.transport] = Object.fromEntries(
        Object.entries(measured)
          .filter(([name]) => name !== 'transport')
          .map(([name, times]) => [name, spread(times)]),
      );
    }
    return results;
  } finally {
    await browser.close();
  }
}

async function measureOn(browser, shared, isolated, rounds) {
  process.env.DAPPER_NO_ISOLATION = isolated ? '' : '1'; // see vite.config.ts
  const server = await preview({ ...shared, preview: { port: 0 } });
  try {
    const page = await browser.newPage();
    page.on('pageerror', (error) => console.error(error));
    await page.goto(`${server.resolvedUrls.local[0]}bench/page/index.html`);
    await page.waitForFunction(() => 'measure' in window);
    return await page.evaluate((count) => window.measure(count), rounds);
  } finally {
    await server.close();
  }
}

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: median(sorted), low: sorted[sorted.length >> 2], high: sorted[(3 * sorted.length) >> 2] };
}
