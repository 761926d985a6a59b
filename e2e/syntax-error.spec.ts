import { expect, test } from './driver.ts';

test('a syntax error is marked where it is, named in the status, and gone with the next edit', async ({ app }) => {
  const { page } = app;
  await app.write('x = 1\n\nprint("größer 😀", (x)\ny = 2\n');
  const editor = app.region('Editor');
  const squiggle = editor.locator('.squiggly-error');
  const go = editor.getByRole('button', { name: 'Syntax error in line 3' });
  await app.press('Debug');
  await expect(app.status).toHaveText("Syntax error at main.py:3: '(' was never closed");
  await expect(squiggle).toHaveCount(1);
  await app.expectOutput('[The program was not started: it has a syntax error]');
  await expect(app.region('Terminal')).not.toContainText('exit code');
  await expect(editor.locator('.line-zone')).toContainText("'(' was never closed");
  // By the keyboard, to the place itself.
  await go.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('End');
  await page.keyboard.type(')');
  await expect(squiggle).toHaveCount(0);
  await expect(go).toHaveCount(0);
  await expect(editor.locator('.line-zone')).toHaveCount(0);
  await expect(app.status).toHaveText('Not started, because of a syntax error');
  await app.press('Run');
  await app.expectFinished();
  await app.expectOutput('größer 😀 1');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' });

  test('a syntax error brings the code to the front', async ({ app }) => {
    await app.write('def f(:\n    pass\n');
    await app.button('Run').tap();
    await expect(app.region('Editor').locator('.line-zone')).toContainText('invalid syntax');
    await expect(app.page.getByRole('tab', { name: 'Code' })).toHaveAttribute('aria-selected', 'true');
    const go = app.region('Editor').getByRole('button', { name: 'Syntax error in line 1' });
    await expect(go).toBeInViewport({ ratio: 1 });
    expect(await go.evaluate((button) => button.scrollWidth <= button.clientWidth)).toBe(true);
    expect(await app.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
