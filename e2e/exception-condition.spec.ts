import { expect, test } from './driver.ts';

const program = `def look(table, key):
    try:
        return table[key]  # @look
    except LookupError:
        return None


look({}, "a")
look([], 1)
try:
    look(None, 1)
except TypeError as error:
    raise ValueError("no table") from error  # @raise
`;

test('the exceptions to stop at are said by an expression, which is kept', async ({ app }) => {
  await app.write(program);
  const { page } = app;
  const raised = app.region('Breakpoints').getByRole('checkbox', { name: 'Raised exceptions' });
  await raised.click();
  await app.press('Stop at some exceptions only');
  const form = page.getByRole('form', { name: 'Exceptions to stop at' });
  await expect(form.getByRole('textbox', { name: 'Only these classes' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(form.getByRole('textbox', { name: 'Only if' })).toBeFocused();
  await page.keyboard.type('isinstance(__exception__, ');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('form', { name: 'Exceptions to stop at' }).getByRole('alert')).toContainText(
    'never closed',
  );
  await page.keyboard.press('End');
  await page.keyboard.type('IndexError)');
  await page.keyboard.press('Enter');
  const button = app.button('Stop only if isinstance(__exception__, IndexError)');
  await expect(button).toBeFocused();
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on IndexError at main.py:3 in look');
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await page.reload();
  await expect(raised).toBeChecked();
  await expect(button).toBeVisible();
});

test('only exceptions of some classes stop, and the classes are kept with the program', async ({ app }) => {
  await app.write(program);
  const { page } = app;
  await app.region('Breakpoints').getByRole('checkbox', { name: 'Raised exceptions' }).click();
  await app.press('Stop at some exceptions only');
  await page.keyboard.type('IndexError, ValueError');
  await page.keyboard.press('Enter');
  const button = app.button('Stop only at IndexError, ValueError');
  await expect(button).toBeFocused();
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on IndexError at main.py:3 in look');
  await app.press('Continue');
  await expect(app.status).toHaveText('Paused on ValueError at main.py:13');
  const box = app.region('Editor').getByRole('group', { name: 'ValueError' });
  await expect(box).toContainText('raised');
  await app.press('Continue');
  await expect(box).toContainText('not handled');
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await page.reload();
  await expect(button).toBeVisible();
  await app.choose('Recursion');
  await expect(app.button('Stop at some exceptions only')).toBeVisible();
  await app.choose('Your own program');
  await expect(button).toBeVisible();
});

test('the frames of what led to an exception are in the call stack, behind a label', async ({ app }) => {
  await app.write(program);
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on ValueError at main.py:13');
  const stack = app.region('Call stack').getByRole('listbox');
  const label = stack.getByRole('option', { disabled: true });
  await expect(label).toContainText(/TypeError/);
  await label.click({ force: true });
  await expect(stack.getByRole('option', { selected: true })).toContainText('main.py:13');
  await stack.getByRole('option', { name: /^look/ }).click();
  await expect(app.item('Variables', 'key = 1')).toBeVisible();
});
