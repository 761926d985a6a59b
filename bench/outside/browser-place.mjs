// The page in a browser: for each run a new browser is started, on a page with a bare Pyodide in a worker, or on the
// built page, isolated as npm start serves it. Both profiles have been used before, so that nothing is a first visit
// unless it is asked for.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';
import { root } from '../../scripts/lib/setup.mjs';
import { Mismatch } from '../lib/options.mjs';
import { withoutPolicy } from '../lib/policy.mjs';
import { BROWSERS, drive, executableOf, startAlone } from './browsers.mjs';
import { runBare } from './process.mjs';
import { ProductPage } from './product-page.mjs';
import { programs } from './programs.mjs';
import { breakpointLines, PROGRAMS, readTimes, sourceOf } from './source.mjs';
import { ways } from './ways.mjs';

const BARE_PAGE = fileURLToPath(new URL('bare-page', import.meta.url));
/** No run of a bare page takes this long, in milliseconds. */
const TOO_LONG = 120_000;
/** How long a browser is left to its own start, in milliseconds: a person opens a page in one that is there. */
const BROWSER_STARTS = 2000;
/** How long a person looks at the page before a button is pressed, in milliseconds. */
const LOOKS = 2000;
/** How long the first visit lasts, in milliseconds: the browser keeps what it has compiled while the page is open. */
const STAYS = 10_000;
/** How many lines of output the terminal certainly shows. */
const IN_VIEW = 4;

export class BrowserPlace {
  /** The last message of the page with a bare Pyodide. */
  #onResult = () => {};
  /** What programs print, by name. */
  #printed = new Map();

  /** @throws Usage if the browser is not installed */
  constructor(kind) {
    executableOf(kind);
    this.kind = kind;
    this.name = BROWSERS[kind].title;
  }

  /** Whether a program can be measured here. */
  measures(name) {
    const { inputs, folder } = programs[name];
    return !inputs && !folder;
  }

  /** Whether a way is measured here with a program. */
  offers(way) {
    return !ways[way].programs;
  }

  /** Builds the page and serves it, with the bare one beside it; visits both once. */
  async open() {
    const shared = { root, logLevel: 'warn', build: { outDir: 'dist/bench/web', emptyOutDir: true } };
    await build(shared);
    const built = join(root, 'dist', 'bench', 'web');
    cpSync(BARE_PAGE, join(built, 'bare'), { recursive: true });
    // As it comes from npm: the page's own has bytecode in its library.
    cpSync(join(root, 'node_modules', 'pyodide'), join(built, 'bare', 'pyodide'), { recursive: true });
    cpSync(PROGRAMS, join(built, 'programs'), { recursive: true });
    const receiver = {
      name: 'bench:result',
      configurePreviewServer: ({ middlewares }) => {
        middlewares.use('/result', (request, response) => this.#hear(request, response));
      },
    };
    this.server = await preview({
      ...shared,
      plugins: [receiver, withoutPolicy('/bare')],
      preview: { host: '127.0.0.1', port: 0 },
    });
    this.url = this.server.resolvedUrls.local[0];
    this.profiles = mkdtempSync(join(tmpdir(), 'dapper-bench-'));
    await this.boot();
    await this.onPage({ text: 'print()\n', lines: [] }, async (page, browser) => {
      this.version = browser.version();
      await page.status(/^Ready$/);
      await new Promise((resolve) => setTimeout(resolve, STAYS));
    });
    this.name = (await this.version)
      .replace(/^(?:Headless)?Chrom\w*/i, 'Chromium')
      .replace('/', ' ')
      .replace(/^f/, 'F');
  }

  async close() {
    await this.server?.close();
    // A browser that has just ended may still write there.
    if (this.profiles) rmSync(this.profiles, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  /**
   * Runs a program.
   * @returns what it printed, its own times in seconds, and `total`: from the click, or from sending it to the worker, to
   *   its end
   * @throws Mismatch if it stopped, or the page shows other output than a bare Pyodide in Node has
   */
  async run(name, way) {
    if (!this.#printed.has(name)) {
      this.#printed.set(name, readTimes((await runBare(process.execPath, name)).output).output);
    }
    const output = this.#printed.get(name);
    const { times, total } = await (way.product ? this.#runProduct(name, way, output) : this.#runBare(name));
    return { output, times, total };
  }

  /**
   * Seconds from loading a page until a bare Pyodide has booted in a worker of it. The browser is driven, as it is for
   * the built page: one that is started on a page is still starting itself while that loads.
   * @param {{ isFirst?: boolean }} visit whether nothing is in the profile yet
   */
  boot({ isFirst = false } = {}) {
    return this.#inBrowser('bare', isFirst, async (browser) => {
      const { answer, forget } = this.#nextResult();
      try {
        await (await browser.newPage()).goto(`${this.url}bare/index.html`);
        return (await answer).ready / 1000;
      } finally {
        forget();
      }
    });
  }

  /**
   * Seconds from loading the built page until it is stopped at the first line, Debug being pressed at once.
   * @param {string} name of a program
   * @param {{ isFirst?: boolean }} [visit] whether nothing is in the profile yet
   */
  firstStop(name, visit) {
    return this.onPage(
      { text: sourceOf(name), lines: [1] },
      async (page) => {
        await page.press('Debug');
        await page.status(/^Paused/);
        return (await page.noted()).find(([text]) => /^Paused/.test(text))[1] / 1000;
      },
      visit,
    );
  }

  async #runBare(name) {
    const { value, total } = await this.#bare(`?program=${name}`);
    return { ...readTimes(value), total: total / 1000 };
  }

  /** A bare page's answer, in a browser without a driver. */
  async #bare(query) {
    const { answer, forget } = this.#nextResult();
    const end = startAlone(this.kind, join(this.profiles, 'bare'), `${this.url}bare/index.html${query}`);
    try {
      return await answer;
    } finally {
      forget();
      await end();
    }
  }

