import { expectNoFindings } from './axe.ts';
import { test as course } from './course.ts';
import { type Driver, expect, test } from './driver.ts';

const program = `def price(n):
    return n * 2  # @price


def total(values):
    return sum(price(n) for n in values)  # @total


RATE = 1
for turn in range(3):
    print("turn", turn, total([1, 2]))  # @turn
print("end")  # @end
`;

const note = 'Changed since the start. Restart to use it.';
const report = (app: Driver) => app.page.getByRole('region', { name: 'Applied changes' });
const list = (app: Driver, name: string) => report(app).getByRole('list', { name });

/** Puts text in place of a line, and of what follows it in it. */
async function rewrite(app: Driver, marker: string, text: string): Promise<void> {
  await app.goTo(marker);
  await app.page.keyboard.press('Home');
  await app.page.keyboard.press('Shift+End');
  await app.page.keyboard.insertText(text);
  await expect(app.region('Editor')).toContainText(note);
}

/** Gives `price` another body, which is a line longer, and the statement outside of functions another value. */
async function edit(app: Driver): Promise<void> {
  // The editor indents a new line.
  await rewrite(app, 'price', 'm = n * 100\nreturn m');
}

test('an edited function runs its new code at its next call, and the arrow and the breakpoints are on their lines', async ({
  app,
}) => {
  await app.write(program);
  await app.debugTo('turn');
  await edit(app);
  await app.page.keyboard.press('ControlOrMeta+Home');
  await app.page.keyboard.insertText('import math\n');
  await app.press('Apply changes');
  await expect(report(app)).toContainText('1 function now runs the new code at its next call, 1 definition was added.');
  await expect(list(app, 'New at the next call')).toHaveText('price');
  await expect(list(app, 'Added')).toHaveText('import math');
  await expect(app.region('Editor')).not.toContainText(note);
  await expect(app.page.locator('[aria-live=polite]', { hasText: 'at its next call' })).toHaveCount(1);
  // Two lines more are above it.
  const line = app.line('turn') + 2;
  await expect(app.status).toHaveText(`Paused on breakpoint at main.py:${line}`);
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: `main.py:${line}`, exact: true })).toBeChecked();
  await app.press('Continue');
  await expect(app.status).toHaveText(`Paused on breakpoint at main.py:${line}`);
  await app.expectOutput('turn 0 300');
  // A new breakpoint is in the new text.
  await app.goTo('price');
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('F9');
  await app.press('Continue');
  await expect(app.status).toHaveText(`Paused on breakpoint at main.py:${app.line('price') + 2} in price`);
  await expect(app.item('Variables', 'm = 100')).toBeVisible();
});

test('what stays as it was is listed with the reason, and leads to its line', async ({ app }) => {
  await app.write(program);
  await app.debugTo('price');
  await edit(app);
  await app.page.keyboard.press('ControlOrMeta+End');
  await app.page.keyboard.insertText('RATE = 7\n');
  await app.press('Apply changes');
  const old = list(app, 'Still in the old code');
  await expect(old).toContainText('price');
  await expect(old).toContainText('this call ends as it has begun');
  await expect(app.region('Call stack')).toContainText('price (before the change)');
  const needed = list(app, 'Takes a restart').getByRole('listitem').filter({ hasText: 'RATE = 7' });
  await expect(needed).toContainText('statements outside of functions are not run again');
  await needed.getByRole('button', { name: /^line \d+$/ }).click();
  await app.page.keyboard.press('F9');
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: /^main\.py:\d+$/ })).toHaveCount(2);
  await report(app).getByRole('button', { name: 'Dismiss' }).click();
  await expect(report(app)).toHaveCount(0);
});

test('a syntax error is shown at its place, and nothing changes', async ({ app }) => {
  await app.write(program);
  await app.debugTo('turn');
  await rewrite(app, 'price', 'return n *');
  await app.press('Apply changes');
  await expect(report(app)).toContainText('Nothing has changed. Syntax error in line 2: invalid syntax.');
  const box = app.region('Editor').getByRole('group', { name: 'SyntaxError' });
  await expect(box).toContainText('nothing has changed');
  await expect(app.region('Editor')).toContainText(note);
  await app.expectPaused('breakpoint', 'turn');
  await app.goTo('price');
  await app.page.keyboard.press('End');
  await app.page.keyboard.insertText(' 50');
  await expect(box).toHaveCount(0);
  await app.press('Apply changes');
  await expect(report(app)).toContainText('1 function now runs the new code at its next call.');
  await app.clickMargin('turn');
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput('turn 2 150');
});

