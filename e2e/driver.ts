/**
 * What a person does on the page, by role and name. Programs carry `# @name` markers, and lines are named by them.
 *
 * Only two things are found by what Monaco and xterm are made of, because they have no role: the margin that is clicked,
 * and the marks in it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, test as base, expect, type FullProject, type Locator, type Page } from '@playwright/test';
import { withLateAnswers } from './late-answers.ts';

/** The regions of the page. */
export type RegionName =
  | 'Editor'
  | 'Terminal'
  | 'Variables'
  | 'Watch'
  | 'Call stack'
  | 'Breakpoints'
  | 'Modules'
  | 'Disassembly'
  | 'Frame evaluation'
  | 'Overhead';

export class Driver {
  /** Where each `# @name` of the program is. */
  private markers = new Map<string, number>();

  constructor(readonly page: Page) {}

  get status(): Locator {
    return this.page.getByRole('status');
  }

  /** The line at the foot of the terminal. */
  get entry(): Locator {
    return this.region('Terminal').locator('label').getByRole('textbox');
  }

  /** @param url - Of the page; with the project's parameters when absent. */
  async open(url = `./${base.info().project.metadata.parameters ?? ''}`): Promise<void> {
    await this.page.goto(url);
    await expect(this.region('Editor')).toBeVisible();
  }

  region(name: RegionName): Locator {
    return this.page.getByRole('region', { name, exact: true });
  }

  /** Opens a region that may be folded. */
  async unfold(name: RegionName): Promise<Locator> {
    const fold = this.region(name).getByRole('button', { name, exact: true });
    if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
    return this.region(name);
  }

