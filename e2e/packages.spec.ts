/** Packages of Pyodide's own that a program of the page imports. */
import { expect, test } from './driver.ts';

const PROGRAM = 'import numpy\n\nprint(numpy.arange(3))\n';

test('the status says which package a start waits for, and Stop takes the start back', async ({ app }) => {
  // It never comes.
  await app.page.context().route('**/pyodide/numpy-*.whl', () => {});
  await app.write(PROGRAM);
  await app.press('Debug');
  await expect(app.status).toHaveText(/^Loading numpy \d\S*$/, { timeout: 45_000 });
  await expect(app.page.getByRole('progressbar', { name: 'Loading packages' })).toBeVisible();
  await app.focusEditor();
  await app.page.keyboard.press('Shift+F5');
  await expect(app.status).toHaveText('Stopped');
  await app.write('print("another")\n');
  await app.press('Run');
  await app.expectFinished();
  await app.expectOutput('another');
});

test('a package that is not there keeps the program from being started, and the status says so', async ({ app }) => {
  await app.page.context().route('**/pyodide/numpy-*.whl', (route) => route.fulfill({ status: 404 }));
  await app.write(PROGRAM);
  await app.press('Run');
  await expect(app.status).toHaveText(
    /^The program was not started, because .* numpy \d\S* could not be loaded from http.*\.whl: .* 404/,
    { timeout: 45_000 },
  );
  await app.expectOutput('The program was not started');
});