  /** What the next bare page will say. `forget` ends the waiting. */
  #nextResult() {
    let timer;
    const answer = new Promise((resolve, reject) => {
      this.#onResult = ({ error, ...result }) =>
        error ? reject(new Error(`bare Pyodide: ${error}`)) : resolve(result);
      timer = setTimeout(() => reject(new Error(`bare Pyodide does not end in ${this.name}`)), TOO_LONG);
    });
    return { answer, forget: () => clearTimeout(timer) };
  }

  #hear(request, response) {
    let text = '';
    request.on('data', (bytes) => {
      text += bytes;
    });
    request.on('end', () => {
      response.end();
      this.#onResult(JSON.parse(text));
    });
  }

  #runProduct(name, { title, noDebug, atOnce, mark }, expected) {
    const lines = mark ? breakpointLines(name, mark) : [];
    return this.onPage({ text: sourceOf(name), lines }, async (page) => {
      await page.status(/^Ready$/);
      await page.expectBreakpoints(lines.length);
      if (!atOnce) await new Promise((resolve) => setTimeout(resolve, LOOKS));
      await page.press(noDebug ? 'Run' : 'Debug');
      await page.status(/^(Finished|Ended|Paused|Syntax error|Python has stopped)/);
      const noted = await page.noted();
      const [said, ended] = noted.at(-1);
      if (said !== 'Finished') throw new Mismatch(`${name} in ${this.name}, ${title}: ${said}`);
      const { output, times } = readTimes(await page.terminal());
      const seen = output.trimEnd().split('\n').slice(-IN_VIEW).join('\n');
      if (seen === '' || !expected.endsWith(`${seen}\n`)) {
        throw new Mismatch(`${name} in ${this.name}, ${title}, shows ${JSON.stringify(seen)}`);
      }
      const [, clicked] = noted.findLast(([text]) => text === 'click');
      return { times, total: (ended - clicked) / 1000 };
    });
  }

  /**
   * Does something on the built page, in a new browser.
   * @template Result
   * @param {{ text: string, lines: number[] }} work see `ProductPage.open`
   * @param {(page: ProductPage, browser: import('puppeteer-core').Browser) => Promise<Result>} act
   * @param {{ isFirst?: boolean }} [visit] whether nothing is in the profile yet
   * @returns {Promise<Result>}
   */
  onPage(work, act, { isFirst = false } = {}) {
    return this.#inBrowser('product', isFirst, async (browser) =>
      act(await ProductPage.open(browser, this.url, work), browser),
    );
  }

  async #inBrowser(profile, isFirst, act) {
    const folder = join(this.profiles, profile);
    const browser = await drive(this.kind, isFirst ? mkdtempSync(`${folder}-`) : folder);
    await new Promise((resolve) => setTimeout(resolve, BROWSER_STARTS));
    try {
      return await act(browser);
    } finally {
      await browser.close();
    }
  }
}
