/** The page without its host, and what it does when its host has a newer one. */
import type { Page } from '@playwright/test';
import { test as base, Driver, expect } from './driver.ts';
import { type StaticHost, startHost } from './static-host.ts';

const test = base.extend<{ host: StaticHost }>({
  keepsOffline: true,
  host: async ({ baseURL }, use) => {
    const host = await startHost(baseURL ?? '');
    await use(host);
    await host.close();
  },
});

test.beforeEach(() => {
  // Each boots Python several times, and fetches all that the page consists of.
  test.slow();
});

const KEPT = 'This page now opens without a network, too.';
const NEWER = 'There is a newer release of this page. Update loads it.';

async function opened(page: Page, url: string): Promise<Driver> {
  const app = new Driver(page);
  await app.open(url);
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  return app;
}

/** Opened for the first time, until it is kept. */
async function kept(page: Page, url: string): Promise<Driver> {
  const app = await opened(page, url);
  await expect(page.getByText(KEPT)).toBeVisible({ timeout: 45_000 });
  return app;
}

async function reloaded(app: Driver): Promise<void> {
  await app.page.reload();
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
}

/** What the host has from now on: a page with this title. */
async function release(host: StaticHost, title: string, baseURL: string | undefined): Promise<void> {
  const file = async (name: string) => (await fetch(new URL(name, baseURL))).text();
  const html = (await file('index.html')).replace(/<title>.*<\/title>/, `<title>${title}</title>`);
  for (const name of ['', 'index.html']) host.files.set(name, html);
  const script = await file('dapper-sw.js');
  const listed = script.replace(/("url":"index\.html","revision":")\w+"/, `$1${title.toLowerCase()}"`);
  expect(listed).not.toBe(script);
  host.files.set('dapper-sw.js', listed);
}

for (const transport of ['jspi', 'service-worker']) {
  test(`after one visit a program is debugged without the host, by ${transport}`, async ({ page, host }) => {
    const app = await kept(page, `${host.url}?transport=${transport}`);
    await app.write('for n in range(3):\n    print("line", n)  # @stop\nprint("end")\n');
    await app.debugTo('stop');
    await host.close();
    await app.press('Continue');
    await expect(app.item('Variables', 'n = 1')).toBeVisible();
    await app.press('Restart');
    await expect(app.item('Variables', 'n = 0')).toBeVisible();
    await app.press('Stop');
    await expect(app.status).toHaveText('Stopped');

    await reloaded(app);
    await app.press('Debug');
    await app.expectPaused('breakpoint', 'stop');
    await app.press('Step over');
    await app.expectOutput('line 0');
    await app.page.goto(`${host.url}?panels=overhead&transport=${transport}#code=`);
    await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
    await expect(app.region('Overhead').getByRole('button', { name: 'Measure' })).toBeVisible();
  });
}

test('a newer release is fetched beside the one that is used, offered, and taken when it is wanted', {
  tag: '@takeover',
}, async ({ page, host, baseURL }) => {
  const app = await kept(page, host.url);
  const title = await page.title();
  const update = app.button('Update');
  await app.write('text = "stays"  # @stop\n');
  await expect(update).toBeHidden();
  await release(host, 'Next', baseURL);
  await reloaded(app);
  await expect(page.getByText(NEWER)).toBeVisible({ timeout: 45_000 });
  await reloaded(app);
  await expect(update).toBeVisible({ timeout: 45_000 });
  expect(await page.title()).toBe(title);

  await app.debugTo('stop');
  await update.click();
  await app.button('Not now').click();
  await app.expectPaused('breakpoint', 'stop');
  await update.click();
  await app.button('End it and update').click();
  await expect(page).toHaveTitle('Next', { timeout: 90_000 });
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  await expect(app.region('Editor').locator('.view-lines')).toContainText('"stays"');
  await expect(update).toBeHidden();
  await host.close();
  await reloaded(app);
  expect(await page.title()).toBe('Next');
});

test('before a newer release is loaded it is said what the browser has no room for', async ({
  page,
  host,
  baseURL,
}) => {
  const app = await kept(page, host.url);
  await release(host, 'Next', baseURL);
  await reloaded(app);
  const update = app.button('Update');
  await expect(update).toBeVisible({ timeout: 45_000 });
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('It is full.', 'QuotaExceededError');
    };
  });
  await app.write('text = "lost"  # @stop\n');
  await update.click();
  const lost = page.getByRole('dialog', { name: 'Lose what you changed?' });
  await expect(lost).toContainText('what you changed last is lost');
  await app.button('Not now').click();
  await app.debugTo('stop');
  await update.click();
  const ends = page.getByRole('dialog', { name: 'End the program?' });
  await expect(ends).toContainText('what you changed last is lost');
  await expect(ends).not.toContainText('stay');
  await app.button('Not now').click();
  await app.expectPaused('breakpoint', 'stop');
  const asked: string[] = [];
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type());
    await dialog.accept();
  });
  await update.click();
  await app.button('End it, lose that and update').click();
  await expect(page).toHaveTitle('Next', { timeout: 90_000 });
  expect(asked).toEqual([]);
});

