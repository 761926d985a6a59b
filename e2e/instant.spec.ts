/** A visit starts from the memory that the one before has kept; whatever is wrong with that, Python boots as at first. */
import type { Page } from '@playwright/test';
import { Driver, expect, test } from './driver.ts';

type Start = 'snapshot' | 'nothing';

/** Opens the page, anew if it is open. */
async function visit(page: Page, start: Start): Promise<Driver> {
  const app = new Driver(page);
  await app.open();
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  expect(await page.locator('[data-from]').getAttribute('data-from')).toBe(start);
  return app;
}

/** What can be wrong with the file that is kept. */
type Damage = 'a bit of it is another' | 'it ends too soon' | 'it is of another version';

/** Does that to the file. */
function damage(page: Page, how: Damage): Promise<void> {
  return page.evaluate(async (how) => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('dapper-snapshots');
    for await (const [name, file] of folder as unknown as AsyncIterable<[string, FileSystemFileHandle]>) {
      const whole = await file.getFile();
      const bytes = new Uint8Array(await whole.arrayBuffer());
      if (how === 'a bit of it is another') bytes[bytes.length - 1000] = (bytes.at(-1000) ?? 0) ^ 1;
      const other = how === 'it is of another version' ? 'another-version' : name;
      if (other !== name) await folder.removeEntry(name);
      const stream = await (await folder.getFileHandle(other, { create: true })).createWritable();
      await stream.write(how === 'it ends too soon' ? bytes.subarray(0, 1_000_000) : bytes);
      await stream.close();
      return;
    }
  }, how);
}

test.beforeEach(() => test.slow()); // several boots

test('the second visit starts from what the first has kept, and debugs', { tag: '@transport' }, async ({ page }) => {
  await visit(page, 'nothing');
  const app = await visit(page, 'snapshot');
  await app.write('words = ["one"]\nprint(words)  # @stop\n');
  await app.debugTo('stop');
  await expect(app.item('Variables', /^words = /)).toBeVisible();
  await app.press('Restart');
  await app.expectPaused('breakpoint', 'stop');
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput("['one']");
});

for (const how of ['a bit of it is another', 'it ends too soon', 'it is of another version'] as const) {
  test(`Python boots as at first, and keeps its memory anew, where ${how}`, { tag: '@transport' }, async ({ page }) => {
    await visit(page, 'nothing');
    await damage(page, how);
    const app = await visit(page, 'nothing');
    await expect(app.region('Terminal')).not.toContainText('slow way');
    await visit(page, 'snapshot');
  });
}

test('Python boots as at first where nothing can be kept', async ({ page, baseURL }) => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(baseURL ?? '').origin,
    quotaSize: 1_000_000,
  });
  await visit(page, 'nothing');
  const app = await visit(page, 'nothing');
  await app.write('print("runs")\n');
  await app.press('Debug');
  await app.expectFinished();
  await app.expectOutput('runs');
});

test('no file is fetched twice, and later workers fetch no interpreter', async ({ page }) => {
  const fetched: string[] = [];
  page.context().on('request', (request) => fetched.push(new URL(request.url()).pathname.split('/').at(-1) ?? ''));
  const app = await visit(page, 'nothing');
  expect(fetched.filter((name, at) => fetched.indexOf(name) !== at)).toEqual([]);
  await app.write('print("again")\n');
  await app.press('Run');
  await app.expectFinished();
  await app.press('Run');
  await app.expectFinished();
  expect(fetched.filter((name) => name === 'pyodide.asm.wasm')).toHaveLength(1);
});

test('on a first visit the buttons are there before terminal and editor are fetched', async ({ page }) => {
  await page.addInitScript(() => {
    const observer = new MutationObserver(() => {
      if (![...document.querySelectorAll('button')].some(({ textContent }) => textContent?.trim() === 'Debug')) return;
      observer.disconnect();
      const fetched = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const kilobytes = fetched.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1024;
      document.documentElement.dataset.before = String(kilobytes);
    });
    observer.observe(document, { subtree: true, childList: true });
  });
  const app = new Driver(page);
  await app.open();
  await expect(app.button('Debug')).toBeVisible();
  const before = Number(await page.locator('html').getAttribute('data-before'));
  expect(before).toBeGreaterThan(20);
  expect(before).toBeLessThan(150);
  await app.focusEditor();
});

test('a program is debugged before terminal and editor are there, which then show all of it', async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/assets\/(open-editor|terminal)-(?!output)/, async (route) => {
    await released;
    await route.continue();
  });
  await page.addInitScript(() => {
    localStorage.setItem('dapper-web.chosen', '"own"');
    const work = { text: 'print("early")\nvalue = 1\nprint("la" + "te")\n', breakpoints: [{ line: 2, enabled: true }] };
    localStorage.setItem('dapper-web.program.own', JSON.stringify(work));
  });
  const app = new Driver(page);
  await app.open();
  const preview = app.region('Editor').getByLabel('the editor is being loaded');
  await expect(preview).toContainText('value = 1');
  await preview.getByText('3', { exact: true }).click();
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on breakpoint at main.py:2');
  await app.press('Continue');
  await expect(app.status).toHaveText('Paused on breakpoint at main.py:3');
  await expect(preview.locator('.line-next')).toContainText('"la" + "te"');
  await expect(app.region('Terminal')).not.toContainText('early');
  release();
  await expect(app.region('Editor').locator('.view-overlays .line-next')).toBeVisible();
  await expect(preview).toHaveCount(0);
  await app.expectOutput('early');
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput('late');
});
