/** The panels in shadow roots, several on a page, as an embedder attaches them (panels/main.ts). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type CDPSession, type Locator, type Page, test } from '@playwright/test';
import { expect } from './driver.ts';
import type { PanelsPage } from './panels/main.ts';

declare global {
  var panels: PanelsPage;
  var refs: readonly WeakRef<object>[];
}

let server: ChildProcess;
let url: string;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  // A process of its own: where Playwright translates modules, Pyodide does not find its files for the build.
  server = spawn(process.execPath, ['e2e/panels/serve.mjs'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const { stdout } = server;
  if (!stdout) throw new Error('The process was started without a pipe.');
  const [line] = (await once(stdout, 'data')) as [Buffer];
  url = line.toString().trim();
});

test.afterAll(() => server.kill());

/** A debugger on the page, by the id of its element. */
class Embedded {
  readonly host: Locator;
  readonly status: Locator;

  private constructor(
    readonly page: Page,
    readonly id: string,
  ) {
    this.host = page.locator(`#${id}`);
    this.status = this.host.getByRole('status');
  }

  static async add(page: Page, id: string, text: string, look: 'light' | 'dark' = 'light'): Promise<Embedded> {
    await page.evaluate(([name, program, chosen]) => panels.add(name, program, chosen), [id, text, look] as const);
    const added = new Embedded(page, id);
    await expect(added.status).toHaveText('Ready', { timeout: 300_000 });
    return added;
  }

  region(name: string): Locator {
    return this.host.getByRole('region', { name, exact: true });
  }

  button(name: string): Locator {
    return this.host.getByRole('button', { name, exact: true });
  }

  get entry(): Locator {
    return this.region('Terminal').locator('label').getByRole('textbox');
  }

  /** Puts the cursor on a line. */
  async goTo(line: number): Promise<void> {
    await this.region('Editor')
      .locator('.editor-scrollable')
      .first()
      .click({ position: { x: 4, y: 4 } });
    await this.page.keyboard.press('ControlOrMeta+Home');
    for (let at = 1; at < line; at++) await this.page.keyboard.press('ArrowDown');
  }

  /** Sets a breakpoint on a line and debugs up to it, by the keyboard. */
  async debugTo(line: number): Promise<void> {
    await this.goTo(line);
    await this.page.keyboard.press('F9');
    await expect(this.region('Breakpoints').getByRole('checkbox', { name: `main.py:${line}` })).toBeVisible();
    await this.page.keyboard.press('F5');
    await expect(this.status).toHaveText(new RegExp(`^Paused on breakpoint at main\\.py:${line}`));
  }

  value(text: string): Locator {
    return this.region('Variables').getByRole('treeitem', { name: text, exact: true });
  }
}

const double = (n: number) =>
  `def double(n):\n    return n * 2  # a\n\nprint("so", double(${n}))\nprint(input("Who? "))\n`;

test.beforeEach(async ({ page }) => {
  await page.goto(url);
  await page.waitForFunction(() => 'panels' in globalThis);
});

