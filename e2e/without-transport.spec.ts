/** A browser that gives neither shared memory nor JSPI nor service workers: programs run there, and the page claims no more. */
import type { Page } from '@playwright/test';
import { Driver, expect, test } from './driver.ts';

/** The page in such a browser. */
async function opened(page: Page): Promise<Driver> {
  await page.addInitScript(() => {
    Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
    Reflect.deleteProperty(WebAssembly, 'Suspending');
    Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
  });
  const app = new Driver(page);
  await app.open();
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  return app;
}

test('Debug and Pause are not offered, and the reason is given once', async ({ page }) => {
  const app = await opened(page);
  await expect(app.page.getByText('programs run, but cannot be debugged')).toHaveCount(1);
  await expect(app.page.getByText('this browser has no SharedArrayBuffer').first()).toBeVisible();
  await expect(app.page.locator('body')).not.toContainText('not cross-origin isolated');
  await app.write('while True:  # @turn\n    pass\n');
  await app.clickMargin('turn');
  const debug = app.button('Debug');
  await expect(debug).toBeDisabled();
  await expect(debug).toHaveAccessibleDescription(/SharedArrayBuffer/);
  await app.page.keyboard.press('F5');
  await app.press('Run');
  await expect(app.status).toHaveText(/Running/);
  await expect(app.status).not.toContainText('Debug');
  await expect(app.button('Pause')).toBeDisabled();
  await app.press('Stop');
  await expect(app.status).toHaveText(/stopped/i);
  await expect(app.region('Terminal')).not.toContainText(/cannot be paused|debugger/);
});

test('a program that asks finds the end of its input, in its own lines only', async ({ page }) => {
  const app = await opened(page);
  await app.write('try:\n    input("Who? ")\nexcept EOFError as error:\n    print("end:", error)\ninput()  # @last\n');
  await app.press('Run');
  await app.expectOutput('end: EOF when reading a line');
  await app.expectOutput('EOFError: EOF when reading a line');
  const terminal = app.region('Terminal');
  await expect(terminal).toContainText('Nobody can be asked for input');
  await expect(terminal).not.toContainText('dapper/');
  await app.write('print("and on")\n');
  await app.press('Run');
  await app.expectOutput('and on');
  await app.expectFinished();
});
