import { expectNoFindings } from './axe.ts';
import { expect, test } from './driver.ts';

const program = `class Shape:
    def __init__(self, size):
        self.size = size

    def area(self):
        return self.size ** 2  # @area


for size in range(4):  # @loop
    print(Shape(size).area())  # @stop
`;

test('a breakpoint at a function is set by name, with a condition, by the keyboard alone', async ({ app }) => {
  await app.write(program);
  const { page } = app;
  await app.button('Add function breakpoint').focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('form', { name: 'New function breakpoint' });
  await expect(form.getByRole('textbox', { name: 'Function' })).toBeFocused();
  await page.keyboard.type('Shape.area');
  await page.keyboard.press('Tab');
  await page.keyboard.type('self.size ==');
  await page.keyboard.press('Enter');
  await expect(form.getByRole('alert')).toContainText('invalid syntax');
  await expect(form.getByRole('textbox', { name: 'Condition' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' 2');
  await page.keyboard.press('Enter');
  await expect(form).toBeHidden();
  await expect(app.button('Add function breakpoint')).toBeFocused();
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText(/^Paused on breakpoint at main\.py:6 in Shape\.area$/);
  await expect(app.item('Variables', /^self = /)).toBeVisible();
  await app.press('Continue');
  await app.expectFinished();
  await page.reload();
  const box = app.region('Breakpoints').getByRole('checkbox', { name: 'Function Shape.area', exact: true });
  await expect(box).toBeChecked();
  await box.click();
  await app.press('Debug');
  await app.expectFinished();
});

test('one without a function is pending until there is such a function, and can be edited and removed', async ({
  app,
}) => {
  await app.write('print("first")  # @first\ndef late():\n    return 1  # @late\n\nlate()\n');
  await app.clickMargin('first');
  await app.press('Add function breakpoint');
  await app.page.keyboard.type('nowhere');
  await app.page.keyboard.press('Enter');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'first');
  const list = app.region('Breakpoints').getByRole('list', { name: 'Function breakpoints' });
  await expect(list).toContainText("no function of your code that is known so far is called 'nowhere'");
  await app.press('Edit breakpoint at function nowhere');
  await app.page.keyboard.press('ControlOrMeta+A');
  await app.page.keyboard.type('late');
  await app.page.keyboard.press('Enter');
  await expect(list).not.toContainText('nowhere');
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'late');
  await app.press('Remove breakpoint at function late');
  await expect(list).toBeHidden();
  await app.press('Continue');
  await app.expectFinished();
});

test('all breakpoints are switched off, on, and removed at once, which can be taken back', async ({ app }) => {
  await app.write(program);
  await app.clickMargin('loop');
  await app.press('Add function breakpoint');
  await app.page.keyboard.type('area');
  await app.page.keyboard.press('Enter');
  await app.breakpoint('loop').uncheck();
  await app.press('Switch all breakpoints off');
  await app.press('Debug');
  await app.expectFinished();
  await app.press('Switch all breakpoints on');
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: 'Function area' })).toBeChecked();
  await expect(app.breakpoint('loop')).not.toBeChecked();
  await app.breakpoint('loop').check();
  await app.press('Remove all breakpoints');
  await expect(app.breakpoint('loop')).toHaveCount(0);
  await expect(app.button('Bring back 2 breakpoints')).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(app.breakpoint('loop')).toBeChecked();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'loop');
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'area');
});

test('a row has a menu and a key to remove it, after which the next one has the focus', async ({ app }) => {
  await app.write(program);
  for (const marker of ['loop', 'stop']) await app.clickMargin(marker);
  await app.press('Add function breakpoint');
  await app.page.keyboard.type('area');
  await app.page.keyboard.press('Enter');
  const { keyboard } = app.page;
  const choose = (name: string) => app.page.getByRole('menuitem', { name, exact: true }).click();
  await app
    .region('Breakpoints')
    .locator('code', { hasText: /^area\(\)$/ })
    .click({ button: 'right' });
  await expectNoFindings(app.page, 'the menu of a breakpoint');
  await expect(app.page.getByRole('menuitem')).toHaveText(['Edit…', 'Switch off', 'Remove Delete']);
  await choose('Switch off');
  const area = app.region('Breakpoints').getByRole('checkbox', { name: 'Function area' });
  await expect(area).not.toBeChecked();
  await expect(area).toBeFocused();
  await app.breakpoint('loop').focus();
  await keyboard.press('Shift+F10');
  await expect(app.page.getByRole('menu')).toHaveAccessibleName(`Actions of breakpoint at line ${app.line('loop')}`);
  await choose('Edit…');
  await app.page.getByRole('textbox', { name: /condition/i }).fill('n > 1');
  await keyboard.press('Enter');
  await expect(app.region('Breakpoints')).toContainText('n > 1');
  await app.breakpoint('loop').focus();
  await keyboard.press('Delete');
  await expect(app.breakpoint('loop')).toHaveCount(0);
  await expect(app.breakpoint('stop')).toBeFocused();
  await keyboard.press('Shift+F10');
  await choose('Remove');
  await expect(area).toBeFocused();
  await keyboard.press('Delete');
  await expect(app.region('Breakpoints').getByRole('listitem')).toHaveCount(0);
  await expect(app.region('Breakpoints').getByRole('checkbox').first()).toBeFocused();
});
