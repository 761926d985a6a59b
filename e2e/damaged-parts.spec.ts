/** Files of a host that come damaged, and that the browser keeps so. */
import { Driver, expect, test } from './driver.ts';
import { type StaticHost, startHost } from './static-host.ts';

const LOGIN = '<!doctype html><title>Please log in</title>';

const hosts = test.extend<{ host: StaticHost; app: Driver }>({
  async host({ baseURL }, use) {
    const host = await startHost(baseURL ?? '', { 'Cache-Control': 'max-age=86400' });
    await use(host);
    await host.close();
  },
  async app({ page }, use) {
    await use(new Driver(page));
  },
});

hosts.describe('a file that came damaged, and is kept by the browser, comes anew when a person tries again', () => {
  for (const [file, what, content] of [
    ['pyodide/pyodide.asm.wasm', 'another page', LOGIN],
    ['pyodide/python_stdlib.zip', 'nothing', ''],
    ['pyodide/pyodide.mjs', 'half of it', 'import {'],
  ] as const) {
    hosts(`${file}: ${what}`, async ({ app, host }) => {
      host.files.set(file, content);
      await app.page.goto(`${host.url}?offline=off`);
      await expect(app.status).toContainText('could not be downloaded', { timeout: 30_000 });
      host.files.delete(file);
      await app.press('Try again');
      await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
    });
  }
});

for (const [what, contentType, body, message] of [
  ['nothing', 'text/javascript', '', /its script came as an empty file from \S+browser-/],
  ['half of it', 'text/javascript', 'import {', /its script cannot be run: it came damaged from \S+browser-/],
  ['another page', 'text/html', LOGIN, /in the place of its script something else came from \S+browser-/],
] as const) {
  test(`what is wrong with the script of the worker is said: ${what}`, async ({ page }) => {
    await page.context().route(/assets\/browser-.*\.js/, (route) => route.fulfill({ contentType, body }));
    const app = new Driver(page);
    await app.open();
    await expect(app.status).toContainText('Python has stopped', { timeout: 30_000 });
    await app.expectOutput(message);
    await expect(app.region('Terminal')).toContainText('Load the page again');
    await page.context().unrouteAll({ behavior: 'wait' });
    await page.reload();
    await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  });
}
