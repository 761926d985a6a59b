/** The transport that needs a service worker, and what browsers and people do to service workers. */
import type { CDPSession, Page } from '@playwright/test';
import { test as base, Driver, expect } from './driver.ts';
import { type StaticHost, startHost } from './static-host.ts';

const LOOP = 'n = 0\nwhile True:\n    n += 1  # @stop\n';

const test = base.extend<{ host: StaticHost }>({
  host: async ({ baseURL }, use) => {
    const host = await startHost(baseURL ?? '');
    await use(host);
    await host.close();
  },
});

/** The page on this transport. */
async function opened(page: Page, url = './?transport=service-worker&offline=off'): Promise<Driver> {
  const app = new Driver(page);
  await app.open(url);
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  return app;
}

/** Stopped for the first time in an endless loop. */
async function stopped(page: Page, url?: string): Promise<Driver> {
  const app = await opened(page, url);
  await app.write(LOOP);
  await app.debugTo('stop');
  return app;
}

/** Goes on to the stop of this number; the first has the number 0. */
async function goOnTo(app: Driver, stop: number): Promise<void> {
  await app.page.keyboard.press('F5');
  await expect(app.item('Variables', `n = ${stop}`)).toBeVisible();
}

async function expectTransport(app: Driver, name: string, reason: RegExp): Promise<void> {
  const panel = await app.unfold('Frame evaluation');
  await app.unfoldSection('Set-up');
  const row = panel.getByText(`${name}: `);
  await expect(row).toHaveText(reason);
}

