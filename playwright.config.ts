import { existsSync } from 'node:fs';
import { defineConfig, devices, type Project } from '@playwright/test';
import { browserArguments, findChromium } from './scripts/lib/chromium.mjs';
import { findFirefox, firefoxRelay } from './scripts/lib/firefox.mjs';
import { freePort } from './scripts/lib/server.mjs';
import { findWebKit, webkitRelay } from './scripts/lib/webkit.mjs';

// Playwright reads this file again in every process that it starts; what is chosen once goes through the environment.
process.env.DAPPER_ISOLATED_PORT ??= String(await freePort());
process.env.DAPPER_BARE_PORT ??= String(await freePort());
process.env.DAPPER_ELEMENT_PORT ??= String(await freePort());
process.env.DAPPER_DOCS_PORT ??= String(await freePort());
process.env.DAPPER_BROWSER ??= findChromium() ?? '';
process.env.DAPPER_FIREFOX ??= findFirefox() ?? '';

const isolated = `http://127.0.0.1:${process.env.DAPPER_ISOLATED_PORT}/`;
/** Of another origin than the pages that load it. */
const element = `http://127.0.0.1:${process.env.DAPPER_ELEMENT_PORT}/python-debugger.js`;
const docs = `http://127.0.0.1:${process.env.DAPPER_DOCS_PORT}/`;
const bare = `http://127.0.0.1:${process.env.DAPPER_BARE_PORT}/`;

const viewport = { width: 1280, height: 800 };
const chromium = {
  ...devices['Desktop Chrome'],
  viewport,
  launchOptions: {
    args: browserArguments,
    ...(process.env.DAPPER_BROWSER ? { executablePath: process.env.DAPPER_BROWSER } : {}),
  },
};

/** Where what a transport does is seen soonest; the rest is the same code. */
const ESSENTIALS = /(breakpoint|stepping|exception|pause|places|terminal|stops|service-worker|offline)\.spec\.ts/;

/** What a transport or a browser can change, in Firefox; there is nothing to run where there is no Firefox. */
function inFirefox(name: string, baseURL: string, grep = /@transport/): Project[] {
  if (!process.env.DAPPER_FIREFOX) return [];
  return [
    {
      name,
      testMatch: ESSENTIALS,
      grep,
      use: {
        browserName: 'firefox',
        // By WebDriver BiDi, which releases have too.
        channel: 'moz-firefox',
        baseURL,
        viewport,
        launchOptions: {
          executablePath: firefoxRelay,
          // Tests paste; no one is there to allow it.
          firefoxUserPrefs: { 'dom.events.testing.asyncClipboard': true },
        },
      },
    },
  ];
}

/** The same in WebKit. It has no JSPI: a page that is not isolated has nothing better than the service worker there. */
function inWebKit(name: string, baseURL: string, env: Record<string, string> = {}): Project[] {
  if (!findWebKit()) return [];
  return [
    {
      name,
      testMatch: ESSENTIALS,
      grep: /@transport/,
      // It keeps nothing of what it has compiled: every visit boots Python as the first.
      timeout: 600_000,
      // WebKitGTK's process for a page crashes now and then, and takes the test with it. What failed first is reported.
      retries: 1,
      // Some of the tests wait for what a program prints that is started after such a boot.
      expect: { timeout: 150_000 },
      metadata: {
        bootTimeout: 150_000,
        awake: 5_000,
        stops: 100,
        parameters: '?offline=off',
        takesScripts: false,
        entersFrames: true,
      },
      use: {
        // Playwright takes it for a Firefox that it drives by WebDriver BiDi: no other browser is started in that way.
        browserName: 'firefox',
        channel: 'moz-firefox',
        // A click that waits for longer has failed, and the report shows at what.
        actionTimeout: 150_000,
        baseURL,
        viewport,
        launchOptions: { executablePath: webkitRelay, env: { ...process.env, ...env } },
      },
    },
  ];
}

/** Serves what a configuration has built on one port: the page with or without the headers that isolate it, say. */
function served(url: string, environment: Record<string, string>, config = 'vite.config.ts') {
  return {
    command: `node scripts/preview.mjs --port ${new URL(url).port} --config ${config}`,
    url,
    env: environment,
    reuseExistingServer: false,
    timeout: 30_000,
  };
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // A test that passes only at the second try has found something.
  retries: 0,
  // No test depends on how long something takes, but for limits that are far off.
  workers: 2,
  forbidOnly: process.env.CI === 'true',
  // What takes long is run by `npm run soak`.
  ...(process.env.DAPPER_SOAK === '1' ? {} : { grepInvert: /@soak/ }),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ...(process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json'] as const] : [])],
  use: { screenshot: 'only-on-failure' },
  // Those with the longest tests come first: at the end of all no core waits for them.
  projects: [
    // Safari gives an isolated page shared memory by itself.
    ...inWebKit('webkit', isolated, { JSC_useSharedArrayBuffer: '1' }),
    ...inWebKit('webkit-not-isolated', bare),
    ...inFirefox('firefox', isolated),
    ...inFirefox('firefox-not-isolated', bare, /@transport|@takeover/),
    {
      name: 'isolated',
      // The tests of the service worker are for a page that has no shared memory. One takes the place of another only
      // when that ends, which Chromium puts off while a debugger is attached to it, as Playwright is.
      grepInvert: [/@service-worker|@takeover/, ...(process.env.DAPPER_SOAK === '1' ? [] : [/@soak/])],
      use: { ...chromium, baseURL: isolated },
    },
    {
      name: 'not-isolated',
      // Each way in which page and worker talk; the panels are the same with either transport.
      grep: /@transport/,
      use: { ...chromium, baseURL: bare },
    },
    {
      name: 'service-worker',
      // Browsers that have nothing better are none that Playwright drives here, so this one is given it.
      testMatch: ESSENTIALS,
      grep: /@transport|@service-worker/,
      metadata: { parameters: '?transport=service-worker&offline=off' },
      use: { ...chromium, baseURL: bare },
    },
  ],
  webServer: [
    served(isolated, {}),
    served(bare, { DAPPER_NO_ISOLATION: '1' }),
    served(element, {}, 'vite.element.config.ts'),
    // Who has not built it can run the other specs.
    ...(existsSync('dist/docs') ? [served(docs, {}, 'vite.docs.config.ts')] : []),
  ],
});