test('it is done by the keyboard alone, also while the program runs', async ({ app }) => {
  await app.write(
    'import time\n\ndef ends():\n    return False  # @ends\n\nwhile not ends():\n    time.sleep(0.01)\nprint("over")\n',
  );
  const { page } = app;
  await page.keyboard.press('F5');
  await app.booted();
  await expect(app.status).toHaveText('Debugging: running');
  await rewrite(app, 'ends', 'return True');
  await page.keyboard.press('Alt+F5');
  await app.expectOutput('over');
  await app.expectFinished();
  // What is said of a program goes with it.
  await expect(report(app)).toHaveCount(0);
});

test('the report is read and left by the keyboard', async ({ app }) => {
  await app.write(program);
  await app.debugTo('price');
  await edit(app);
  const { page } = app;
  await app.button('Apply changes').focus();
  await page.keyboard.press('Enter');
  await expect(report(app).getByRole('button', { name: 'Dismiss' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(list(app, 'Still in the old code').getByRole('button', { name: /^line/ })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(report(app)).toHaveCount(0);
  await expect(app.region('Editor').getByRole('textbox').first()).toBeFocused();
  // Nothing is left to apply, which is said.
  await page.keyboard.press('Alt+F5');
  await expect(page.getByText('Nothing was changed since the start')).toBeAttached();
});

for (const look of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    test(`axe-core finds nothing in the report, ${look}, ${viewport.width} pixels wide, which all is in view`, async ({
      app,
    }) => {
      const { page } = app;
      await page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
      await app.write(program);
      await app.debugTo('price');
      await edit(app);
      await page.setViewportSize(viewport);
      await expect(app.button('Apply changes')).toBeInViewport({ ratio: 1 });
      await expectNoFindings(page, 'changed');
      await page.screenshot({ path: test.info().outputPath('changed.png') });
      await app.press('Apply changes');
      await expect(report(app)).toBeInViewport();
      await expectNoFindings(page, 'applied');
      await page.screenshot({ path: test.info().outputPath('applied.png') });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(viewport.width);
    });
  }
}

course('an element applies changes too, in the little room that it has', async ({ course: page }) => {
  await page.open(`
    <python-debugger breakpoints="5">
      def price(n):
          return n * 2

      for turn in range(2):
          print("turn", turn, price(1))
    </python-debugger>`);
  await page.button('Debug').click();
  await expect(page.status()).toHaveText('Paused on breakpoint at main.py:5', { timeout: 45_000 });
  const text = page.element().getByRole('textbox', { name: /^Python program/ });
  await text.focus();
  await page.page.keyboard.press('ControlOrMeta+Home');
  await page.page.keyboard.press('ArrowDown');
  await page.page.keyboard.press('End');
  await page.page.keyboard.insertText('00');
  await expect(page.element().getByText(note)).toBeVisible();
  await page.button('Apply changes').click();
  const said = page.element().getByRole('region', { name: 'Applied changes' });
  await expect(said).toContainText('1 function now runs the new code at its next call.');
  await page.page.screenshot({ path: course.info().outputPath('element.png') });
  await text.focus();
  await page.page.keyboard.press('Alt+F5');
  await expect(page.element().getByText('Nothing was changed since the start')).toBeAttached();
  await page.button('Continue').click();
  await page.button('Continue').click();
  await expect(page.status()).toHaveText('Finished');
  await expect(page.element().getByRole('region', { name: 'Terminal' })).toContainText('turn 1 200');
});

test('a function that was changed while it was paused in begins again with its new code, by a key', async ({ app }) => {
  await app.write(`def price(n):
    m = n  # @copy
    return m  # @price


print(price(1))  # @call
`);
  await app.debugTo('price');
  await rewrite(app, 'price', 'return m * 100');
  await app.press('Apply changes');
  const stack = app.region('Call stack').getByRole('option');
  await expect(stack.first()).toContainText('before the change');
  await stack.first().focus();
  await app.page.keyboard.press('r');
  await expect(stack.first()).not.toContainText('before the change');
  await expect(app.status).toHaveText(`Paused at main.py:${app.line('copy')} in price`);
  await app.expectOutput('price is called anew, with its new code');
  await app
    .region('Breakpoints')
    .getByRole('button', { name: /^Remove breakpoint/ })
    .click();
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput('100');
});
