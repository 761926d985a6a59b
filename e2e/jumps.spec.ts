import { expectNoFindings } from './axe.ts';
import { type Driver, expect, test } from './driver.ts';

const program = `def double(n):
    return n * 2  # @double


def total(values):
    result = 0  # @start
    for value in values:
        result += double(value)  # @add
    return double(result) + double(double(1))  # @calls


print(total([1, 2]))  # @call
`;

async function paused(app: Driver, marker: string): Promise<void> {
  await expect(app.status).toHaveText(new RegExp(`^Paused.* at main\\.py:${app.line(marker)}( in \\S+)?$`));
}

test('the program runs to the line of the cursor, by button and key', async ({ app }) => {
  await app.write(program);
  await app.debugTo('start');
  await app.goTo('calls');
  await app.press('Run to the cursor');
  await paused(app, 'calls');
  await expect(app.item('Variables', 'result = 6')).toBeVisible();
  // What was set for that alone is gone.
  await expect(
    app.region('Breakpoints').getByRole('list', { name: 'Line breakpoints' }).getByRole('listitem'),
  ).toHaveCount(1);
  await app.goTo('double');
  await app.page.keyboard.press('Control+F10');
  await paused(app, 'double');
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput('16');
});

test('a step until a later line leaves a loop, by button and key', async ({ app }) => {
  await app.write(program);
  await app.debugTo('add');
  await app.press('Switch all breakpoints off');
  await app.press('Step until a later line');
  await paused(app, 'calls');
  await expect(app.item('Variables', 'result = 6')).toBeVisible();
  await app.page.keyboard.press('Control+Shift+F11');
  await paused(app, 'call');
  await app.press('Continue');
  await app.expectFinished();
});

