import { type Driver, expect, test } from './driver.ts';

const program = `for i in range(5):
    a = i  # @first
    b = i  # @second
print("end")
`;

const note = 'Changed since the start. Restart to use it.';

/** Writes at the very end of the program. */
async function writeAtEnd(app: Driver, text: string): Promise<void> {
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+End');
  await app.page.keyboard.insertText(text);
  await expect(app.region('Editor')).toContainText(note);
}

const box = (app: Driver, line: number) =>
  app.region('Breakpoints').getByRole('checkbox', { name: `main.py:${line}`, exact: true });

test('after an edit a breakpoint can still be switched off, on and removed', async ({ app }) => {
  await app.write(program);
  await app.debugTo('first');
  await writeAtEnd(app, '# a comment');
  await app.clickMargin('second');
  await app.breakpoint('first').uncheck();
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'second');
  await app.breakpoint('first').check();
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'first');
  await app.clickMargin('first');
  await app.clickMargin('second');
  await app.press('Continue');
  await app.expectFinished();
});

test('after lines were written above, stops and new breakpoints are on the lines as they are now', async ({ app }) => {
  await app.write(program);
  await app.debugTo('first');
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+Home');
  await app.page.keyboard.press('Enter');
  await app.page.keyboard.press('Enter');
  await expect(app.status).toHaveText('Paused on breakpoint at main.py:4');
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+Home');
  await app.page.keyboard.press('F9');
  await expect(app.region('Breakpoints')).toContainText('Takes effect after Restart.');
  for (let line = 1; line < 5; line++) await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('F9');
  await app.press('Continue');
  await expect(app.status).toHaveText('Paused on breakpoint at main.py:5');
  await expect(box(app, 5)).toBeChecked();
  await app.press('Continue');
  await expect(app.status).toHaveText('Paused on breakpoint at main.py:4');
});

test('where the program stands is marked on no other line when its own is deleted, and again when that is back', async ({
  app,
}) => {
  const { keyboard } = app.page;
  await app.write('a = 1\nb = 2\nc = 3  # @last\n');
  await app.debugTo('last');
  const arrow = app.region('Editor').locator('.arrow-next');
  await expect(arrow).toHaveCount(1);
  const at = await arrow.boundingBox();
  // All lines, and then that one alone.
  for (const selected of ['ControlOrMeta+A', 'Shift+ArrowUp']) {
    await app.focusEditor();
    await keyboard.press('ControlOrMeta+End');
    await keyboard.press(selected);
    await keyboard.press('Delete');
    await expect(arrow).toHaveCount(0);
    await keyboard.press('ControlOrMeta+z');
    await expect(arrow).toHaveCount(1);
    expect(await arrow.boundingBox()).toEqual(at);
  }
  await expect(app.region('Terminal')).not.toContainText('Illegal');
  await expect(app.breakpoint('last')).toBeChecked();
});

test('what is said about the edit goes when it is undone, by Backspace or by undo', async ({ app }) => {
  const { keyboard } = app.page;
  await app.write(program);
  await app.debugTo('first');
  await writeAtEnd(app, ' ');
  await keyboard.press('Backspace');
  await expect(app.region('Editor')).not.toContainText(note);
  await app.goTo('first');
  await keyboard.press('Enter');
  await expect(app.region('Editor')).toContainText(note);
  await expect(app.status).toHaveText('Paused on breakpoint at main.py:3');
  await keyboard.press('ControlOrMeta+z');
  await expect(app.region('Editor')).not.toContainText(note);
  await app.expectPaused('breakpoint', 'first');
  await app.clickMargin('second');
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'second');
});

test('what is said about the edit goes when nothing runs any more', async ({ app }) => {
  await app.write(program);
  await app.debugTo('first');
  await writeAtEnd(app, '# a comment');
  await app.press('Stop');
  await expect(app.region('Editor')).not.toContainText(note);
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'first');
  await writeAtEnd(app, ' and more');
  await app.choose('Recursion');
  await expect(app.status).toHaveText('Ready');
  await expect(app.region('Editor')).not.toContainText(note);
});

test('the switches of a search are within its field', async ({ app }) => {
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+F');
  const editor = app.region('Editor');
  await expect(editor.getByRole('textbox', { name: 'Find' })).toBeFocused();
  // It slides in.
  await expect(async () => {
    const field = await editor.locator('.monaco-findInput').first().boundingBox();
    for (const name of [/^Match Case/, /^Match Whole Word/, /^Use Regular Expression/]) {
      const box = await editor.getByRole('checkbox', { name }).first().boundingBox();
      if (!field || !box) throw new Error('The search is not there.');
      expect(box.y).toBeGreaterThanOrEqual(field.y);
      expect(box.y + box.height).toBeLessThanOrEqual(field.y + field.height);
    }
  }).toPass({ timeout: 15_000 });
});
