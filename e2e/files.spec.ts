/** The files of a program: added, named, removed, shared, and debugged as its own file is. */
import { readFile } from 'node:fs/promises';
import { unzipSync } from 'fflate';
import { expectNoFindings } from './axe.ts';
import { allowClipboard, type Driver, expect, test } from './driver.ts';

const main = 'import shapes\n\nprint(shapes.area(3))  # @call\nprint(shapes.area(4))  # @again\n';
const shapes = 'def area(n):\n    size = n * n\n    return size\n';

const tab = (app: Driver, name: string) => app.region('Editor').getByRole('tab', { name, exact: true });
const dialog = (app: Driver) => app.page.getByRole('dialog');
const shown = (app: Driver) => app.region('Editor').locator('.view-lines');

/** Adds a file and writes it, by the keyboard. */
async function add(app: Driver, name: string, text = ''): Promise<void> {
  await app.button('Add file').focus();
  await app.page.keyboard.press('Enter');
  await expect(dialog(app).getByRole('textbox')).toBeFocused();
  await app.page.keyboard.type(name);
  await app.page.keyboard.press('Enter');
  await expect(tab(app, name)).toHaveAttribute('aria-selected', 'true');
  if (text === '') return;
  await app.paste(text);
  await expect(shown(app)).toContainText(text.trim().split('\n').at(-1)?.trim() ?? '');
}

/** Sets a breakpoint on a line of the file that is shown, which has the cursor. */
async function breakAt(app: Driver, line: number): Promise<void> {
  await app.page.keyboard.press('ControlOrMeta+Home');
  for (let at = 1; at < line; at++) await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('F9');
}

test('a module of the program is written, has breakpoints, is stepped into, and is there after a reload', async ({
  app,
}) => {
  await app.write(main);
  await add(app, 'shapes.py', shapes);
  await breakAt(app, 3);
  await expectNoFindings(app.page, 'two files');
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on breakpoint at shapes.py:3 in area');
  await expect(tab(app, 'shapes.py')).toHaveAttribute('aria-selected', 'true');
  await expect(app.item('Variables', 'size = 9')).toBeVisible();
  await expect(app.region('Editor').locator('.line-next')).toHaveCount(1);
  await expect(shown(app)).toContainText('size = 9');
  // Another file is looked at, and the mark is there when one comes back.
  await tab(app, 'shapes.py').focus();
  await app.page.keyboard.press('Home');
  await expect(tab(app, 'main.py')).toBeFocused();
  await expect(shown(app)).toContainText('import shapes');
  await expect(app.region('Editor').locator('.line-next')).toHaveCount(0);
  await app.page.keyboard.press('ArrowRight');
  await expect(app.region('Editor').locator('.line-next')).toHaveCount(1);
  await expect(shown(app)).toContainText('size = 9');
  await app.press('Step out');
  await app.expectPaused('step', 'call');
  await expect(tab(app, 'main.py')).toHaveAttribute('aria-selected', 'true');
  await app.press('Step over');
  await app.expectPaused('step', 'again');
  await app.press('Step into');
  await expect(app.status).toHaveText('Paused on step at shapes.py:2 in area');
  // The keys mean the line that the eye is on.
  await app.page.keyboard.press('F9');
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: 'shapes.py:2' })).toBeChecked();
  await app.page.keyboard.press('F9');
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: 'shapes.py:2' })).toHaveCount(0);
  await app.press('Continue');
  await expect(app.status).toHaveText('Paused on breakpoint at shapes.py:3 in area');
  await app.press('Continue');
  await app.expectFinished();
  await app.page.reload();
  await expect(tab(app, 'shapes.py')).toBeVisible();
  await app.region('Breakpoints').getByRole('button', { name: 'Go to shapes.py:3' }).click();
  await expect(shown(app)).toContainText('return size');
  await expect(tab(app, 'shapes.py')).toHaveAttribute('aria-selected', 'true');
});

test('a file is renamed, removed and brought back with its breakpoints, and impossible names are refused', async ({
  app,
}) => {
  const { keyboard } = app.page;
  await app.write(main);
  await add(app, 'shapes.py', shapes);
  await breakAt(app, 2);
  await tab(app, 'shapes.py').focus();
  await keyboard.press('F2');
  const field = dialog(app).getByRole('textbox');
  await expect(field).toHaveValue('shapes.py');
  const problem = () => field.evaluate((input) => (input as HTMLInputElement).validationMessage);
  for (const [name, message] of [
    ['main.py', 'There is a file main.py already.'],
    ['../x.py', '"../x.py" is no name for a file in the program\'s folder, such as shapes.py or data/words.txt.'],
    ['main.py/x.py', 'main.py/x.py and main.py cannot both be there: one is in the other.'],
  ] as const) {
    await field.fill(name);
    await keyboard.press('Enter');
    expect(await problem()).toBe(message);
  }
  await field.fill('forms.py');
  await keyboard.press('Enter');
  await expect(tab(app, 'forms.py')).toBeFocused();
  await expect(tab(app, 'shapes.py')).toHaveCount(0);
  const listed = app.region('Breakpoints').getByRole('checkbox', { name: 'forms.py:2' });
  await expect(listed).toBeChecked();
  await keyboard.press('Shift+F10');
  await expectNoFindings(app.page, 'the menu of a file');
  await app.page.getByRole('menuitem', { name: 'Remove' }).click();
  await expect(tab(app, 'main.py')).toBeFocused();
  await expect(listed).toHaveCount(0);
  // The program's own file has to be there.
  await keyboard.press('Delete');
  await expect(tab(app, 'main.py')).toBeFocused();
  await app.press('Bring back forms.py');
  await expect(tab(app, 'forms.py')).toBeFocused();
  await expect(listed).toBeChecked();
  await expect(shown(app)).toContainText('size = n * n');
});

