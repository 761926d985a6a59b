/** Packages that a program of the page imports, and those that its start options name. */
import { IndexServer } from '../tests/packages/index-server.ts';
import { makeWheel } from '../tests/packages/wheels.ts';
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

test('packages come from the index that the start options name, and the program is kept with it', async ({ app }) => {
  const shouting = makeWheel({ name: 'shouting', files: { 'shouting.py': 'loud = str.upper\n' } });
  const index = await IndexServer.start([shouting]);
  await app.write('from shouting import loud\ntext = loud("hello")\nprint(text)  # @stop\n');
  await app.clickMargin('stop');
  await app.press('Debug');
  await app.expectOutput('There is no module shouting here');
  await app.press('Stop');
  const options = app.page.getByRole('button', { name: /^Start options/ });
  await options.click();
  const dialog = app.page.getByRole('dialog', { name: 'Start options' });
  await dialog.getByRole('textbox', { name: 'Packages' }).fill('shouting >= 1');
  await dialog.getByRole('textbox', { name: 'Package indexes' }).fill('ftp://nowhere/');
  await app.button('Save').click();
  await expect(dialog.getByRole('textbox', { name: 'Package indexes' })).toHaveAccessibleDescription(
    /"ftp:\/\/nowhere\/" is no address/,
  );
  await dialog.getByRole('textbox', { name: 'Package indexes' }).fill(index.url);
  await app.button('Save').click();
  await expect(options).toHaveAccessibleName('Start options: 1 package, 1 package index');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'stop');
  await expect(app.item('Variables', "text = 'HELLO'")).toBeVisible();
  await index.stop();
});
