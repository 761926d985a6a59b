import { expect, test } from './driver.ts';

const program = `def double(n):
    twice = n * 2  # @first
    return twice  # @last

def main():
    a = double(3)  # @call
    b = double(a)  # @second
    return b

main()
`;

test('Step over, into and out move as they say', { tag: '@transport' }, async ({ app }) => {
  await app.write(program);
  await app.debugTo('call');
  await app.press('Step over');
  await app.expectPaused('step', 'second');
  await expect(app.item('Variables', 'a = 6')).toBeVisible();
  await app.press('Step into');
  await app.expectPaused('step', 'first');
  await expect(app.item('Variables', 'n = 6')).toBeVisible();
  await app.press('Step out');
  await expect(app.status).toHaveText(/Paused on step at main\.py:[78]/);
});

test('a click on an outer frame shows its line and its variables', async ({ app }) => {
  await app.write(program);
  await app.debugTo('first');
  await expect(app.item('Variables', 'n = 3')).toBeVisible();
  await app
    .region('Call stack')
    .getByRole('option', { name: /^main main/ })
    .click();
  await expect(app.item('Variables', 'n = 3')).toHaveCount(0);
  await expect(app.entry).toHaveAccessibleName(`Evaluate in main, main.py:${app.line('call')}`);
});

test('the buttons can be used when they mean something, and keep the focus', async ({ app }) => {
  await app.write(program);
  await expect(app.button('Continue')).toBeDisabled();
  await expect(app.button('Stop')).toBeDisabled();
  await app.debugTo('call');
  await expect(app.button('Debug')).toBeDisabled();
  await app.button('Step over').focus();
  await app.page.keyboard.press('Enter');
  await app.expectPaused('step', 'second');
  await expect(app.button('Step over')).toBeFocused();
});
