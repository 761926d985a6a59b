/** The example `monaco`: an editor of the page's own as the front end of a session, built from the packed package. */
import { expect, type Page, test } from '@playwright/test';
import { type PreviewServer, preview } from 'vite';
import { expectNoFindings } from './axe.ts';
import { buildExample, installPacked, type Packed } from './packed.ts';

let packed: Packed;
let server: PreviewServer;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  packed = await installPacked();
  await buildExample(packed, 'monaco');
  server = await preview({
    configFile: false,
    root: packed.folder,
    logLevel: 'error',
    build: { outDir: '.' },
    preview: { host: '127.0.0.1', port: 0 },
  });
});

test.afterAll(async () => {
  await server?.close();
  packed?.remove();
});

/** Puts the cursor at the end of a line that has this text. */
async function goTo(page: Page, text: string): Promise<void> {
  await page.locator('.view-line', { hasText: text }).click();
}

test('breakpoints, steps, values and the end are seen in the editor, by its keys alone', async ({ page }) => {
  await page.goto(new URL('monaco/dist/', server.resolvedUrls?.local[0]).href);
  const status = page.getByRole('status');
  await expect(page.getByRole('button', { name: 'Debug' })).toBeEnabled();
  await goTo(page, 'total = sum');
  await page.keyboard.press('F9');
  await expect(page.locator('.breakpoint')).toHaveCount(1);
  await page.keyboard.press('F5');
  await expect(status).toHaveText('Paused on breakpoint at line 2', { timeout: 30_000 });
  await expect(page.locator('.standing-line')).toHaveCount(1);
  await expectNoFindings(page, 'the example at a stop');

  await page.keyboard.press('F10');
  await expect(status).toHaveText('Paused on step at line 3');
  await page.locator('.view-line', { hasText: 'return total' }).getByText('total').first().hover();
  await expect(page.locator('.monaco-hover:visible')).toContainText('9');

  // One that is set at a stop counts from then on; the others stay.
  await goTo(page, 'print(average');
  await page.keyboard.press('F9');
  await expect(page.locator('.breakpoint')).toHaveCount(2);
  await page.keyboard.press('F5');
  await expect(status).toHaveText('Ended');
  await expect(page.getByRole('log', { name: 'Output' })).toHaveText(/3\.0/);

  await page.keyboard.press('F5');
  await expect(status).toHaveText('Paused on breakpoint at line 5');
  await page.keyboard.press('Shift+F5');
  await expect(status).toHaveText('Ended');
  await expect(page.locator('.standing-line')).toHaveCount(0);
});

test('a value is text, whatever it contains', async ({ page }) => {
  await page.goto(new URL('monaco/dist/', server.resolvedUrls?.local[0]).href);
  await expect(page.getByRole('button', { name: 'Debug' })).toBeEnabled();
  await goTo(page, 'total = sum');
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('marks = "```\\n<img src=x onerror=alert(1)> **bold**"\nprint(marks)\n');
  await goTo(page, 'print(marks)');
  await page.keyboard.press('F9');
  await page.keyboard.press('F5');
  await expect(page.getByRole('status')).toHaveText('Paused on breakpoint at line 2', { timeout: 30_000 });
  await page.locator('.view-line', { hasText: 'print(marks)' }).getByText('marks').first().hover();
  const hover = page.locator('.monaco-hover:visible');
  await expect(hover).toContainText('**bold**');
  await expect(hover.locator('img, strong')).toHaveCount(0);
});
