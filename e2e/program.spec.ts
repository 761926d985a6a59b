/** Programs, and what is kept of them: none can get in the way of another, in this tab or the next. */
import { Driver, expect, test } from './driver.ts';

const homework = 'homework = "hours of work"\nprint(homework)\n';

test('undo never brings one program into another', async ({ app }) => {
  const { keyboard } = app.page;
  const editor = app.region('Editor');
  await app.write(homework);
  await app.choose('Recursion');
  await app.focusEditor();
  for (let undo = 0; undo < 5; undo++) await keyboard.press('ControlOrMeta+z');
  await expect(editor).toContainText('how large is a folder');
  await app.choose('Your own program');
  await expect(editor).toContainText('hours of work');
  await app.focusEditor();
  for (let undo = 0; undo < 5; undo++) await keyboard.press('ControlOrMeta+z');
  await expect(editor).not.toContainText('how large is a folder');
  for (let redo = 0; redo < 5; redo++) await keyboard.press('ControlOrMeta+Shift+z');
  await expect(editor).toContainText('hours of work');
  await app.page.reload();
  await expect(editor).toContainText('hours of work');
});

test('a program is found as it was left: its undo, its place, its breakpoints', async ({ app }) => {
  const { keyboard } = app.page;
  await app.write(`${'x = 1\n'.repeat(80)}last = 2  # @last\n`);
  await keyboard.press('ControlOrMeta+End');
  await keyboard.press('ArrowUp');
  await keyboard.press('F9');
  await keyboard.press('Home');
  await keyboard.type('mine_');
  await app.choose('Classes');
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: /main\.py/ })).toHaveCount(0);
  await app.choose('Your own program');
  await expect(app.region('Editor')).toContainText('mine_last');
  await expect(app.breakpoint('last')).toBeChecked();
  await app.region('Editor').getByRole('textbox').focus();
  await keyboard.press('F9');
  await expect(app.breakpoint('last')).toHaveCount(0);
  await keyboard.press('ControlOrMeta+z');
  await expect(app.region('Editor')).not.toContainText('mine_last');
});

test('choosing another program asks before it ends one that is under way', async ({ app }) => {
  await app.write('x = 1\nprint("on")  # @stop\n');
  await app.debugTo('stop');
  const picker = app.page.getByLabel('Program', { exact: true });
  const question = app.page.getByRole('dialog', { name: 'End the program?' });
  await picker.selectOption({ label: 'Recursion' });
  await expect(question).toBeVisible();
  await question.getByRole('button', { name: 'Stay here' }).click();
  await expect(picker.locator('option:checked')).toHaveText('Your own program');
  await app.expectPaused('breakpoint', 'stop');
  await picker.selectOption({ label: 'Recursion' });
  await app.page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await app.expectPaused('breakpoint', 'stop');
  await app.choose('Recursion');
  await expect(app.status).toHaveText('Ready');
  await expect(app.region('Editor')).toContainText('how large is a folder');
});

test('"Original" is not offered for one\'s own program, which would be gone', async ({ app }) => {
  await app.write('print("mine")\n');
  await expect(app.button('Original')).toHaveCount(0);
  await app.choose('Recursion');
  await app.focusEditor();
  await app.page.keyboard.insertText('# mine\n');
  await expect(app.button('Original')).toBeVisible();
  await app.choose('Your own program');
  await expect(app.region('Editor')).toContainText('mine');
  await expect(app.button('Original')).toHaveCount(0);
});

test('"Original" while the program runs ends nothing and can be undone', async ({ app }) => {
  const { keyboard } = app.page;
  await app.choose('Recursion');
  await app.focusEditor();
  await keyboard.press('ControlOrMeta+Home');
  await keyboard.insertText('import time; time.sleep(1000)  # mine\n');
  await app.press('Debug');
  await expect(app.status).toHaveText('Debugging: running');
  await app.button('Original').click();
  await expect(app.region('Editor')).not.toContainText('# mine');
  await expect(app.status).toHaveText('Debugging: running');
  await app.focusEditor();
  await keyboard.press('ControlOrMeta+z');
  await expect(app.region('Editor')).toContainText('# mine');
});