test('a newer release comes from the host where the former service worker does not make way', {
  tag: '@takeover',
}, async ({ page, host, baseURL }) => {
  const app = await kept(page, host.url);
  await release(host, 'Next', baseURL);
  await reloaded(app);
  await expect(app.button('Update')).toBeVisible({ timeout: 45_000 });
  await page.evaluate(() => {
    ServiceWorker.prototype.postMessage = () => {};
  });
  await app.button('Update').click();
  await expect(page.getByText('The page is loaded again…')).toBeVisible();
  await expect(page).toHaveTitle('Next', { timeout: 90_000 });
  await expect(page.getByText(KEPT)).toBeVisible({ timeout: 45_000 });
});

test('the files of a former release go when no page needs them any more', { tag: '@takeover' }, async ({
  page,
  host,
  baseURL,
}) => {
  const app = await kept(page, host.url);
  const revisions = () =>
    page.evaluate(async () => {
      const [name = ''] = await caches.keys();
      const requests = await (await caches.open(name)).keys();
      return requests.filter(({ url }) => url.includes('index.html')).length;
    });
  expect(await revisions()).toBe(1);
  await release(host, 'Next', baseURL);
  await reloaded(app);
  await expect(app.button('Update')).toBeVisible({ timeout: 45_000 });
  expect(await revisions()).toBe(2);
  const other = await page.context().newPage();
  await opened(other, host.url);
  await app.button('Update').click();
  await expect(page).toHaveTitle('Next', { timeout: 90_000 });
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  expect(await revisions()).toBe(2);
  await other.close();
  await reloaded(app);
  await expect.poll(revisions).toBe(1);
});

test('a host that has the page no more gets its address back', async ({ page, host }) => {
  await kept(page, host.url);
  host.files.set('', '<title>Something else</title>');
  host.missing.add('dapper-sw.js');
  await page.reload();
  await expect(page.getByText('The host has this page no more')).toBeVisible({ timeout: 45_000 });
  await page.getByRole('button', { name: 'Update' }).click();
  await expect(page).toHaveTitle('Something else');
});

test('an isolated page stays isolated when it keeps nothing any more, and without its host', {
  tag: '@takeover',
}, async ({ page, host }) => {
  await kept(page, `${host.url}?isolate`);
  const parameters = () =>
    page.evaluate(async () => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      const { installing, waiting, active } = registration ?? {};
      // While one comes in its place, the page is still served by the former.
      return installing || waiting ? undefined : new URL(active?.scriptURL ?? location.href).search;
    });
  await opened(page, `${host.url}?isolate&offline=off`);
  await expect.poll(parameters).toBe('?isolate=require-corp');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  const app = await kept(page, `${host.url}?isolate`);
  await host.close();
  await reloaded(app);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await app.write('print(1)  # @stop\n');
  await app.debugTo('stop');
});

test('offline=off keeps nothing, and drops what was kept', async ({ page, host }) => {
  await kept(page, host.url);
  await opened(page, `${host.url}?offline=off`);
  const left = () =>
    page.evaluate(async () => [
      (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))).flat().length,
      (await navigator.serviceWorker.getRegistrations()).length,
    ]);
  await expect.poll(left).toEqual([0, 0]);
  await opened(page, `${host.url}?offline=maybe`);
  await expect(page.getByText('The parameter "offline" can only be "off": it is "maybe".')).toBeVisible();
});