test('new code of another file is applied while the program runs, and what ends it is shown where its own file led there', async ({
  app,
}) => {
  const { keyboard } = app.page;
  await app.write('import shapes\nfor n in range(3):\n    print("area", shapes.area(n))  # @call\nshapes.fail()\n');
  await add(app, 'shapes.py', `${shapes}\ndef fail():\n    raise KeyError("k")\n`);
  await tab(app, 'main.py').click();
  await app.debugTo('call');
  await tab(app, 'shapes.py').click();
  await app.focusEditor();
  await keyboard.press('ControlOrMeta+Home');
  await keyboard.press('ArrowDown');
  await keyboard.press('End');
  await keyboard.type(' + 100');
  await keyboard.press('Alt+F5');
  await expect(app.page.getByRole('region', { name: 'Applied changes' })).toContainText('area');
  await app.breakpoint('call').uncheck();
  await app.region('Breakpoints').getByRole('checkbox', { name: 'Uncaught exceptions', exact: true }).uncheck();
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await app.expectOutput('area 104');
  // The line of the program's own file that led there; the traceback leads to the other.
  await expect(tab(app, 'main.py')).toHaveAttribute('aria-selected', 'true');
  await expect(app.region('Editor')).toContainText('has ended the program');
  await tab(app, 'shapes.py').click();
  await expect(app.region('Editor')).not.toContainText('has ended the program');
  await tab(app, 'main.py').click();
  await expect(app.region('Editor')).toContainText('has ended the program');
});

test('a link and an archive have all files, and another program has its own', async ({ app }) => {
  const { page } = app;
  await allowClipboard(page);
  await app.write(main);
  await add(app, 'shapes.py', shapes);
  await add(app, 'data/words.txt', 'one two\n');
  await app.press('Share');
  const downloading = page.waitForEvent('download');
  await dialog(app).getByRole('button', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('program.zip');
  const files = unzipSync(await readFile(await download.path()));
  const texts = Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]);
  expect(texts.map(([name]) => name)).toEqual(['main.py', 'shapes.py', 'data/words.txt']);
  expect(texts[1]?.[1]).toContain('size = n * n');
  await dialog(app).getByRole('button', { name: 'Copy link' }).click();
  await expect(dialog(app).getByText('The link is copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.keyboard.press('Escape');
  await app.choose('Recursion');
  await expect(app.region('Editor').getByRole('tab')).toHaveCount(1);
  await page.goto('about:blank');
  await page.goto(link);
  await expect(app.region('Editor').getByRole('tab')).toHaveText(['main.py', 'shapes.py', 'data/words.txt']);
  await app.press('Debug');
  await app.expectFinished();
  await app.expectOutput('9');
});

/** Drops files on a part of the page. @returns whether the browser does nothing of its own with them. */
function drop(app: Driver, onto: string, files: readonly { name: string; bytes: readonly number[] | string }[]) {
  return app.page
    .locator(onto)
    .first()
    .evaluate((place, all) => {
      const dataTransfer = new DataTransfer();
      for (const { name, bytes } of all)
        dataTransfer.items.add(new File([typeof bytes === 'string' ? bytes : new Uint8Array(bytes)], name));
      const how = { dataTransfer, bubbles: true, cancelable: true, composed: true };
      return ['dragover', 'drop'].map((type) => !place.dispatchEvent(new DragEvent(type, how)));
    }, files);
}

test('files that are dropped on the page become files of the program, and what is no text says so', async ({ app }) => {
  await app.write('import shapes\nprint(shapes.area(3), open("words.txt").read())\n');
  const { page } = app;
  const words = { name: 'words.txt', bytes: 'grün' };
  expect(await drop(app, '.region-editor .monaco-editor', [{ name: 'shapes.py', bytes: shapes }, words])).toEqual([
    true,
    true,
  ]);
  await expect(tab(app, 'words.txt')).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('banner')).toContainText('Added: shapes.py, words.txt.');
  await app.press('Run');
  await app.expectFinished();
  await app.expectOutput('9 grün');
  // In place of one of its name, which undo brings back.
  await drop(app, '.page-header', [{ name: 'words.txt', bytes: 'blau' }]);
  await expect(shown(app)).toHaveText('blau');
  await app.focusEditor();
  await page.keyboard.press('ControlOrMeta+z');
  await expect(shown(app)).toHaveText('grün');
  await drop(app, '.side', [{ name: 'picture.png', bytes: [0x89, 0x50, 0xff] }]);
  await expect(dialog(app)).toContainText('picture.png was not added: it is not a text in UTF-8.');
  await page.keyboard.press('Escape');
  await expect(tab(app, 'picture.png')).toHaveCount(0);
});

test('files of the device are chosen in the dialog that adds one', async ({ app }) => {
  await app.write('import shapes\nprint(shapes.area(3))\n');
  await app.button('Add file').click();
  await expectNoFindings(app.page, 'the dialog that adds a file');
  const buffer = Buffer.from(shapes);
  const chooser = dialog(app).getByLabel('Or text files of this device');
  await chooser.setInputFiles({ name: 'shapes.py', mimeType: 'text/x-python', buffer });
  await expect(dialog(app)).toHaveCount(0);
  await expect(tab(app, 'shapes.py')).toHaveAttribute('aria-selected', 'true');
  await app.press('Run');
  await app.expectFinished();
  await app.expectOutput('9');
});