test('of two tabs the newer text is kept, and the other tab says so and can have its own back', async ({ app }) => {
  await app.write('text = "of the first tab"\n');
  await app.page.keyboard.press('ControlOrMeta+s');
  const second = new Driver(await app.page.context().newPage());
  await second.open();
  await second.booted();
  await expect(second.region('Editor')).toContainText('of the first tab');
  await second.write('text = "of the second tab"  # @stop\n');
  await second.clickMargin('stop');
  await expect(app.region('Editor')).toContainText('of the second tab');
  await expect(app.page.getByRole('banner')).toContainText('Changed in another tab');
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: 'main.py:1', exact: true })).toBeChecked();
  // The first tab is closed last, and takes nothing away.
  await app.page.reload();
  await expect(app.region('Editor')).toContainText('of the second tab');
  await second.write('text = "newer still"\n');
  await expect(app.region('Editor')).toContainText('newer still');
  await expect(app.page.getByRole('banner')).toContainText('Undo brings yours back');
  await app.page.bringToFront();
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+z');
  await expect(app.region('Editor')).not.toContainText('newer still');
  await expect(app.page.getByRole('banner')).not.toContainText('Undo');
  await expect(second.region('Editor')).not.toContainText('newer still');
});

test('someone who has never debugged learns how, and can step from the start', async ({ app }) => {
  const variables = app.region('Variables');
  await expect(app.page.getByLabel('Program', { exact: true }).locator('option:checked')).toHaveText('First steps');
  await expect(variables.getByRole('listitem')).toHaveCount(3);
  await expect(app.region('Editor').locator('.line-numbers', { hasText: /^7$/ })).toBeInViewport();
  await variables.getByRole('button', { name: 'Step from the start' }).click();
  await app.booted();
  await expect(app.status).toHaveText(/^Paused at main\.py:\d$/);
  await expect(variables.getByRole('button', { name: 'Step from the start' })).toHaveCount(0);
  await app.press('Step over');
  await expect(app.status).toHaveText(/^Paused on step at main\.py:\d$/);
  await app.press('Stop');
  await expect(variables.getByRole('listitem')).toHaveCount(0);
});

test('where the browser has no room for a program it is said once, and the program stays while the page is open', async ({
  app,
}) => {
  const { page } = app;
  await page.evaluate(() => {
    let filling = 'x'.repeat(1 << 20);
    for (let number = 0; filling.length > 0; number++) {
      try {
        localStorage.setItem(`filling${number}`, filling);
      } catch {
        filling = filling.slice(filling.length / 2 + 1);
      }
    }
  });
  await app.write('x = 1\nprint(x)  # @stop\n');
  await app.clickMargin('stop');
  await expect(page.getByText('Not saved: this browser does not let the page store anything.')).toBeVisible();
  await app.choose('Recursion');
  await app.choose('Your own program');
  await expect(app.region('Editor').locator('.view-lines')).toContainText('print(x)');
  await expect(app.breakpoint('stop')).toBeChecked();
  await page.evaluate(() => localStorage.clear());
  await app.focusEditor();
  await page.keyboard.press('ControlOrMeta+S');
  await expect(page.getByText('Saved in this browser.')).toBeVisible();
  await page.reload();
  await app.choose('Your own program');
  await expect(app.region('Editor').locator('.view-lines')).toContainText('print(x)');
});

test('where nothing can be kept, the browser asks before the page is left with what was written', async ({ app }) => {
  const { page } = app;
  await app.write(homework);
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('It is full.', 'QuotaExceededError');
    };
  });
  await app.focusEditor();
  await page.keyboard.type('# more');
  await expect(page.getByRole('banner')).toContainText('Not saved: this browser does not let the page store anything.');
  const asked = page.waitForEvent('dialog');
  const closed = page.close({ runBeforeUnload: true });
  const question = await asked;
  expect(question.type()).toBe('beforeunload');
  await question.dismiss();
  await closed;
  await expect(app.region('Editor')).toContainText('# more');
});

test('a page that has kept all is left without a question', async ({ app }) => {
  const { page } = app;
  await app.write(homework);
  const questions: string[] = [];
  page.on('dialog', (dialog) => {
    questions.push(dialog.type());
    void dialog.accept();
  });
  await page.reload();
  await expect(app.region('Editor')).toContainText('hours of work');
  expect(questions).toEqual([]);
});
