// How long the page's own thread is busy at a time, in Chromium: node bench/scale/tasks.mjs [--rounds 5] [--profile]
//
// Three phases: the boot, steps with the panels filled, and Run of a program that prints. Serves dist/web, so build first.
// The browser reports tasks of more than 50 ms only, so the length of shorter ones is unknown.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { browserArguments, findChromium } from '../../scripts/lib/chromium.mjs';
import { median } from '../lib/numbers.mjs';

const PATIENCE = 60_000;
const STEPS = 12;
/** Milliseconds after a step in which the panels are filled, and the counters asked for. */
const REST = 400;
/** What the page says when the editor is there and Python has booted. */
const OPENED = 'opened';
const MARK = '# here';

const many = (count, line) => Array.from({ length: count }, (_, index) => line(index)).join('\n');

/** A stack 200 deep, 80 globals, 64 locals, long lists: all that a stop has to show. */
const FILLED = `things = [{'name': f'thing {i}', 'parts': [i] * 10} for i in range(300)]
table = {('key', i): f'value {i}' for i in range(300)}
${many(80, (index) => `global_${index} = [${index}] * ${index + 1}`)}
def deep(n):
    a, b, c, d = n, str(n), [n] * 10, {'n': n}
${many(60, (index) => `    local_${index} = ${index} * n`)}
    if n == 0:
        x = 1  ${MARK}
${many(STEPS + 2, (index) => `        x += ${index}`)}
        return x
    return deep(n - 1)
deep(200)
`;
const WATCHED = ['a', 'b', 'len(things)', 'things[:50]', 'table', 'sum(range(100))', 'n + 1', 'missing'];
const PRINTING = "for i in range(20_000):\n    print('line', i)\n";

/**
 * Measures the long tasks of the built page, in a fresh browser for each round.
 *
 * @param {{ rounds?: number, profile?: boolean }} [options]
 * @returns for each phase `longest`, the longest task of each round in milliseconds (0: none above 50), and with
 *   `profile` also `functions`: of a further round, under a profiler, what took most, in milliseconds with all that it called
 */
export async function measureTasks({ rounds = 5, profile = false } = {}) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port: 0 } });
  const url = server.resolvedUrls?.local[0] ?? '';
  try {
    const longest = { boot: [], step: [], print: [] };
    for (let round = 0; round < rounds; round++) {
      const tasks = await inBrowser((page) => drive(page, url, async () => {}));
      for (const phase of Object.keys(longest)) {
        longest[phase].push(Math.max(0, ...tasks.filter((task) => task.phase === phase).map(({ ms }) => ms)));
      }
    }
    const functions = profile ? await inBrowser((page) => profiled(page, url)) : {};
    return Object.keys(longest).map((phase) => ({ phase, longest: longest[phase], functions: functions[phase] }));
  } finally {
    await server.close();
  }
}

async function inBrowser(work) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: browserArguments });
  try {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    return await work(page);
  } finally {
    await browser.close();
  }
}

/** Goes through all phases; `ended` is awaited after each. What Playwright itself does in the page is between them. */
async function drive(page, url, ended) {
  const opened = page.waitForEvent('console', (message) => message.text() === OPENED);
  await page.addInitScript((message) => {
    window.tasks = [];
    window.phase = 'boot';
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.tasks.push({ phase: window.phase, ms: duration });
    }).observe({ type: 'longtask', buffered: true });
    const look = setInterval(() => {
      const { textContent } = document.querySelector('[role=status]') ?? {};
      if (!textContent?.includes('Ready') || !document.querySelector('.view-line')) return;
      clearInterval(look);
      // Rather than being waited for: to look into a page, Playwright evaluates a large script in it, which is a long task.
      console.debug(message);
    }, 100);
  }, OPENED);
  const enter = async (phase) => {
    // What belongs to the previous phase has been reported by then.
    await page.waitForTimeout(200);
    await page.evaluate((name) => {
      window.phase = name;
    }, phase);
  };
  await page.goto(url);
  await opened;
  await page.waitForTimeout(500);
  await enter('between');
  await ended('boot');

  await write(page, FILLED);
  const field = page.getByRole('textbox', { name: 'Expression to watch' });
  for (const expression of WATCHED) {
    await field.fill(expression);
    await field.press('Enter');
  }
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+Home');
  const line = FILLED.split('\n').findIndex((text) => text.includes(MARK));
  for (let above = 0; above < line; above++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F9');
  await page.keyboard.press('F5');
  await status(page, 'Paused');
  await page.waitForTimeout(1000);
  await enter('step');
  for (let step = 0; step < STEPS; step++) {
    await page.keyboard.press('F10');
    await page.waitForTimeout(REST);
  }
  await enter('between');
  await ended('step');

  await page.keyboard.press('Shift+F5');
  await page.waitForTimeout(3000);
  await write(page, PRINTING);
  await page.waitForTimeout(500);
  await enter('print');
  await page.keyboard.press('ControlOrMeta+F5');
  await status(page, 'Finished');
  await page.waitForTimeout(1000);
  await enter('between');
  await ended('print');
  return page.evaluate(() => window.tasks);
}

async function write(page, text) {
  await page.getByLabel('Program', { exact: true }).selectOption({ label: 'Your own program' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.locator('.monaco-editor').first().click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
  await page.waitForTimeout(500);
}

/** Waits without the locators of Playwright, which search the page for as long. */
async function status(page, text) {
  const shown = (wanted) => document.querySelector('[role=status]')?.textContent?.includes(wanted) ?? false;
  await page.waitForFunction(shown, text, { polling: 100 });
}

async function profiled(page, url) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.setSamplingInterval', { interval: 500 });
  await devtools.send('Profiler.start');
  const functions = {};
  await drive(page, url, async (phase) => {
    const { profile } = await devtools.send('Profiler.stop');
    functions[phase] = heaviest(profile);
    await devtools.send('Profiler.start');
  });
  return functions;
}

/** The functions that took most, each with all that it called. */
function heaviest({ nodes, samples, timeDeltas }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parents = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const total = new Map();
  for (const [index, sample] of samples.entries()) {
    const names = new Set();
    for (let id = sample; id !== undefined; id = parents.get(id)) {
      const { functionName, url, lineNumber, columnNumber } = byId.get(id).callFrame;
      const place = url ? ` ${url.split('/').at(-1)}:${lineNumber + 1}:${columnNumber + 1}` : '';
      names.add(`${functionName || '(anonymous)'}${place}`);
    }
    for (const name of names) total.set(name, (total.get(name) ?? 0) + timeDeltas[index] / 1000);
  }
  return [...total]
    .filter(([name]) => name !== '(root)' && name !== '(idle)')
    .sort(([, a], [, b]) => b - a)
    .slice(0, 15)
    .map(([name, ms]) => ({ name, ms: Math.round(ms) }));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '5' }, profile: { type: 'boolean', default: false } },
  });
  const phases = await measureTasks({ rounds: Number(values.rounds), profile: values.profile });
  for (const { phase, longest, functions } of phases) {
    const [worst, middle] = [Math.max(...longest), median(longest)].map(Math.round);
    console.log(`${phase}: longest task ${worst} ms, median of the rounds ${middle} (${longest.join(', ')})`);
    for (const { name, ms } of functions ?? []) console.log(`  ${ms} ms  ${name}`);
  }
}
