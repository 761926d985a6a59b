// Chromium with the built page, and with a page that holds the client only; isolated (shared memory) and not (JSPI).
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { build, preview } from 'vite';
import { browserArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { withoutPolicy } from '../lib/policy.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const CLIENT = 'bench/scale/page/index.html';
const shared = { root, logLevel: 'error', build: { outDir: 'dist/scale', emptyOutDir: true } };
/** Else `measureUserAgentSpecificMemory` waits for the next collection of garbage, up to twenty seconds. */
const eagerMemory = '--enable-blink-features=ForceEagerMeasureMemory';

export const PLACES = { 'Chromium, shared memory': { isolated: true }, 'Chromium, JSPI': { isolated: false } };

/** Builds both pages. */
export function buildPages() {
  return build({ ...shared, build: { ...shared.build, rolldownOptions: { input: ['index.html', CLIENT] } } });
}

/**
 * Opens a browser and a server for one of the places, for as long as `work` takes.
 * @param {(opened: { version: string, product: (prepare?: (page) => Promise<void>) => Promise<import('@playwright/test').Page>,
 *   client: () => Promise<import('@playwright/test').Page> }) => Promise<void>} work
 */
export async function withBrowser({ isolated }, work) {
  process.env.DAPPER_NO_ISOLATION = isolated ? '' : '1'; // see vite.config.ts
  const server = await preview({ ...shared, plugins: [withoutPolicy(`/${CLIENT}`)], preview: { port: 0 } });
  const browser = await chromium.launch({ executablePath: findChromium(), args: [...browserArguments, eagerMemory] });
  const open = async (path, prepare) => {
    // A context each: the page keeps what was written in it.
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.error(error));
    await prepare?.(page);
    await page.goto(`${server.resolvedUrls.local[0]}${path}`);
    return page;
  };
  try {
    await work({
      version: browser.version(),
      product: (prepare) => open('', prepare),
      client: async () => {
        const page = await open(CLIENT);
        await page.waitForFunction(() => 'measureScenario' in window);
        return page;
      },
    });
  } finally {
    await browser.close();
    await server.close();
  }
}
