/** What `<python-debugger>` needs of the page that it is in: of its policy, and where its origin is opaque. */

import { readFileSync } from 'node:fs';
import type { FrameLocator, Page } from '@playwright/test';
import { coursePage, FILES, test } from './course.ts';
import { expect } from './driver.ts';
import { startHost } from './static-host.ts';
import { watchViolations } from './violations.ts';

const PROGRAM = `
      total = 6 * 7
      print(total)
`;

/** A block of a file of ours for people, by its language and what is in it. */
function written(file: string, language: string, word: string): string {
  const text = readFileSync(new URL(`../docs/${file}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  const block = blocks.find(([, name, code = '']) => name === language && code.includes(word));
  if (!block?.[2]) throw new Error(`${file} has no block of "${language}" with "${word}" in it.`);
  return block[2];
}

/** The policy that is written down for pages with an element, with the address where the files are. */
function writtenPolicy(): string {
  const policy = written('security.md', '', 'https://files.example');
  return policy
    .replaceAll('https://files.example', FILES)
    .replaceAll(/\s+/g, ' ')
    .replace('Content-Security-Policy: ', '');
}

for (const sandbox of ['', 'sandbox']) {
  test(`the strict policy that is written down forbids nothing that an element does ${sandbox && 'with a sandbox'}`, async ({
    course,
  }) => {
    const violations = await watchViolations(course.page);
    const policy = writtenPolicy();
    expect(policy).toContain("require-trusted-types-for 'script'");
    await course.open(`<python-debugger ${sandbox} breakpoints="2">${PROGRAM}</python-debugger>`, {
      'Content-Security-Policy': policy,
    });
    await course.button('Debug').click();
    await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
    await expect(course.element().getByRole('treeitem', { name: 'total = 42', exact: true })).toBeVisible();
    await course.button('Continue').click();
    await expect(course.status()).toHaveText('Finished');
    await course.button('Restart').click();
    await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
    expect(violations).toEqual([]);
  });
}

/** A page whose frame of opaque origin has `html` in it. */
async function framed(page: Page, html: string): Promise<FrameLocator> {
  await page.route('**/lesson.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }));
  await page.route('**/course.html', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: '<!doctype html><title>A course</title><iframe sandbox="allow-scripts" width="1000" height="600" src="lesson.html">',
    }),
  );
  await page.goto('./course.html');
  return page.frameLocator('iframe');
}

for (const sandbox of ['', 'sandbox']) {
  test(`an element in a frame of opaque origin debugs ${sandbox && 'also with a sandbox of its own'}`, async ({
    page,
  }) => {
    const html = coursePage(`<python-debugger ${sandbox} breakpoints="2">${PROGRAM}</python-debugger>`);
    const frame = await framed(page, html);
    await frame.getByRole('button', { name: 'Debug', exact: true }).click();
    await expect(frame.getByRole('status')).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
    await expect(frame.getByRole('treeitem', { name: 'total = 42', exact: true })).toBeVisible();
    await frame.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect(frame.getByRole('status')).toHaveText('Finished');
    await expect(frame.getByRole('region', { name: 'Terminal' })).toContainText('42');
  });
}

test('where the host lets no other origin read the files, a frame of opaque origin says so in one sentence', async ({
  page,
}) => {
  const host = await startHost(FILES, {});
  const head = written('element.md', 'html', "addEventListener('error'");
  const body = `<python-debugger>${PROGRAM}</python-debugger>`;
  const frame = await framed(page, coursePage(body, host.url.slice(0, -1), head));
  await expect(frame.getByRole('alert')).toHaveText(
    `${host.url}python-debugger.js could not be loaded: a frame without allow-same-origin needs "Access-Control-Allow-Origin: *" from the server.`,
  );
  await expect(frame.getByText('total = 6 * 7')).toBeVisible();
  await host.close();
});

test('where the host lets no other origin read the files, a sandbox says so in one sentence', async ({ page }) => {
  const host = await startHost(FILES, {});
  host.files.set('course.html', coursePage(`<python-debugger sandbox>${PROGRAM}</python-debugger>`, '.'));
  await page.goto(`${host.url}course.html`);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('Python has stopped', { timeout: 45_000 });
  await expect(page.getByRole('region', { name: 'Terminal' })).toContainText(
    'The server must send "Access-Control-Allow-Origin: *" with every file',
  );
  await host.close();
});

test('the page itself says so too, in a frame of opaque origin', async ({ page, baseURL }) => {
  const host = await startHost(baseURL ?? '', {});
  await page.route('**/course.html', (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><title>A course</title><iframe sandbox="allow-scripts" src="${host.url}">`,
    }),
  );
  await page.goto('./course.html');
  const alert = page.frameLocator('iframe').getByRole('alert');
  await expect(alert).toContainText('the server must send "Access-Control-Allow-Origin: *" with every file');
  await host.close();
});

test('in a dialog of the page the keys work, and Escape ends what the element has open, not the dialog', async ({
  course,
}) => {
  const { page } = course;
  await course.open(`<dialog><python-debugger breakpoints="2">${PROGRAM}</python-debugger></dialog>`);
  const dialog = page.locator('dialog').first();
  await dialog.evaluate((element: HTMLDialogElement) => element.showModal());
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
  const { keyboard } = page;
  await course.element().locator('.view-line').first().click();
  await keyboard.press('Shift+F9');
  await expect(course.element().getByRole('form').locator(':focus')).toHaveCount(1);
  await keyboard.press('Escape');
  await expect(course.element().getByRole('form', { name: /^Breakpoint/ })).toHaveCount(0);
  const value = course.element().getByRole('treeitem', { name: 'total = 42', exact: true });
  await value.focus();
  await keyboard.press('F2');
  await expect(course.element().getByRole('textbox', { name: 'New value' })).toBeFocused();
  await keyboard.press('Escape');
  await expect(value).toBeFocused();
  // The first one lets Tab leave the editor.
  await course.element().locator('.view-line').first().click();
  await keyboard.press('Escape');
  await expect(dialog).toHaveJSProperty('open', true);
  await keyboard.press('F10');
  await expect(course.status()).toHaveText('Finished');
});
