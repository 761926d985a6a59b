// The built page, used as a person uses it: a program and breakpoints from the last visit, then Run or Debug.
import { Mismatch } from '../lib/options.mjs';

/** How long one thing on the page may take, in milliseconds. */
const PATIENCE = { timeout: 90_000 };

export class ProductPage {
  /**
   * Opens it.
   * @param browser Puppeteer's
   * @param {string} url
   * @param {{ text: string, lines: number[] }} work what is restored: the text, and lines with breakpoints
   */
  static async open(browser, url, { text, lines }) {
    const page = await browser.newPage();
    const opened = new ProductPage(page);
    page.on('pageerror', (error) => {
      opened.error ??= new Error(`the page failed: ${error.message}`, { cause: error });
    });
    const work = { text, breakpoints: lines.map((line) => ({ line, enabled: true })) };
    // As src/playground/saved-work.ts keeps it; `expectBreakpoints` finds out if that has changed.
    await page.evaluateOnNewDocument((saved) => {
      if (!location.protocol.startsWith('http')) return; // the empty page that comes first may not store anything
      localStorage.setItem('dapper-web.chosen', '"own"');
      localStorage.setItem('dapper-web.program.own', saved);
      const observer = new MutationObserver(() => {
        const isThere = [...document.querySelectorAll('button')].some(
          ({ textContent }) => textContent.trim() === 'Debug',
        );
        if (!isThere) return;
        window.debugCame = performance.now();
        observer.disconnect();
      });
      observer.observe(document, { subtree: true, childList: true });
    }, JSON.stringify(work));
    await page.goto(url);
    await page.waitForSelector('[role=status]', PATIENCE);
    await page.evaluate(() => {
      const status = document.querySelector('[role=status]');
      window.noted = []; // what the status line said, and when
      new MutationObserver(() => window.noted.push([status.textContent, performance.now()])).observe(status, {
        subtree: true,
        childList: true,
        characterData: true,
      });
      document.addEventListener('click', ({ timeStamp }) => window.noted.push(['click', timeStamp]), { capture: true });
    });
    return opened;
  }

  constructor(page) {
    this.page = page;
  }

  /** Waits until the status line is as `pattern` has it. */
  async status(pattern) {
    await this.page.waitForFunction(
      (source) => new RegExp(source).test(document.querySelector('[role=status]').textContent),
      { ...PATIENCE, polling: 'mutation' },
      pattern.source,
    );
    if (this.error) throw this.error;
  }

  /**
   * The list of breakpoints has as many as were set.
   * @throws Mismatch
   */
  async expectBreakpoints(count) {
    const selector = '[aria-label=Breakpoints] input[type=checkbox][aria-label*="main.py:"]';
    const found = (await this.page.$$(selector)).length;
    if (found !== count) throw new Mismatch(`the page shows ${found} breakpoints, not ${count}`);
  }

  /** Presses a button of the toolbar. */
  async press(label) {
    await this.page.locator(`::-p-aria([name="${label}"][role="button"])`).click();
  }

  /**
   * The addresses of what the page itself has fetched by the time that it drew first, and that Debug was there. What
   * its workers fetch, Python above all, is not the page's.
   */
  async fetched() {
    await this.page.waitForFunction(() => window.debugCame !== undefined, PATIENCE);
    return this.page.evaluate(() => {
      const [drawn] = performance.getEntriesByName('first-contentful-paint');
      const all = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
      const by = (time) =>
        all.filter(({ responseEnd }) => responseEnd > 0 && responseEnd <= time).map(({ name }) => name);
      return { toDraw: by(drawn.startTime), toPress: by(window.debugCame) };
    });
  }

  /**
   * Waits until the program is paused after the first `count` notes.
   * @returns {Promise<number>} seconds since the click that came between
   */
  async stopAfter(count) {
    const handle = await this.page.waitForFunction(
      (seen) => {
        const later = window.noted.slice(seen);
        const click = later.find(([text]) => text === 'click');
        const paused = later.findLast(([text]) => text.startsWith('Paused'));
        return click && paused && paused[1] > click[1] ? paused[1] - click[1] : false;
      },
      { ...PATIENCE, polling: 'mutation' },
      count,
    );
    return (await handle.jsonValue()) / 1000;
  }

  /** What the status line has said since the page was opened, and clicks: each with the milliseconds since then. */
  noted() {
    return this.page.evaluate(() => window.noted);
  }

  /** The lines in view of the terminal, as soon as one of them is a program's final report. */
  async terminal() {
    const handle = await this.page.waitForFunction(() => {
      const rows = [...document.querySelectorAll('.xterm-rows > div')];
      const text = rows.map((row) => row.textContent.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
      return /^@times( \d+){4}$/m.test(text) ? text : false;
    }, PATIENCE);
    return handle.jsonValue();
  }
}