test('the next statement is set at the cursor, and what Python refuses is said', async ({ app }) => {
  await app.write(program);
  await app.debugTo('calls');
  await app.goTo('start');
  await app.page.keyboard.press('Control+Shift+F10');
  await paused(app, 'start');
  await expect(app.item('Variables', 'result = 6')).toBeVisible();
  await app.goTo('add');
  await app.press('Set the next statement at the cursor');
  await app.expectOutput(/can't jump into the body of a for loop/);
  await paused(app, 'start');
  // It is said at the line, too.
  const refusal = app.region('Editor').locator('.refusal').getByRole('alert');
  await expect(refusal).toHaveText(/can't jump into the body of a for loop/);
  await expectNoFindings(app.page, 'a refusal');
  await app.region('Editor').getByRole('button', { name: 'Dismiss' }).click();
  await expect(refusal).toHaveCount(0);
  await app.goTo('add');
  await app.press('Set the next statement at the cursor');
  await expect(refusal).toBeVisible();
  await app.focusEditor();
  await app.page.keyboard.press('Escape');
  await expect(refusal).toHaveCount(0);
  await app.press('Continue');
  await paused(app, 'calls');
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput('16');
});

/** Where the arrow is once it is drawn at a line: the status is there before. */
async function arrowAt(app: Driver, marker: string) {
  const arrow = app.region('Editor').locator('.arrow-next');
  const { y: middle } = await app.marginOf(marker);
  let box: { x: number; y: number; height: number } | null = null;
  await expect
    .poll(async () => {
      box = await arrow.boundingBox();
      return box && Math.abs(box.y + box.height / 2 - middle) < box.height / 2;
    })
    .toBe(true);
  if (!box) throw new Error('no arrow');
  return box as { x: number; y: number; height: number };
}

test('the arrow is dragged to the next statement, and Escape leaves it where it was', async ({ app }) => {
  await app.write(program);
  await app.debugTo('calls');
  const { page } = app;
  const drag = async (from: string, to: string) => {
    const arrow = await arrowAt(app, from);
    const { y } = await app.marginOf(to);
    await page.mouse.move(arrow.x + 6, arrow.y + arrow.height / 2);
    await page.mouse.down();
    await page.mouse.move(arrow.x + 6, y, { steps: 4 });
    await expect(app.region('Editor').locator('.arrow-drop')).toBeVisible();
  };
  await drag('calls', 'start');
  await page.keyboard.press('Escape');
  await page.mouse.up();
  await expect(app.region('Editor').locator('.arrow-drop')).toHaveCount(0);
  await paused(app, 'calls');
  await drag('calls', 'start');
  await page.mouse.up();
  await paused(app, 'start');
  await expect(app.item('Variables', 'result = 6')).toBeVisible();
  await drag('start', 'add');
  await page.mouse.up();
  await app.expectOutput(/can't jump into the body of a for loop/);
  await paused(app, 'start');
});

test('a call of the line is chosen by its number, and stepped into', async ({ app }) => {
  await app.write(program);
  await app.debugTo('calls');
  await app.page.keyboard.press('Control+F11');
  const choice = app.page.getByRole('group', { name: 'Step into' });
  await expect(choice.getByRole('button')).toContainText(['double(result)', 'double(1)', 'double(double(1))']);
  await expect(app.region('Editor').locator('.chosen-call').first()).toBeVisible();
  await expect(choice.getByRole('button').first()).toBeFocused();
  await app.page.keyboard.press('Escape');
  await expect(choice).toHaveCount(0);
  await app.press('Step into a call of this line');
  await expect(choice.getByRole('button').first()).toBeFocused();
  await app.page.keyboard.press('3');
  await paused(app, 'double');
  await expect(app.item('Variables', 'n = 2')).toBeVisible();
  await expect(choice).toHaveCount(0);
  await expect(app.region('Editor').locator('.call-to-come')).toHaveCount(0);
});

test('the calls of the line are underlined while one is chosen, and a click on one in the text steps into it', async ({
  app,
}) => {
  await app.write(program);
  await app.debugTo('calls');
  await app.press('Step into a call of this line');
  const choice = app.page.getByRole('group', { name: 'Step into' });
  await expect(choice.getByRole('button').first()).toBeFocused();
  const editor = app.region('Editor');
  expect((await editor.locator('.call-to-come').allTextContents()).join('')).toBe('double(result)double(double(1))');
  expect((await editor.locator('.chosen-call').allTextContents()).join('')).toBe('double(result)');
  // Escape leaves the choice from the text, too.
  await app.focusEditor();
  await expect(choice).toBeVisible();
  await app.page.keyboard.press('Escape');
  await expect(choice).toHaveCount(0);
  await app.press('Step into a call of this line');
  await editor.locator('.call-to-come', { hasText: /^1$/ }).click();
  await paused(app, 'double');
  await expect(app.item('Variables', 'n = 1')).toBeVisible();
});

test('a function on the stack begins again', async ({ app }) => {
  await app.write(program);
  await app.debugTo('calls');
  await app.press('Restart frame');
  await paused(app, 'start');
  await expect(app.item('Variables', /^values = /)).toBeVisible();
  await expect(app.item('Variables', /^result = 6/)).toHaveCount(0);
  await app.press('Continue');
  await paused(app, 'calls');
  const stack = app.region('Call stack');
  await stack.getByRole('option', { name: /^total/ }).focus();
  await app.page.keyboard.press('r');
  await paused(app, 'start');
  await stack.getByText('main program').click();
  await expect(app.button('Restart frame')).toHaveCount(0);
});

test('why a function cannot begin again is said at its line', async ({ app }) => {
  await app.write('def work(n):\n    del n\n    print("here")  # @here\n\nwork(3)\n');
  await app.debugTo('here');
  await app.press('Restart frame');
  const refusal = app.region('Editor').locator('.refusal').getByRole('alert');
  await expect(refusal).toHaveText(/its argument n was deleted/);
  await app.press('Continue');
  await expect(refusal).toHaveCount(0);
  await app.expectFinished();
});

test('who begins a function again from the call stack is at its frame afterwards', async ({ app }) => {
  await app.write(
    'def inner():\n    return 1  # @inner\n\ndef work():\n    n = 1  # @work\n    return inner()\n\nprint(work())\n',
  );
  await app.debugTo('inner');
  const option = (name: RegExp) => app.region('Call stack').getByRole('option', { name });
  await option(/^inner/).focus();
  await app.page.keyboard.press('ArrowDown');
  await expect(option(/^work/)).toBeFocused();
  await app.page.keyboard.press('r');
  await paused(app, 'work');
  await expect(option(/^work/)).toBeFocused();
  await app.page.keyboard.press('F10');
  await expect(app.status).toHaveText(/main\.py:6/);
  await expect(option(/^work/)).toBeFocused();
});

test('what a step over has passed is among the variables', async ({ app }) => {
  await app.write(program);
  await app.debugTo('calls');
  await app.press('Step out');
  await expect(app.region('Variables')).toContainText('(return) total');
});