test('a program is debugged in a shadow root, and what opens there stays there', async ({ page }) => {
  const one = await Embedded.add(page, 'one', double(21));
  await one.debugTo(2);
  await expect(one.value('n = 21')).toBeVisible();
  await expect(one.region('Watch').getByRole('treeitem', { name: 'n * 2 = 42' })).toBeVisible();

  // Over the name in the line that is stopped at.
  const line = one.region('Editor').locator('.view-line').nth(1);
  await expect(async () => {
    await one.button('Stop').hover();
    await line.hover({ position: { x: 8.4 * 11.5, y: 10 } });
    await expect(one.host.getByRole('dialog', { name: 'Value of n' })).toContainText('21', { timeout: 3000 });
  }).toPass();

  await one.entry.fill('di');
  await one.entry.press('Tab');
  await expect(one.host.getByRole('listbox', { name: 'Completions' })).toBeVisible();
  await one.entry.press('Escape');
  await one.entry.fill('n + 1');
  await one.entry.press('Enter');
  await expect(one.region('Terminal')).toContainText('22');

  await one.goTo(4);
  await page.keyboard.press('Shift+F9');
  const form = one.host.getByRole('form', { name: 'Breakpoint at line 4' });
  await expect(form.getByRole('textbox', { name: 'Condition' })).toBeFocused();
  await page.keyboard.press('Escape');

  await page.keyboard.press('ControlOrMeta+F');
  await expect(one.host.getByRole('textbox', { name: 'Find' })).toBeFocused();
  await page.keyboard.press('Escape');

  const answer = page.evaluate(() => panels.ask('one'));
  await expect(one.host.getByRole('dialog', { name: 'Sure?' })).toBeVisible();
  await page.keyboard.press('Enter');
  expect(await answer).toBe(true);

  // Monaco keeps one hidden element for menus, which move to where they are opened.
  const outside = await page.evaluate(() => ({
    elements: [...document.body.querySelectorAll(':scope > :not(label, #one, script, .context-view)')].length,
    links: document.querySelectorAll('link[rel=stylesheet]').length,
    sheets: document.adoptedStyleSheets.length,
  }));
  expect(outside).toEqual({ elements: 0, links: 0, sheets: 0 });
});

test('a page that is read from the right, centred and in capitals has panels as any other', async ({ page }) => {
  await page.evaluate(() => {
    document.documentElement.dir = 'rtl';
    document.body.style.cssText =
      'text-align: center; text-transform: uppercase; letter-spacing: 3px; white-space: pre';
  });
  const one = await Embedded.add(page, 'one', double(21));
  await one.debugTo(2);
  await expect(one.value('n = 21')).toBeVisible();
  const odd = await one.host.evaluate(({ shadowRoot }) =>
    [...(shadowRoot?.querySelectorAll('section > *, section > * *, .toolbar *, .status-line *') ?? [])].flatMap(
      (each) => {
        const { direction, textTransform, letterSpacing } = getComputedStyle(each);
        const isOwn = direction === 'ltr' && textTransform === 'none' && letterSpacing === 'normal';
        // The beginning of a long path is what may be missing; Monaco and xterm measure for themselves.
        return isOwn || each.closest('.file-name, .monaco-editor, .xterm') ? [] : each.outerHTML.slice(0, 120);
      },
    ),
  );
  expect(odd).toEqual([]);
  // Code begins where the numbers of its lines end.
  const [numbers, code] = await Promise.all(
    ['.line-numbers', '.view-line > span'].map((part) => one.region('Editor').locator(part).first().boundingBox()),
  );
  expect(code?.x).toBeGreaterThan((numbers?.x ?? Infinity) + (numbers?.width ?? 0));
  const row = await one.value('n = 21').boundingBox();
  const name = await one.value('n = 21').getByText('n', { exact: true }).boundingBox();
  expect((name?.x ?? 0) - (row?.x ?? 0)).toBeLessThan(60);
});

test('keys and focus are those of the root: what happens elsewhere on the page is not its own', async ({ page }) => {
  const one = await Embedded.add(page, 'one', double(1));
  await one.goTo(2);
  const elsewhere = page.getByRole('textbox', { name: 'Elsewhere' });
  await elsewhere.focus();
  await page.keyboard.press('F9');
  await page.keyboard.press('F10');
  await expect(one.region('Breakpoints').getByRole('checkbox', { name: /^main/ })).toHaveCount(0);
  await one.button('Run').click();
  await elsewhere.focus();
  await expect(one.status).toHaveText('Waiting for input');
  await expect(one.entry).toBeVisible();
  await expect(elsewhere).toBeFocused();

  await one.entry.fill('Ada');
  await one.entry.press('Enter');
  await expect(one.status).toHaveText('Finished');
  // From the program, which nobody writes in just now, the line of the terminal takes the focus.
  await one.goTo(2);
  await page.keyboard.press('Control+F5');
  await expect(one.status).toHaveText('Waiting for input');
  await expect(one.entry).toBeFocused();
});

