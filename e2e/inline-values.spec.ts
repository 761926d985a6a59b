import { type Driver, expect, test } from './driver.ts';

const program = `def mean(numbers):
    total = 0
    for number in numbers:
        total += number  # @loop
    return total / len(numbers)


print(mean([3, 4, 8]))  # @call
`;

/** A line of the editor, with what stands at its end. */
const line = (app: Driver, text: string) =>
  app
    .region('Editor')
    .locator('.view-line', { hasText: new RegExp(`^\\s*${text.replaceAll(' ', '\\s')}`) })
    .locator('.inline-value');

test('values stand at the ends of the lines that name them, and what has changed is marked', async ({ app }) => {
  await app.write(program);
  await app.debugTo('loop');
  await expect(line(app, 'def mean')).toHaveText('numbers = [3, 4, 8]');
  await expect(line(app, 'for number')).toHaveText(['number = 3', 'numbers = [3, 4, 8]']);
  await expect(line(app, 'return total')).toHaveCount(0);
  await app.press('Continue');
  await expect(line(app, 'total = 0')).toHaveText('total = 3');
  await expect(line(app, 'total = 0')).toHaveClass(/inline-value-changed/);
  await expect(line(app, 'def mean')).not.toHaveClass(/inline-value-changed/);
  // In the caller there is nothing but its own.
  await app.region('Call stack').getByText('main program').click();
  await expect(line(app, 'total = 0')).toHaveCount(0);
  await app.press('Stop');
  await expect(app.region('Editor').locator('.inline-value')).toHaveCount(0);
});

test('the values keep to their lines while the program is edited', async ({ app }) => {
  await app.write(program);
  await app.debugTo('loop');
  await expect(line(app, 'total = 0')).toHaveText('total = 0');
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+Home');
  await app.page.keyboard.type('# new\n');
  await expect(line(app, '# new')).toHaveCount(0);
  await expect(line(app, 'def mean')).toHaveText('numbers = [3, 4, 8]');
});

test('the values can be hidden, by button and key, and stay so', async ({ app }) => {
  await app.write(program);
  await app.debugTo('loop');
  await expect(line(app, 'def mean')).toBeVisible();
  const button = app.button('Values');
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await button.click();
  await expect(app.region('Editor').locator('.inline-value')).toHaveCount(0);
  await app.page.reload();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'loop');
  await expect(app.region('Editor').locator('.inline-value')).toHaveCount(0);
  await app.page.keyboard.press('Control+F9');
  await expect(line(app, 'def mean')).toHaveText('numbers = [3, 4, 8]');
});

test('a value that looks like markup is text', async ({ app }) => {
  await app.write('x = "<img src=x onerror=alert(1)>"\nprint(x)  # @here\n');
  await app.debugTo('here');
  await expect(line(app, 'x = "')).toHaveText("x = '<img src=x onerror=alert(1)>'");
});

test('what another call has is no change: of a recursion, and of a function that is called anew', async ({ app }) => {
  await app.write(`def down(n):
    if n:
        return down(n - 1)
    return n  # @bottom


def double(x):
    return 2 * x  # @double


down(2)
for each in 1, 2:
    double(each)
`);
  const changed = app.region('Editor').locator('.inline-value-changed');
  const marked = app.region('Variables').locator('[data-changed]');
  await app.debugTo('bottom', 'double');
  await expect(line(app, 'def down')).toHaveText('n = 0');
  await app.press('Step out');
  await expect(line(app, 'def down')).toHaveText('n = 1');
  await expect(changed).toHaveCount(0);
  await app.press('Continue');
  await expect(line(app, 'def double')).toHaveText('x = 1');
  await app.press('Continue');
  await expect(line(app, 'def double')).toHaveText('x = 2');
  await expect(app.item('Variables', 'x = 2')).toBeVisible();
  await expect(changed).toHaveCount(0);
  await expect(marked).toHaveCount(0);
});
