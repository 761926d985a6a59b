import { expect, test } from './driver.ts';

const program = `def area(width, height):
    result = width * height  # @inside
    return result

for width in range(1, 4):
    print("area", area(width, 10))  # @loop
`;

test('a click in the margin sets a breakpoint, and Debug stops there', { tag: '@transport' }, async ({ app }) => {
  await app.write(program);
  await app.clickMargin('inside');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'inside');
  await expect(app.region('Call stack').getByRole('option')).toHaveText([
    /area\s+main\.py:2/,
    /main program\s+main\.py:6/,
  ]);
  await expect(app.item('Variables', 'width = 1')).toBeVisible();
  await expect(app.item('Variables', 'height = 10')).toBeVisible();
});

test('F9 and its relatives do nothing while one writes elsewhere than in the editor', async ({ app }) => {
  await app.write('a = 1  # @first\n');
  await app.goTo('first');
  await app.entry.focus();
  for (const key of ['F9', 'Alt+F9', 'Shift+F9']) await app.page.keyboard.press(key);
  await expect(app.entry).toBeFocused();
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: /^main/ })).toHaveCount(0);
  await app.focusEditor();
  await app.page.keyboard.press('F9');
  await expect(app.breakpoint('first')).toBeChecked();
});

test('F9 sets a breakpoint on the line of the cursor, and takes it away', async ({ app }) => {
  await app.write(program);
  await app.goTo('loop');
  await app.page.keyboard.press('F9');
  await expect(app.breakpoint('loop')).toBeChecked();
  await app.page.keyboard.press('F9');
  await expect(app.breakpoint('loop')).toHaveCount(0);
});

test('Continue goes from stop to stop and to the end, with the whole output', { tag: '@transport' }, async ({
  app,
}) => {
  await app.write(program);
  await app.debugTo('inside');
  for (const width of [2, 3]) {
    await app.press('Continue');
    await expect(app.item('Variables', `width = ${width}`)).toBeVisible();
  }
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput(/area 10\s*area 20\s*area 30/);
});

test('a breakpoint that is switched off does not stop', async ({ app }) => {
  await app.write(program);
  await app.clickMargin('inside');
  await app.breakpoint('inside').uncheck();
  await app.press('Debug');
  await app.expectFinished();
});

test('a breakpoint where no code is goes to the line that has some', async ({ app }) => {
  await app.write('x = 1\n\n# a comment  # @blank\n\nprint(x)  # @code\n');
  await app.clickMargin('blank');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'code');
  await expect(app.breakpoint('code')).toBeChecked();
});

test('breakpoints keep to their line while lines are written above', async ({ app }) => {
  await app.write(program);
  await app.clickMargin('inside');
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+Home');
  await app.page.keyboard.press('Enter');
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: 'main.py:3', exact: true })).toBeChecked();
});

test('in a plain Run breakpoints are inactive, also after a pause, and say so; Debug uses them', async ({ app }) => {
  await app.write('n = 0\nprint("on")\nwhile n >= 0:\n    n += 1  # @loop\n    n += 1  # @other\n');
  await app.clickMargin('loop');
  const glyphs = app.region('Editor').locator('.cgmr.glyph-inactive');
  const note = /Inactive in a plain Run/;
  await expect(app.breakpoint('loop')).toHaveAccessibleDescription('');
  await expect(app.region('Breakpoints')).not.toContainText('Inactive');
  await app.press('Run');
  await app.expectOutput('on');
  await expect(glyphs).toHaveCount(1);
  await expect(app.breakpoint('loop')).toHaveAccessibleDescription(note);
  await app.clickMargin('other');
  await expect(glyphs).toHaveCount(2);
  await expect(app.breakpoint('other')).toHaveAccessibleDescription(note);
  await app.press('Pause');
  await expect(app.status).toHaveText(/^Paused at/);
  await expect(app.region('Breakpoints')).not.toContainText('Pending');
  await app.press('Continue');
  await app.page.waitForTimeout(500);
  await expect(app.status).toHaveText('Running');
  await app.press('Stop');
  await expect(app.breakpoint('loop')).toHaveAccessibleDescription('');
  await expect(glyphs).toHaveCount(0);
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'loop');
});

test('breakpoints go with the text they are on: replaced, brought back by undo, pushed down from column 1', async ({
  app,
}) => {
  const { keyboard } = app.page;
  const lines = () => app.region('Breakpoints').getByRole('checkbox', { name: /^main\.py:/ });
  await app.write(program);
  await app.clickMargin('inside');
  await app.clickMargin('loop');
  await app.focusEditor();
  await keyboard.press('ControlOrMeta+A');
  await app.paste(`# a new head\n${program.replace('# @loop', '# changed')}`);
  await expect(lines()).toHaveCount(1);
  await expect(lines()).toHaveAccessibleName('main.py:3');
  await keyboard.press('ControlOrMeta+Z');
  await expect(lines()).toHaveCount(2);
  await expect(app.breakpoint('loop')).toBeChecked();
  await app.goTo('inside');
  await keyboard.press('Home');
  await keyboard.press('Home');
  await keyboard.type('    x = 1');
  await keyboard.press('Enter');
  await expect(lines().first()).toHaveAccessibleName('main.py:3');
  await keyboard.press('ControlOrMeta+A');
  await keyboard.press('Delete');
  await expect(lines()).toHaveCount(0);
});