  /** Opens a section of the region "Frame evaluation". */
  async unfoldSection(name: string): Promise<void> {
    const fold = this.region('Frame evaluation').getByRole('button', { name, exact: true });
    if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** A variable or watched expression, by its `name = value`. */
  item(region: 'Variables' | 'Watch', name: string | RegExp): Locator {
    return this.region(region).getByRole('treeitem', { name, exact: true });
  }

  /** Opens the person's own program and writes `text` into it. */
  async write(text: string): Promise<void> {
    await this.choose('Your own program');
    await this.focusEditor();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.press('Delete');
    const shown = this.region('Editor').locator('.view-lines');
    await expect(shown).toHaveText('');
    await this.paste(text);
    // Monaco takes what is pasted when it has time: what is clicked before that belongs to the old text.
    const lines = text.split('\n').map((line) => line.trim());
    await expect(shown).toContainText(lines.findLast((line) => line !== '') ?? '');
    this.markers = new Map(
      text.split('\n').flatMap((line, index) => {
        const [, name] = line.match(/# @(\w+)/) ?? [];
        return name ? [[name, index + 1] as const] : [];
      }),
    );
  }

  /** Opens another program; what is under way is ended. */
  async choose(title: string): Promise<void> {
    // Nothing is asked about one that is being ended already.
    const execution = await this.page.locator('.status').getAttribute('data-execution');
    const goesOn = ['starting', 'running', 'paused'].includes(execution ?? '');
    const picker = this.page.getByLabel('Program', { exact: true });
    const isOpen = (await picker.locator('option:checked').textContent()) === title;
    await picker.selectOption({ label: title });
    if (goesOn && !isOpen) await this.button(`End it and open ${title}`).click();
  }

  /** Pastes into what has the focus: typed into an editor, every line would be indented once more. */
  async paste(text: string): Promise<void> {
    await allowClipboard(this.page);
    await this.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
    await this.page.keyboard.press('ControlOrMeta+V');
  }

  /** The line of a marker. */
  line(marker: string): number {
    const line = this.markers.get(marker);
    if (line === undefined) throw new Error(`The program has no line marked # @${marker}.`);
    return line;
  }

  async focusEditor(): Promise<void> {
    // What the lines are scrolled in: they themselves may begin above the screen.
    await this.region('Editor')
      .locator('.editor-scrollable')
      .first()
      .click({ position: { x: 4, y: 4 } });
  }

  /** Puts the cursor on a line, by the keyboard. */
  async goTo(marker: string): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press('ControlOrMeta+Home');
    for (let line = 1; line < this.line(marker); line++) await this.page.keyboard.press('ArrowDown');
  }

  /** Clicks in the margin beside a line, which must be in view. With Shift that opens the form of a breakpoint. */
  async clickMargin(
    marker: string,
    { button, shift = false }: { button?: 'right'; shift?: boolean } = {},
  ): Promise<void> {
    const { x, y } = await this.marginOf(marker);
    if (shift) await this.page.keyboard.down('Shift');
    await this.page.mouse.click(x, y, button && { button });
    if (shift) await this.page.keyboard.up('Shift');
  }

  /** Where the margin beside a line is on the screen. */
  async marginOf(marker: string): Promise<{ x: number; y: number }> {
    const number = this.region('Editor').locator('.line-numbers', { hasText: new RegExp(`^${this.line(marker)}$`) });
    const glyphs = this.region('Editor').locator('.glyph-margin');
    let point: { x: number; y: number } | undefined;
    const measure = async () => {
      const [box, margin] = [
        await number.boundingBox({ timeout: 5_000 }),
        await glyphs.boundingBox({ timeout: 5_000 }),
      ];
      if (!box || !margin) throw new Error(`Line ${this.line(marker)} is not in view.`);
      return { x: margin.x + margin.width / 2, y: box.y + box.height / 2 };
    };
    // Monaco makes and moves its lines in the frame after whatever caused it, text that was written or a form that was
    // closed: an element that was found can be gone when it is measured, and elsewhere when it is clicked.
    await expect(async () => {
      const before = await measure();
      await this.nextFrame();
      point = await measure();
      expect(point).toEqual(before);
    }).toPass({ timeout: 20_000 });
    if (!point) throw new Error(`Line ${this.line(marker)} was not measured.`);
    return point;
  }

  /** Until the page has drawn what it knows now. */
  async nextFrame(): Promise<void> {
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))));
  }

  /** The checkbox of a breakpoint in the list. */
  breakpoint(marker: string): Locator {
    return this.region('Breakpoints').getByRole('checkbox', { name: `main.py:${this.line(marker)}`, exact: true });
  }

  /** Presses a button of the toolbar. */
  async press(name: string): Promise<void> {
    await this.button(name).click();
  }

  /** Sets a breakpoint on each marked line and debugs up to the first. */
  async debugTo(...markers: string[]): Promise<void> {
    for (const marker of markers) await this.clickMargin(marker);
    await this.press('Debug');
    await this.expectPaused('breakpoint', markers[0] ?? '');
  }

  /** Until Python has booted, if a start has to wait for that: on a busy machine it takes longer than anything else. */
  async booted(): Promise<void> {
    await expect(this.status).not.toHaveText(/^(Starting|Loading)/, { timeout: bootTimeout() });
  }

  /** @param column - Of what is next, where it is not the first statement of its line. */
  async expectPaused(reason: string, marker: string, column?: number): Promise<void> {
    await this.booted();
    const place = `${this.line(marker)}${column === undefined ? '' : `:${column}`}`;
    await expect(this.status).toHaveText(new RegExp(`^Paused on ${reason} at main\\.py:${place}( in \\S+)?$`));
  }

  async expectFinished(): Promise<void> {
    await this.booted();
    await expect(this.status).toHaveText('Finished');
  }

  async expectOutput(text: string | RegExp): Promise<void> {
    await expect(this.region('Terminal')).toContainText(text);
  }

  /** Enters a line in the terminal. */
  async enter(text: string): Promise<void> {
    await this.entry.fill(text);
    await this.entry.press('Enter');
  }

  async watch(expression: string): Promise<void> {
    const field = this.region('Watch').getByRole('textbox', { name: 'Expression to watch' });
    await field.fill(expression);
    await field.press('Enter');
  }
}

