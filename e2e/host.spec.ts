/** What the page needs of the host that serves it, and of the page that frames it. */
import { Driver, expect, test } from './driver.ts';
import { watchViolations } from './violations.ts';

const PROGRAM = 'answer = 6 * 7\nprint(answer)  # @told\n';

test('the policy that the page is served with forbids nothing that it does', async ({ app }) => {
  const { page } = app;
  const violations = await watchViolations(page);
  const response = await page.goto('./');
  expect(response?.headers()['content-security-policy']).toContain("require-trusted-types-for 'script'");
  await app.write(PROGRAM);
  await app.clickMargin('told');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'told');
  const name = app.region('Editor').locator('.view-line').nth(1).getByText('answer', { exact: true });
  await expect(async () => {
    await app.button('Stop').hover();
    await name.hover({ position: { x: 12, y: 8 } });
    await expect(page.getByRole('dialog', { name: 'Value of answer' })).toContainText('42', { timeout: 3000 });
  }).toPass();
  await app.press('Stop');
  expect(violations).toEqual([]);
});

test('a sandboxed frame runs and stops programs', async ({ page }) => {
  const host =
    '<!doctype html><title>A course</title><iframe sandbox="allow-scripts" width="1200" height="700" src="./">';
  await page.route('**/course.html', (route) => route.fulfill({ contentType: 'text/html', body: host }));
  await page.goto('./course.html');
  const frame = page.frameLocator('iframe');
  await expect(frame.getByRole('status')).toContainText('Ready', { timeout: 45_000 });
  await frame.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(frame.getByRole('status')).toHaveText('Finished');
});

test('a page whose script is not there says so, and can be tried again', async ({ page }) => {
  await page.route(/assets\/index-.*\.js/, (route) => route.fulfill({ status: 404, body: '' }));
  await page.goto('./');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText(/cannot open: .*assets\/index-.*\.js could not be loaded/);
  await page.unroute(/assets\/index-.*\.js/);
  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('region', { name: 'Editor' })).toBeVisible();
});

test('the build says under which licences its parts are', async ({ request }) => {
  const text = await (await request.get('./third-party-licenses.txt')).text();
  for (const name of ['monaco-editor', '@xterm/xterm', 'lit-html', 'comlink', 'valibot', 'Pyodide', 'CPython']) {
    expect(text).toMatch(new RegExp(`^=+\n${name} `, 'm'));
  }
});

test('a page whose worker is not there says so', async ({ page }) => {
  await page.context().route(/assets\/browser-.*\.js/, (route) => route.fulfill({ status: 404, body: '' }));
  const app = new Driver(page);
  await app.open();
  await expect(app.status).toContainText('Python has stopped');
  await app.expectOutput(/its script could not be loaded: the server answered 404 for .*browser-/);
});

for (const [what, body] of [
  ['empty', ''],
  ['halved', 'import {'],
] as const) {
  test(`a script of the page that comes ${what} leaves no empty page`, async ({ page }) => {
    await page.route(/assets\/page-(?!keys).*\.js/, (route) => route.fulfill({ contentType: 'text/javascript', body }));
    await page.goto('./');
    const alert = page.getByRole('alert');
    await expect(alert).toContainText('dapper-web cannot open: ');
    await expect(alert).toContainText('One of its files may have come damaged');
    await page.unrouteAll({ behavior: 'wait' });
    await alert.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('region', { name: 'Editor', exact: true })).toBeVisible();
    await expect(alert.filter({ hasText: 'cannot open' })).toHaveCount(0);
  });
}
