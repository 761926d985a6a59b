/** The menu of the editor's text. */
import { expectNoFindings } from './axe.ts';
import { type Driver, expect, test } from './driver.ts';

const program = `total = 0
for n in range(3):
    total = sum([total, n])  # @loop
print(total)  # @print
`;

const menuOf = (app: Driver) => app.page.getByRole('menu', { name: /^Actions of line/ });
const choose = (app: Driver, name: string) => menuOf(app).getByRole('menuitem', { name, exact: true }).click();

async function openAt(app: Driver, marker: string, text: string): Promise<void> {
  const line = app
    .region('Editor')
    .locator('.view-line')
    .nth(app.line(marker) - 1);
  await line.getByText(text, { exact: true }).first().click({ button: 'right' });
  await expect(menuOf(app).getByRole('menuitem').first()).toBeFocused();
}

test('the other mouse button offers what can be done with a line, and with what is there', async ({ app }) => {
  await app.write(program);
  await openAt(app, 'loop', 'total');
  await expectNoFindings(app.page, 'the menu of the text');
  await expect(menuOf(app).getByRole('menuitem')).toHaveText([
    'Add breakpoint F9',
    'Add breakpoint with condition… Shift+F9',
    'Add log message…',
    'Add to watch',
    'Cut Ctrl+X',
    'Copy Ctrl+C',
    'Paste Ctrl+V',
    'Go to line… Ctrl+G',
  ]);
  await choose(app, 'Add to watch');
  await expect(app.region('Watch').getByRole('treeitem')).toHaveText([/^\s*total/]);
  await openAt(app, 'loop', 'total');
  await choose(app, 'Add breakpoint');
  await expect(app.breakpoint('loop')).toBeChecked();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'loop');
  await openAt(app, 'loop', 'total');
  await choose(app, 'Switch breakpoint off');
  await expect(app.breakpoint('loop')).not.toBeChecked();
  await openAt(app, 'print', 'total');
  await choose(app, 'Run to the cursor');
  await expect(app.item('Watch', 'total = 3')).toBeVisible();
  await openAt(app, 'print', 'total');
  await choose(app, 'Show the value');
  await expect(app.page.getByRole('dialog', { name: 'Value of total' }).getByRole('treeitem')).toBeFocused();
});

test('the other mouse button in the margin offers what can be done with the line', async ({ app }) => {
  await app.write(`${program}\n# @empty\n`);
  const open = (marker: string) => app.clickMargin(marker, { button: 'right' });
  const items = menuOf(app).getByRole('menuitem');
  const form = app.page.getByRole('form', { name: /^Breakpoint at line/ });
  await open('empty');
  await expect(items).toHaveText(['Add breakpoint F9', 'Add breakpoint with condition… Shift+F9', 'Add log message…']);
  await expect(items.first()).toBeFocused();
  await expect(form).toHaveCount(0);
  await expectNoFindings(app.page, 'the menu of the margin');
  await app.page.keyboard.press('Escape');
  await open('loop');
  await choose(app, 'Add log message…');
  const log = form.getByRole('textbox', { name: 'Log message' });
  await expect(log).toBeFocused();
  await log.fill('n is {n}');
  await app.page.keyboard.press('Enter');
  await expect(app.breakpoint('loop')).toBeChecked();
  await open('loop');
  await expect(items).toHaveText(['Remove breakpoint F9', 'Edit breakpoint… Shift+F9', 'Switch breakpoint off']);
  await choose(app, 'Switch breakpoint off');
  await expect(app.breakpoint('loop')).not.toBeChecked();
  await open('loop');
  await choose(app, 'Edit breakpoint…');
  await expect(form.getByRole('textbox', { name: 'Condition' })).toBeFocused();
  await app.page.keyboard.press('Escape');
  await open('loop');
  await choose(app, 'Remove breakpoint');
  await expect(app.breakpoint('loop')).toHaveCount(0);
  await open('loop');
  await choose(app, 'Add breakpoint');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'loop');
  await open('print');
  await choose(app, 'Run to here');
  // The breakpoint is on the way.
  await expect(app.item('Variables', 'n = 1')).toBeVisible();
  await app.clickMargin('loop');
  await open('print');
  await choose(app, 'Run to here');
  await expect(app.item('Variables', 'total = 3')).toBeVisible();
});

test('it opens at the cursor by a key, and gives the focus back', async ({ app }) => {
  await app.write(program);
  await app.goTo('loop');
  const { keyboard } = app.page;
  await keyboard.press('Shift+F10');
  await expect(menuOf(app)).toHaveAccessibleName(`Actions of line ${app.line('loop')}`);
  await keyboard.press('Escape');
  await expect(menuOf(app)).toHaveCount(0);
  await keyboard.press('F9');
  await expect(app.breakpoint('loop')).toBeChecked();
  await keyboard.press('Shift+F10');
  await keyboard.press('r'); // Remove breakpoint
  await keyboard.press('Enter');
  await expect(app.breakpoint('loop')).toHaveCount(0);
  // A form has the focus as it always has.
  await keyboard.press('Shift+F10');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(app.region('Editor').getByRole('textbox', { name: 'Condition' })).toBeFocused();
});

test('a line is gone to by its number', async ({ app }) => {
  await app.write(program);
  await app.goTo('loop');
  const { keyboard } = app.page;
  await keyboard.press('Control+g');
  const dialog = app.page.getByRole('dialog', { name: 'Go to line' });
  const field = dialog.getByRole('textbox');
  await expect(field).toBeFocused();
  await expectNoFindings(app.page, 'going to a line');
  await keyboard.type('77');
  await keyboard.press('Enter');
  await expect(dialog).toBeVisible();
  await field.fill(`${app.line('print')}:7`);
  // It is gone at once: what is pressed next is for the text.
  const isGone = await dialog.getByRole('button', { name: 'Go' }).evaluate((go: HTMLElement) => {
    const shown = go.closest('dialog');
    go.click();
    return !shown?.isConnected;
  });
  expect(isGone).toBe(true);
  await keyboard.press('F9');
  await expect(app.breakpoint('print')).toBeChecked();
  await keyboard.type('1 + ');
  await keyboard.press('Control+g');
  await keyboard.press('Escape');
  await keyboard.press('End');
  await keyboard.type(' ');
  await app.press('Run');
  await app.expectOutput('4');
});

test('what is pasted after a dialog is written at the cursor, and what is copied is what is selected', async ({
  app,
}) => {
  await app.write('');
  await app.paste('one = 1\n');
  const { keyboard } = app.page;
  const shown = app.region('Editor').locator('.view-lines');
  const dialog = app.page.getByRole('dialog');
  await keyboard.press('Control+g');
  await expect(dialog).toBeVisible();
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await keyboard.press('ControlOrMeta+V');
  await expect(shown).toHaveText('one = 1one = 1');
  await keyboard.press('Control+g');
  await keyboard.type('3');
  await keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await keyboard.press('ControlOrMeta+V');
  await expect(shown).toHaveText('one = 1one = 1one = 1');
  // Another one, which is only read; a click in it takes the selection along.
  await keyboard.press('ControlOrMeta+A');
  await keyboard.press('F1');
  await dialog.getByRole('heading', { name: 'Keys' }).click();
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await keyboard.press('ControlOrMeta+C');
  await expect.poll(() => app.page.evaluate(() => navigator.clipboard.readText())).toMatch(/^(one = 1\s*){3}$/);
});
