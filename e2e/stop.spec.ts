/** Where the page is at a stop: cursor, view and marks are at the line where the program is paused. */
import { expect, test } from './driver.ts';

const program = `def inner(n):
    return n + 1  # @inner

${'# far away\n'.repeat(60)}
def outer(n):
    result = inner(n)  # @call
    return result

print(outer(1))  # @main
`;

test('at a stop cursor and view go to the line, so that F9 means what the eye is on', async ({ app }) => {
  const { keyboard } = app.page;
  await app.write(program);
  await keyboard.press('ControlOrMeta+Home');
  await app.goTo('inner');
  await keyboard.press('F9');
  await keyboard.press('ControlOrMeta+End');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'inner');
  await expect(app.region('Editor').locator('.line-next')).toBeInViewport();
  await keyboard.press('F9');
  await expect(app.breakpoint('inner')).toHaveCount(0);
  await app.press('Step out');
  await expect(app.status).toHaveText(/in outer$/);
  await keyboard.press('F9');
  await expect(app.breakpoint('call')).toBeChecked();
});

test('while an outer frame is viewed the line where the program is paused stays marked, and a key leads to it', async ({
  app,
}) => {
  await app.write(program);
  await app.goTo('inner');
  await app.page.keyboard.press('F9');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'inner');
  const editor = app.region('Editor');
  await expect(app.status).toHaveText(/in inner$/);
  await app
    .region('Call stack')
    .getByRole('option', { name: /^outer/ })
    .click();
  await expect(editor.locator('.line-caller')).toBeInViewport();
  await app.page.keyboard.press('Alt+F10');
  await expect(editor.locator('.line-next')).toBeInViewport();
  await expect(editor.getByRole('textbox')).toBeFocused();
  await expect(app.item('Variables', 'n = 1')).toBeVisible();
  await expect(app.region('Call stack').getByRole('option', { selected: true })).toContainText('inner');
  await app.page.keyboard.press('F9');
  await expect(app.breakpoint('inner')).toHaveCount(0);
});

test('both lines are marked where both are in view', async ({ app }) => {
  await app.write('def f(n):\n    return n  # @inside\n\nprint(f(1))\n');
  await app.debugTo('inside');
  const editor = app.region('Editor');
  await expect(editor.locator('.line-caller')).toHaveCount(0);
  await app
    .region('Call stack')
    .getByRole('option', { name: /^main program/ })
    .click();
  await expect(editor.locator('.line-caller')).toHaveCount(1);
  await expect(editor.locator('.line-next')).toHaveCount(1);
  await app.button('Go to the line where the program is paused').click();
  await expect(editor.locator('.line-caller')).toHaveCount(0);
  await expect(editor.locator('.line-next')).toHaveCount(1);
});

test('someone who is writing keeps the cursor', async ({ app }) => {
  await app.write('import time\nn = 0\nwhile True:\n    time.sleep(0.2)\n    n += 1  # @loop\n# \n');
  await app.press('Debug');
  await expect(app.status).toHaveText('Debugging: running');
  const { keyboard } = app.page;
  await app.focusEditor();
  await keyboard.press('ControlOrMeta+End');
  await keyboard.press('ArrowUp');
  await keyboard.press('End');
  const writing = (async () => {
    for (const letter of 'a comment that takes its time') await keyboard.type(letter, { delay: 60 });
  })();
  // By script: a click would take the focus from the person's hands.
  await app.page.evaluate(() => {
    [...document.querySelectorAll<HTMLElement>('.tool-pause')].forEach((button) => {
      button.click();
    });
  });
  await writing;
  await expect(app.status).toHaveText(/^Paused/);
  await expect(app.region('Editor')).toContainText('# a comment that takes its time');
});
