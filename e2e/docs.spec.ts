/** The documentation: a static site whose examples are the element. */
import type { Page } from '@playwright/test';
import { findings } from './axe.ts';
import { test as base, expect } from './driver.ts';

const SITE = `http://127.0.0.1:${process.env.DAPPER_DOCS_PORT}/`;

/** The site, and what went wrong in it. */
const test = base.extend<{ site: Page; faults: string[] }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs.
  faults: async ({}, use) => {
    await use([]);
  },
  site: async ({ page, faults }, use) => {
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 400) faults.push(`${response.status()} ${response.url()}`);
    });
    await page.goto(SITE);
    await use(page);
  },
});

/** All pages, by the list that each of them has. */
async function paths(site: Page): Promise<string[]> {
  const links = site.getByRole('navigation', { name: 'Documentation' }).getByRole('link');
  return links.evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
}

for (const look of ['light', 'dark'] as const) {
  for (const width of [1280, 390]) {
    test(`every page opens, and axe-core finds nothing, ${look}, ${width} pixels wide`, async ({ site, faults }) => {
      test.setTimeout(180_000);
      const all = await paths(site);
      await site.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
      await site.setViewportSize({ width, height: 900 });
      expect(all.length).toBeGreaterThan(15);
      for (const path of all) {
        await site.goto(new URL(path, SITE).href);
        await expect(site.getByRole('heading', { level: 1 })).toHaveCount(1);
        await expect(site.locator('nav [aria-current=page]')).toHaveAttribute('href', path);
        const width = await site.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(width, `${path} is wider than the screen`).toBeLessThanOrEqual(0);
        expect(await findings(site), path).toEqual([]);
      }
      expect(faults).toEqual([]);
    });
  }
}

test('on a phone the list of pages is closed, so that the text comes first', async ({ site }) => {
  const list = site.getByRole('navigation', { name: 'Documentation' });
  await expect(list).toBeVisible();
  await site.setViewportSize({ width: 390, height: 900 });
  await expect(list).toBeHidden();
  await site.reload();
  await expect(list).toBeHidden();
  await expect(site.getByRole('heading', { level: 1 })).toBeInViewport();
  await site.getByText('Pages', { exact: true }).press('Enter');
  await list.getByRole('link', { name: 'Lessons' }).click();
  await expect(site.getByRole('heading', { level: 1 })).toHaveText('Lessons');
  await site.setViewportSize({ width: 1280, height: 900 });
  await expect(list).toBeVisible();
});

test('links within the site lead somewhere', async ({ site, request }) => {
  const missing: string[] = [];
  for (const path of await paths(site)) {
    await site.goto(new URL(path, SITE).href);
    const targets = await site
      .locator('main a')
      .evaluateAll((all) => all.map((each) => (each as HTMLAnchorElement).href));
    for (const target of new Set(targets.filter((each) => each.startsWith(SITE)))) {
      const { hash, href } = new URL(target);
      const answer = await request.get(href);
      const id = decodeURIComponent(hash.slice(1));
      if (!answer.ok() || (id !== '' && !(await answer.text()).includes(` id="${id}"`)))
        missing.push(`${path}: ${href}`);
    }
  }
  expect(missing).toEqual([]);
});

test('in the reference types are links, and what only declarations refer to says that it cannot be imported', async ({
  site,
}) => {
  /** The signatures and the texts below a heading, up to the next of its kind. */
  const below = (id: string) => site.locator(`xpath=//main/*[preceding-sibling::h2[1][@id='${id}']]`);
  await site.goto(`${SITE}api-session.html`);
  const signature = below('createsession').filter({ hasText: /^\s*createSession\(/ });
  await expect(signature).toHaveText('createSession(options: SessionOptions): Promise<DebugSession>');
  await expect(signature.getByRole('link', { name: 'DebugSession' })).toHaveAttribute('href', '#debugsession');
  await expect(below('textedit').filter({ hasText: 'Not Exported' })).toHaveCount(1);
  await expect(below('debugsession').filter({ hasText: 'Not Exported' })).toHaveCount(0);
  await expect(below('requesterror').getByRole('link')).toHaveAttribute('href', 'api-protocol.html#requesterror');
  // Of the protocol, only its types and the error's class; and a comment's own link.
  await site.goto(`${SITE}api-protocol.html`);
  await expect(site.getByRole('heading', { level: 2, name: /\(\)$/ })).toHaveCount(0);
  await site.goto(`${SITE}api-element.html`);
  await expect(below('pythondebuggerelement').getByRole('link', { name: 'DebuggerEvents' })).toBeVisible();
});

test('no two parts of a page have one id', async ({ site }) => {
  for (const path of await paths(site)) {
    await site.goto(new URL(path, SITE).href);
    const ids = await site.locator('main [id]').evaluateAll((all) => all.map((each) => each.id));
    expect(
      ids.filter((id, at) => ids.indexOf(id) < at),
      path,
    ).toEqual([]);
  }
});

test('the first example is debugged by keyboard, and nothing is loaded for it before', async ({ site, faults }) => {
  const example = site.locator('python-debugger').first();
  await expect(example).toContainText('def area(width, height):');
  expect(site.workers()).toEqual([]);
  await site.keyboard.press('Tab');
  await expect(site.getByRole('link', { name: 'Skip to the text' })).toBeFocused();
  await site.keyboard.press('Enter');
  const debug = example.getByRole('button', { name: 'Debug', exact: true });
  await debug.focus();
  await site.keyboard.press('Enter');
  await expect(example.getByRole('status')).toHaveText('Paused on breakpoint at main.py:5', { timeout: 45_000 });
  await site.keyboard.press('F11');
  await expect(example.getByRole('status')).toHaveText('Paused on step at main.py:2 in area');
  expect(faults).toEqual([]);
});

test('frame evaluation is explained with its live counters', async ({ site, faults }) => {
  await site.goto(`${SITE}frame-evaluation.html`);
  const example = site.locator('python-debugger').first();
  await example.getByRole('button', { name: 'Debug', exact: true }).click();
  await expect(example.getByRole('status')).toHaveText('Paused on breakpoint at main.py:6 in rare', {
    timeout: 45_000,
  });
  const panel = example.getByRole('region', { name: 'Frame evaluation', exact: true });
  await expect(panel).toContainText('Eval-frame hook');
  await panel.getByRole('button', { name: 'Health check' }).click();
  await expect(panel.getByRole('list', { name: 'Health check' })).toBeVisible();
  expect(faults).toEqual([]);
});

test('the lesson of the documentation begins', async ({ site }) => {
  await site.goto(`${SITE}scenes.html`);
  const example = site.locator('python-debugger').first();
  await example.getByRole('button', { name: 'Start the lesson' }).click();
  await expect(example.getByRole('status')).toHaveText('Paused at main.py:7', { timeout: 45_000 });
  await expect(example.getByRole('heading', { name: 'Step 1 of 3: A sum' })).toBeVisible();
});