test.describe('the service worker', { tag: '@service-worker' }, () => {
  test('is taken where there is nothing better', async ({ page }) => {
    await page.addInitScript(() => Reflect.deleteProperty(WebAssembly, 'Suspending'));
    const app = await stopped(page, './?offline=off');
    await expectTransport(app, 'service-worker', /WebAssembly cannot wait for promises here.*a service worker carries/);
    const scopes = await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname),
    );
    expect(scopes).toEqual(['/assets/']);
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
    expect(await page.evaluate(() => caches.keys())).toEqual([]);
  });

  test('is not registered where there is something better', async ({ page }) => {
    await opened(page, './?offline=off');
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  });

  test('may be ended by the browser while a program is stopped, runs, sleeps or asks', async ({ page }) => {
    const app = await stopped(page);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('ServiceWorker.enable');
    for (let stop = 1; stop <= 5; stop += 1) {
      await devtools.send('ServiceWorker.stopAllWorkers');
      await goOnTo(app, stop);
    }
    await app.clickMargin('stop');
    await app.press('Continue');
    await expect(app.status).toHaveText('Debugging: running');
    await devtools.send('ServiceWorker.stopAllWorkers');
    await app.press('Pause');
    await expect(app.status).toHaveText(/^Paused at main\.py:[23]$/);
    await app.press('Stop');
    await expect(app.status).toHaveText('Stopped');
    await asksAndSleeps(app, devtools);
  });

  test('serves several tabs, each for itself', async ({ page }) => {
    const one = await stopped(page);
    // It has the program of the first, with its breakpoint.
    const other = await opened(await page.context().newPage());
    await other.press('Debug');
    await expect(other.item('Variables', 'n = 0')).toBeVisible();
    await goOnTo(other, 1);
    await goOnTo(other, 2);
    await one.page.bringToFront();
    await expect(one.item('Variables', 'n = 0')).toBeVisible();
    await goOnTo(one, 1);
    await other.page.close();
    await goOnTo(one, 2);
  });

  test('releases a program whose page is loaded again', async ({ page }) => {
    const app = await stopped(page);
    for (let time = 0; time < 2; time += 1) {
      await page.reload();
      await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
      await app.press('Debug');
      await app.expectPaused('breakpoint', 'stop');
      await goOnTo(app, 1);
    }
  });

  test('works on a page that is loaded past it', async ({ page }) => {
    const app = await stopped(page);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.reload', { ignoreCache: true });
    await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
    await app.press('Debug');
    await app.expectPaused('breakpoint', 'stop');
    await goOnTo(app, 1);
  });

  test('goes on while a program is stopped though there is a newer one, until that is to take over', async ({
    page,
    host,
    request,
  }) => {
    const app = await stopped(page, `${host.url}?transport=service-worker&offline=off`);
    const script = await (await request.get('./dapper-sw.js')).text();
    host.files.set('dapper-sw.js', `${script}// newer`);
    await page.evaluate(async () => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      await registration?.update();
      while (!registration?.waiting) await new Promise((resolve) => setTimeout(resolve, 50));
    });
    await goOnTo(app, 1);
    await page.evaluate(async () => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      while (registration?.waiting) {
        registration.active?.postMessage('make way');
        registration.waiting.postMessage('take over');
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    });
    await goOnTo(app, 2);
  });

  test('of another kind that is still there is replaced first', async ({ page, host }) => {
    host.files.set('dapper-sw.js', 'addEventListener("fetch", () => {});');
    await page.goto(host.url);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.register('dapper-sw.js', { scope: './assets/' });
      while (registration.active?.state !== 'activated') await new Promise((resolve) => setTimeout(resolve, 50));
    });
    host.files.delete('dapper-sw.js');
    const app = await stopped(page, `${host.url}?transport=service-worker&offline=off`);
    await expectTransport(app, 'service-worker', /it was asked for/);
  });

  test('that cannot be registered is reported, and something else is taken', async ({ page, host }) => {
    host.files.set('dapper-sw.js', 'this is no script');
    const app = await stopped(page, `${host.url}?transport=service-worker&offline=off`);
    await expectTransport(app, 'jspi', /no service worker can be registered from .*dapper-sw\.js/);
  });

  test('serves a worker that comes from another origin, also past it', async ({ page, host, request, baseURL }) => {
    const html = await (await request.get('./')).text();
    host.files.set('', html.replaceAll(/(src|href)="\.\/assets\//g, `$1="${baseURL}assets/`));
    const app = await stopped(page, `${host.url}?transport=service-worker&offline=off`);
    await expectTransport(app, 'service-worker', /it was asked for/);
    await goOnTo(app, 1);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Page.reload', { ignoreCache: true });
    await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
    await app.press('Debug');
    await app.expectPaused('breakpoint', 'stop');
    await expectTransport(app, 'service-worker', /it was asked for/);
  });
});

async function asksAndSleeps(app: Driver, devtools: CDPSession): Promise<void> {
  await app.write('import time\nprint("Hello", input("Who? "))\ntime.sleep(1000)  # @sleep\n');
  await app.press('Debug');
  await expect(app.status).toHaveText('Waiting for input');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await app.enter('Ada');
  await app.expectOutput('Hello Ada');
  await devtools.send('ServiceWorker.stopAllWorkers');
  await app.press('Pause');
  await expect(app.status).toHaveText(`Paused at main.py:${app.line('sleep')}`);
}

test.describe('isolation by the service worker', { tag: '@service-worker' }, () => {
  /** The page, and how often it was loaded. */
  async function isolated(page: Page, url: string) {
    let loads = 0;
    page.on('domcontentloaded', () => {
      loads += 1;
    });
    const app = new Driver(page);
    await page.goto(url);
    await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
    return { app, loads: () => loads };
  }

  test('gives a page shared memory, after one more load and for as long as is wanted', async ({ page }) => {
    const { app, loads } = await isolated(page, './?isolate&offline=off');
    expect(loads()).toBe(2);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await app.write(LOOP);
    await app.debugTo('stop');
    await expectTransport(app, 'atomics', /shared memory is available/);
    await page.reload();
    await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
    expect(loads()).toBe(3);
    for (const url of ['./?isolate=off&offline=off', './?offline=off']) {
      await page.goto(url);
      await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    }
  });

  test('takes the place of the transport, and comes back with it', async ({ page }) => {
    await opened(page);
    const { loads } = await isolated(page, './?isolate&transport=service-worker&offline=off');
    expect(loads()).toBe(2);
    const app = new Driver(page);
    await app.write(LOOP);
    await app.debugTo('stop');
    await expectTransport(app, 'service-worker', /it was asked for/);
  });

  test('says so, after one more load, where it does not come about', async ({ page, host }) => {
    host.files.set('dapper-sw.js', 'addEventListener("fetch", () => {});');
    const { loads } = await isolated(page, `${host.url}?isolate&offline=off`);
    await expect(page.getByText('The page cannot be isolated: it was loaded again')).toBeVisible();
    expect(loads()).toBe(2);
  });
});