/** One browser profile for the tests of a process: what a second visit finds in caches, every test but the first finds. */
export interface Profile {
  readonly context: BrowserContext;
  /** That of the test before: in a new one the browser would compile everything anew. */
  page: Page | undefined;
}

/** A test with the page open and Python booted. One that takes `page` instead of `app` has a profile of its own, with nothing in it. */
export const test = base.extend<{ app: Driver; keepsOffline: boolean }, { readonly profile: Profile }>({
  /** Whether the page may keep itself for use without its host: then requests do not reach what a test puts in their way. */
  keepsOffline: [false, { option: true }],
  context: async ({ context, keepsOffline }, use, { project }) => {
    if (!keepsOffline) await withoutServiceWorkers(context, project);
    await use(context);
  },
  profile: [
    async ({ playwright, browser, browserName }, use, { project }) => {
      const { baseURL, viewport, launchOptions = {} } = project.use;
      const options = { ...(baseURL ? { baseURL } : {}), ...(viewport ? { viewport } : {}) };
      if (browserName !== 'chromium') {
        const context = await browser.newContext(options);
        await withoutServiceWorkers(context, project);
        await use({ context, page: undefined });
        await context.close();
        return;
      }
      // On the disk: what Chromium has compiled is kept only there, and takes most of a visit's time.
      const folder = mkdtempSync(join(tmpdir(), 'dapper-profile-'));
      const context = await playwright.chromium.launchPersistentContext(folder, { ...launchOptions, ...options });
      await withoutServiceWorkers(context, project);
      await use({ context, page: undefined });
      await context.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: 'worker' },
  ],
  app: async ({ profile, browser, hasTouch, viewport, colorScheme, baseURL }, use, info) => {
    // A screen that is touched is a property of the profile.
    const own = hasTouch
      ? await browser.newContext({ hasTouch, viewport, colorScheme, ...(baseURL ? { baseURL } : {}) })
      : undefined;
    if (own) await withoutServiceWorkers(own, info.project);
    const context = own ?? profile.context;
    const page = (own ? undefined : profile.page) ?? (await newPage(context, info.project));
    profile.page = undefined;
    await forgetWork(page, baseURL);
    const app = new Driver(page);
    await app.open();
    await expect(app.status).toHaveText('Ready', { timeout: bootTimeout() });
    await use(app);
    const isKept = !own && info.status === info.expectedStatus && !page.isClosed();
    await Promise.all(context.pages().map((each) => (isKept && each === page ? undefined : each.close())));
    await context.unrouteAll();
    if (isChromium()) await context.clearPermissions();
    if (own) await own.close();
    if (!isKept) return;
    // Its own are not the context's.
    await page.unrouteAll();
    page.removeAllListeners();
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
    if (viewport) await page.setViewportSize(viewport);
    profile.page = page;
  },
});

/** Lets the page read and write the clipboard, where that needs a permission; other browsers are started so that it does not. */
export async function allowClipboard(page: Page): Promise<void> {
  if (isChromium()) await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
}

/** Whose answers a test can hold back, where the browser takes scripts before those of a page. */
async function newPage(context: BrowserContext, { metadata }: FullProject): Promise<Page> {
  const page = await context.newPage();
  return metadata.takesScripts === false ? page : withLateAnswers(page);
}

/** Where the project needs them the address of the page says that it keeps nothing. */
async function withoutServiceWorkers(context: BrowserContext, { metadata }: FullProject): Promise<void> {
  if (metadata.parameters !== undefined) return;
  await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
}

/** In milliseconds: within which Python boots in the project's browser, on a busy machine. */
function bootTimeout(): number {
  return base.info().project.metadata.bootTimeout ?? 45_000;
}

function isChromium(): boolean {
  return (base.info().project.use.browserName ?? 'chromium') === 'chromium';
}

/** Leaves what an earlier test has typed, set and chosen. */
async function forgetWork(page: Page, origin: string | undefined): Promise<void> {
  // From elsewhere on the origin: the page itself keeps what is typed when it is left.
  await page.goto(new URL('icon.svg', origin).href);
  await page.mouse.move(0, 0);
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
}

export { expect };