test('two debuggers on a page do not disturb each other', async ({ page }) => {
  test.slow();
  const one = await Embedded.add(page, 'one', double(10));
  const two = await Embedded.add(page, 'two', double(20), 'dark');
  await one.debugTo(2);
  await two.debugTo(2);
  await expect(one.value('n = 10')).toBeVisible();
  await expect(two.value('n = 20')).toBeVisible();

  // Each has its own look, its editor and its terminal too.
  const groundOf = (root: Embedded, selector: string) =>
    root.host
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor);
  for (const selector of ['.monaco-editor-background', '.xterm-scrollable-element']) {
    expect(await groundOf(one, selector)).toBe('rgb(255, 255, 255)');
    expect(await groundOf(two, selector)).toBe('rgb(26, 29, 35)');
  }

  await two.goTo(2);
  await page.keyboard.press('F5');
  await expect(two.status).toHaveText('Waiting for input');
  await expect(one.status).toHaveText(/^Paused/);
  await expect(one.value('n = 10')).toBeVisible();
  const ids = await page.evaluate(() =>
    ['one', 'two'].map((id) => {
      const all = [...(document.getElementById(id)?.shadowRoot?.querySelectorAll('[id]') ?? [])].map((each) => each.id);
      return all.length - new Set(all).size;
    }),
  );
  expect(ids).toEqual([0, 0]);

  await page.evaluate(() => panels.dispose('one'));
  await two.entry.fill('Ada');
  await two.entry.press('Enter');
  await expect(two.status).toHaveText('Finished');
  await expect(two.region('Terminal')).toContainText('so 40');
});

/** Listeners and nodes, when nothing goes any more. */
async function counts(page: Page, devtools: CDPSession) {
  let left = '';
  await expect(async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(500);
    const { jsEventListeners, nodes } = await devtools.send('Memory.getDOMCounters');
    const before = left;
    left = JSON.stringify({ workers: page.workers().length, listeners: jsEventListeners, nodes });
    expect(left).toBe(before);
  }).toPass({ timeout: 30_000 });
  return JSON.parse(left) as { workers: number; listeners: number; nodes: number };
}

test('a debugger that is disposed of leaves nothing: no element, style, listener or worker', async ({ page }) => {
  test.setTimeout(240_000);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  const session = async () => {
    const one = await Embedded.add(page, 'one', double(10));
    await one.debugTo(2);
    await expect(one.value('n = 10')).toBeVisible();
    const left = await page.evaluate(() => {
      const disposed = panels.dispose('one');
      globalThis.refs = disposed.refs;
      return disposed.left;
    });
    // The sheet of the page's own layout.
    expect(left).toEqual({ elements: [], sheets: 1, fonts: 0 });
    await expect.poll(() => pythons(page)).toBe(0);
  };
  // What a session leaves, each of them leaves; what a page makes once, one of them: mostly the first, yet what shows
  // only by chance (a text that a fast boot never has) a later one.
  await session();
  let before = await counts(page, devtools);
  const grown: { listeners: number; nodes: number }[] = [];
  for (let time = 0; time < 2; time++) {
    await session();
    const after = await counts(page, devtools);
    grown.push({ listeners: after.listeners - before.listeners, nodes: after.nodes - before.nodes });
    before = after;
  }
  expect(Math.min(...grown.map((each) => each.listeners))).toBeLessThanOrEqual(0);
  expect(Math.min(...grown.map((each) => each.nodes))).toBeLessThanOrEqual(0);
  expect(await page.evaluate(() => refs.map((ref) => ref.deref() === undefined))).toEqual([true, true]);
});

/** How many workers there are that run Python. */
function pythons(page: Page): number {
  return page.workers().filter((worker) => worker.url().includes('/browser-')).length;
}
