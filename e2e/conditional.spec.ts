import { expect, test } from './driver.ts';

const program = 'for n in range(10):\n    x = n * n  # @loop\nprint("end")\n';

test('a condition, given in the form, stops only where it holds', async ({ app }) => {
  await app.write(program);
  await app.clickMargin('loop', { shift: true });
  const form = app.page.getByRole('form', { name: `Breakpoint at line ${app.line('loop')}` });
  await form.getByRole('textbox', { name: 'Condition' }).fill('n == 7');
  await form.getByRole('button', { name: 'Save' }).click();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'loop');
  await expect(app.item('Variables', 'n = 7')).toBeVisible();
  await app.press('Continue');
  await app.expectFinished();
});

test('a hit count, given by the keyboard, stops at that hit', async ({ app }) => {
  await app.write(program);
  await app.goTo('loop');
  await app.page.keyboard.press('Shift+F9');
  const field = app.page.getByRole('textbox', { name: 'Condition' });
  await expect(field).toBeFocused();
  await app.page.keyboard.press('Tab');
  await app.page.keyboard.type('4');
  await app.page.keyboard.press('Enter');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'loop');
  await expect(app.item('Variables', 'n = 3')).toBeVisible();
});

test('a log message is printed, and nothing stops', async ({ app }) => {
  await app.write(program);
  await app.clickMargin('loop');
  await app
    .region('Breakpoints')
    .getByRole('button', { name: `Edit breakpoint at line ${app.line('loop')}` })
    .click();
  await app.page.getByRole('textbox', { name: 'Log message' }).fill('n is {n}');
  await app.page.keyboard.press('Enter');
  await app.press('Debug');
  await app.expectFinished();
  await app.expectOutput(/n is 8\s*n is 9/);
});

test('the form takes the focus only from someone who is not in it yet', async ({ app }) => {
  await app.write(program);
  await app.clickMargin('loop');
  const focused = await app.page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    document.querySelector<HTMLElement>('[aria-label^="Edit breakpoint"]')?.click();
    await frame();
    document.querySelector<HTMLElement>('[name=logMessage]')?.focus();
    for (let count = 0; count < 4; count++) await frame();
    return document.activeElement?.getAttribute('name');
  });
  expect(focused).toBe('logMessage');
});

test('plain, conditional, log, unverified and switched-off breakpoints look different', async ({ app }) => {
  await app.write('a = 1  # @a\nb = 2  # @b\nc = 3  # @c\nd = 4  # @d\n');
  for (const marker of ['a', 'b', 'c', 'd']) await app.clickMargin(marker);
  await app.breakpoint('d').uncheck();
  for (const [marker, name] of [
    ['b', 'Condition'],
    ['c', 'Log message'],
  ] as const) {
    await app.clickMargin(marker, { shift: true });
    await app.page.getByRole('textbox', { name }).fill('a');
    await app.page.keyboard.press('Enter');
  }
  const looks = () =>
    app
      .region('Editor')
      .locator('.cgmr.glyph')
      .evaluateAll((glyphs) => new Set(glyphs.map((glyph) => getComputedStyle(glyph).maskImage)).size);
  await expect.poll(looks).toBe(4);
});

test('a mistake in the form is reported at Save, before the program was ever started', async ({ app }) => {
  const { page } = app;
  await app.write(program);
  await app.goTo('loop');
  await page.keyboard.press('Shift+F9');
  const form = page.getByRole('form', { name: `Breakpoint at line ${app.line('loop')}` });
  const condition = form.getByRole('textbox', { name: 'Condition' });
  await expect(condition).toBeFocused();
  await page.keyboard.type('n ==');
  await page.keyboard.press('Tab');
  await page.keyboard.type('many');
  await page.keyboard.press('Enter');
  const problem = form.getByRole('alert');
  await expect(problem).toContainText("Condition 'n ==' is not a Python expression");
  await expect(problem).toContainText("Hit condition 'many' is not understood");
  await expect(condition).toBeFocused();
  await expect(condition).toHaveAttribute('aria-invalid', 'true');
  await expect(condition).toHaveAccessibleDescription(/is not a Python expression/);
  await expect(app.breakpoint('loop')).toHaveCount(0);
  await page.keyboard.type(' 3');
  await expect(problem).toHaveText('');
  await form.getByRole('textbox', { name: 'Hit count' }).fill('');
  await page.keyboard.press('Enter');
  await expect(form).toHaveCount(0);
  // The worker that was asked is the one that runs it.
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'loop');
  await expect(app.item('Variables', 'n = 3')).toBeVisible();
  // At a stop it is reported too.
  await app.clickMargin('loop', { shift: true });
  await form.getByRole('textbox', { name: 'Log message' }).fill('{n +}');
  await page.keyboard.press('Enter');
  await expect(problem).toContainText('n +');
  await page.keyboard.press('Escape');
  await expect(form).toHaveCount(0);
});
