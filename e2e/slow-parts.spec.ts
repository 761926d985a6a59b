/** Parts of the page that the network does not bring at once. */
import type { Page } from '@playwright/test';
import { expectNoFindings } from './axe.ts';
import { expect, test } from './driver.ts';

/**
 * Has the network fail each of the parts once.
 *
 * @returns what it has failed.
 */
async function failOnce(page: Page, parts: RegExp): Promise<ReadonlySet<string>> {
  const failed = new Set<string>();
  await page.route(parts, async (route) => {
    const url = route.request().url();
    // A browser that fetches a file ahead tries it twice by itself.
    const tries = ['first', 'second'].map((time) => `${time} ${url}`);
    const next = tries.find((each) => !failed.has(each));
    if (next === undefined) return route.continue();
    failed.add(next);
    await route.abort();
  });
  return failed;
}

test('a part of the page that the network fails once comes all the same, with what was written meanwhile', async ({
  app,
}) => {
  const { page } = app;
  const failed = await failOnce(page, /assets\/(terminal|open-editor|last-parts|modules)-(?!output).*\.js/);
  await page.reload();
  await expect(page.locator('.xterm')).toBeAttached({ timeout: 45_000 });
  await app.write('print("here")\n');
  await app.press('Run');
  await app.expectOutput('here');
  expect([...failed].some((each) => each.includes('/terminal-'))).toBe(true);
  await expect(page.getByText('Failed to fetch')).toHaveCount(0);
});

test('a part that never comes is said', async ({ app }) => {
  const { page } = app;
  await page.route(/assets\/terminal-(?!output|preview).*\.js/, (route) => route.abort());
  await page.reload();
  // After the last try, half a minute later.
  await expect(page.getByText('A part of this page could not be loaded.').first()).toBeVisible({ timeout: 55_000 });
  const region = app.region('Terminal');
  await app.write('print("shown all the same")\n');
  await app.press('Run');
  await expect(region.getByText('load the page again')).toBeVisible();
  await expect(region.getByRole('log')).toContainText('shown all the same');
});

for (const [what, body] of [
  ['halved', 'export class Terminal {'],
  ['empty', ''],
] as const) {
  test(`a part that comes ${what} is said at once, since no further try could help`, async ({ app }) => {
    const { page } = app;
    await page.route(/assets\/terminal-(?!output|preview).*\.js/, (route) =>
      route.fulfill({ contentType: 'text/javascript', body }),
    );
    await page.reload();
    await expect(page.getByText('Check the connection, then load the page again.').first()).toBeVisible();
  });
}

/** Holds the terminal's part back, until what is returned is called. */
async function holdTerminal(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/assets\/(terminal-(?!output|preview)|fit-window-).*\.js/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('what is written before the terminal has come is the program, and is kept', async ({ app }) => {
  const { page } = app;
  const release = await holdTerminal(page);
  await page.reload();
  await app.write('written = 1\nprint("written", written)  # @stop\n');
  await app.debugTo('stop');
  await expect(app.item('Variables', 'written = 1')).toBeVisible();
  await expect(page.locator('.xterm')).toHaveCount(0);
  release();
  await app.press('Continue');
  await app.expectOutput('written 1');
  await page.reload();
  await expect(app.region('Editor').locator('.view-lines')).toContainText('print("written", written)');
});

test('until the terminal has come, what is printed is shown in plain, and input() gets its answer', async ({ app }) => {
  const { page } = app;
  const release = await holdTerminal(page);
  await page.reload();
  const region = app.region('Terminal');
  await app.write(
    'print("\\x1b[31mred\\x1b[0m <b>&amp;</b>", end="\\n10 %\\r")\n' +
      'print("20 %")\nprint("Hello", input("Name? "))\nprint("again", input("More? "))\n',
  );
  await app.press('Run');
  await expect(region.getByText('The terminal is still loading.')).toBeVisible();
  const log = region.getByRole('log', { name: 'Output of the program' });
  await expect(log).toHaveText('red <b>&amp;</b>\n20 %\nName? ', { useInnerText: true });
  const answer = region.getByRole('textbox', { name: 'Answer to input()' });
  await expect(answer).toBeFocused();
  await expectNoFindings(page, 'a preview of the terminal');
  await answer.fill('Ada');
  await answer.press('Enter');
  await expect(log).toContainText('Name? Ada\nHello Ada\nMore? ');
  await answer.fill('half an ans');
  release();
  await expect(page.locator('.xterm')).toBeAttached();
  await expect(region.getByText('The terminal is still loading.')).toHaveCount(0);
  await app.expectOutput('Hello Ada');
  await expect(answer).toHaveValue('half an ans');
  await expect(answer).toBeFocused();
  await page.keyboard.type('wer\n');
  await app.expectOutput('again half an answer');
});

test('styles that the network fails once come all the same', async ({ app }) => {
  const { page } = app;
  let failures = 0;
  await page.route(/assets\/later-.*\.css/, async (route) => {
    if (failures++ === 0) await route.abort();
    else await route.continue();
  });
  await page.reload();
  await expect(page.locator('link[rel=stylesheet][href*="/later-"]')).toHaveCount(1, { timeout: 20_000 });
  await expect.poll(() => failures).toBeGreaterThan(1);
  await app.write('print(1)\n');
  await app.unfold('Overhead');
  await expect(app.region('Overhead').locator('.overhead')).toBeVisible();
});

test('a list of breakpoints that the network fails once comes all the same, and a dialog that fails says what to do', async ({
  app,
}) => {
  const { page } = app;
  await failOnce(page, /assets\/(named-lists|tasks|share-dialog)-.*\.js/);
  await page.reload();
  await expect(app.region('Breakpoints').getByRole('button', { name: 'Add function breakpoint' })).toBeAttached({
    timeout: 20_000,
  });
  await expect(page.locator('.xterm')).toBeAttached({ timeout: 45_000 });
  await app.press('Share');
  await app.expectOutput('A part of this page could not be loaded. Check the connection, then try again.');
  await expect(page.getByText('Failed to fetch')).toHaveCount(0);
  await expect(async () => {
    await app.press('Share');
    await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
});
