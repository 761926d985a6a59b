// What is left in a page of each session that has ended, in Chromium: node bench/scale/memory.mjs [--sessions 100] [--way run]
//
// Three ways: `run` runs a program to its end, again and again, by the button; `restart` restarts one that is paused at
// a breakpoint; `bare` starts a worker with nothing but Pyodide in it and ends it: what rises there is the browser's.
// Serves dist/web, so build first.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { browserArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { withoutPolicy } from '../lib/policy.mjs';

/** Milliseconds for anything to happen, a boot included. */
const PATIENCE = 60_000;
/** Sessions after which everything has been used once: what rises before is not a leak. */
const WARM_UP = 5;

const ways = {
  async run(page) {
    await status(page, 'Ready');
    return async () => {
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await status(page, 'Finished');
      // The next worker boots ahead; a session that waited for it would not be typical.
      await page.waitForTimeout(2000);
    };
  },
  async restart(page) {
    await status(page, 'Ready');
    await page.locator('.monaco-editor').first().click();
    await page.keyboard.press('ControlOrMeta+End');
    // The last line of the sample is empty.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('F9');
    await page.getByRole('button', { name: 'Debug', exact: true }).click();
    await status(page, 'Paused');
    return async () => {
      // It may be over before anyone who looks now and then has seen it begin.
      const begun = page.evaluate(leavesStatus, 'Paused');
      await page.getByRole('button', { name: 'Restart', exact: true }).click();
      await begun;
      await status(page, 'Paused');
    };
  },
  async bare(page) {
    await status(page, 'Ready');
    return () => page.evaluate(bareWorker, new URL('pyodide/', page.url()).href);
  },
};

/**
 * Measures what the page holds as sessions come and go.
 *
 * @param {{ way?: keyof typeof ways, sessions?: number, every?: number }} [options] how each session comes to its end, how
 *   many there are, and after how many each to measure
 * @returns `samples`, one for each time: sessions so far; after a forced collection the page's JavaScript heap and the
 *   renderer's private memory in bytes (the latter undefined if not available), workers, DOM nodes, event
 *   listeners; and `heapRise` and `processRise`, bytes for each session after the first few
 */
export async function measureMemory({ way = 'run', sessions = 100, every = 10 } = {}) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const plugins = way === 'bare' ? [withoutPolicy('/')] : [];
  const server = await preview({ root, logLevel: 'error', plugins, preview: { host: '127.0.0.1', port: 0 } });
  const browser = await chromium.launch({ executablePath: findChromium(), args: browserArguments });
  try {
    const page = await browser.newPage();
    await page.goto(server.resolvedUrls?.local[0] ?? '');
    const measure = await meter(browser, page);
    const session = await ways[way](page);
    const samples = [];
    for (let done = 1; done <= sessions; done++) {
      await session();
      if (done === WARM_UP || done % every === 0) samples.push({ sessions: done, ...(await measure()) });
    }
    return { way, samples, heapRise: rise(samples, 'heap'), processRise: rise(samples, 'process') };
  } finally {
    await browser.close();
    await server.close();
  }
}

/** Waits without the locators of Playwright, which would search the page for as long. */
async function status(page, text) {
  const shown = (wanted) => document.querySelector('[role=status]')?.textContent?.includes(wanted) ?? false;
  await page.waitForFunction(shown, text, { polling: 100, timeout: PATIENCE });
}

function bareWorker(indexURL) {
  const text = `
    const { loadPyodide } = await import(${JSON.stringify(`${indexURL}pyodide.mjs`)});
    const pyodide = await loadPyodide({ indexURL: ${JSON.stringify(indexURL)} });
    pyodide.runPython('1 + 1');
    postMessage('done');`;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const worker = new Worker(url, { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve(undefined);
    worker.onerror = ({ message }) => reject(new Error(message));
  }).finally(() => {
    worker.terminate();
    URL.revokeObjectURL(url);
  });
}

/** Until the status is another one. Runs in the page. */
function leavesStatus(text) {
  const status = document.querySelector('[role=status]');
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (status.textContent.includes(text)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(status, { childList: true, characterData: true, subtree: true });
  });
}

/** A function that measures the page now. */
async function meter(browser, page) {
  const ofPage = await page.context().newCDPSession(page);
  const ofBrowser = await browser.newBrowserCDPSession();
  await ofPage.send('Performance.enable');
  await ofPage.send('HeapProfiler.enable');
  return async () => {
    // Twice: what the first collection frees may only then release more, and a worker needs a moment to end.
    for (let turn = 0; turn < 2; turn++) {
      await ofPage.send('HeapProfiler.collectGarbage');
      await page.waitForTimeout(500);
    }
    const { metrics } = await ofPage.send('Performance.getMetrics');
    const { JSHeapUsedSize, Nodes, JSEventListeners } = Object.fromEntries(
      metrics.map(({ name, value }) => [name, value]),
    );
    const { processInfo } = await ofBrowser.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => privateBytes(id));
    return {
      heap: JSHeapUsedSize,
      // A browser has spare renderers; the page's is the largest.
      process: renderers.some((bytes) => bytes === undefined) ? undefined : Math.max(...renderers),
      workers: page.workers().length,
      nodes: Nodes,
      listeners: JSEventListeners,
    };
  };
}

/** What a process has for itself, in bytes; undefined where the system has no such file. */
function privateBytes(pid) {
  const path = `/proc/${pid}/smaps_rollup`;
  if (!existsSync(path)) return undefined;
  const [, kilobytes] = /^Private_Dirty:\s+(\d+)/m.exec(readFileSync(path, 'utf8')) ?? [];
  return Number(kilobytes) * 1024;
}

/** The slope of a straight line through the samples after the first sessions: the first and the last alone would be at the mercy of one collection. */
function rise(all, key) {
  const samples = all.filter(({ sessions }) => sessions >= WARM_UP);
  if (samples.length < 2 || samples.some((sample) => sample[key] === undefined)) return undefined;
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(samples.map((each) => each.sessions)), mean(samples.map((each) => each[key]))];
  const spread = samples.reduce((sum, each) => sum + (each.sessions - x) ** 2, 0);
  return samples.reduce((sum, each) => sum + (each.sessions - x) * (each[key] - y), 0) / spread;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: {
      way: { type: 'string', default: 'run' },
      sessions: { type: 'string', default: '100' },
      every: { type: 'string', default: '10' },
    },
  });
  if (!(values.way in ways)) throw new Error(`--way is one of ${Object.keys(ways).join(', ')}, not ${values.way}.`);
  const { samples, heapRise, processRise } = await measureMemory({
    way: values.way,
    sessions: Number(values.sessions),
    every: Number(values.every),
  });
  console.table(samples.map((sample) => ({ ...sample, heap: mega(sample.heap), process: mega(sample.process) })));
  console.log(`a session: heap ${kilo(heapRise)} kB, process ${kilo(processRise)} kB`);
}

function mega(bytes) {
  return bytes === undefined ? '?' : (bytes / 2 ** 20).toFixed(1);
}

function kilo(bytes) {
  return bytes === undefined ? '?' : (bytes / 1024).toFixed(0);
}
