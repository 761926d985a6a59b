import { expect, test } from './driver.ts';

const program = `def mean(values):
    return sum(values) / len(values)  # @raise

try:
    int("x")  # @caught
except ValueError:
    print("caught")
mean([])
`;

test('an exception that nothing handles stops where it was raised, and is shown there', { tag: '@transport' }, async ({
  app,
}) => {
  await app.write(program);
  await app.press('Debug');
  await app.expectPaused('ZeroDivisionError', 'raise');
  await expect(app.region('Editor')).toContainText('division by zero');
  await expect(app.item('Variables', 'values = []')).toBeVisible();
  for (const name of ['Step over', 'Step into', 'Step out']) await expect(app.button(name)).toBeDisabled();
  await expect(app.button('Continue')).toHaveAccessibleDescription('ends the program, with its traceback');
  await expect(app.region('Editor')).toContainText('Continue ends the program.');
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await app.expectOutput('Traceback');
  // What happened is still to be seen, and where.
  await expect(app.region('Editor').locator('.line-zone')).toContainText(/ZeroDivisionError[\s\S]*division by zero/);
  await expect(app.region('Editor').locator('.line-exception')).toBeVisible();
});

test('with "Raised exceptions" a handled one stops too', async ({ app }) => {
  await app.write(program);
  await app.region('Breakpoints').getByRole('checkbox', { name: 'Raised exceptions' }).check();
  await app.press('Debug');
  await app.expectPaused('ValueError', 'caught');
});

test('with "Uncaught, where raised" the page says what comes', async ({ app }) => {
  await app.write(program);
  const filter = (name: string) => app.region('Breakpoints').getByRole('checkbox', { name, exact: true });
  await filter('Uncaught, where raised').check();
  await app.press('Debug');
  await app.expectPaused('ZeroDivisionError', 'raise');
  const box = app.region('Editor').locator('.line-zone');
  await expect(box).toContainText('Nothing will handle it: Continue runs its clean-up and ends the program.');
  await expect(app.button('Step over')).toBeEnabled();
});

test('with no filter the program ends with its traceback', async ({ app }) => {
  await app.write(program);
  await app.region('Breakpoints').getByRole('checkbox', { name: 'Uncaught exceptions' }).uncheck();
  await app.press('Debug');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await app.expectOutput('ZeroDivisionError');
});

test('a plain Run that fails marks its line, and the traceback leads to each of its lines', async ({ app }) => {
  await app.write(program);
  await app.press('Run');
  await expect(app.status).toHaveText('Ended with exit code 1');
  const editor = app.region('Editor');
  await expect(editor.locator('.line-zone')).toContainText(
    /ZeroDivisionError\s+has ended the program\s+division by zero/,
  );
  await editor.getByRole('button', { name: `ZeroDivisionError in line ${app.line('raise')}` }).click();
  await app.page.keyboard.press('F9');
  await expect(app.breakpoint('raise')).toBeChecked();
  await app.page.keyboard.press('F9');
  await app.page.keyboard.press('ControlOrMeta+Home');
  const link = app
    .region('Terminal')
    .locator('.xterm-rows')
    .getByText(/main\.py", line 2/);
  // xterm lies over its own text, and knows what is under the pointer only when that has come to rest.
  const row = await link.boundingBox();
  if (!row) throw new Error('The traceback is not on the screen.');
  await app.page.mouse.move(row.x + 60, row.y + row.height / 2);
  await expect(app.region('Terminal').locator('.xterm-cursor-pointer')).toHaveCount(1);
  await app.page.mouse.click(row.x + 60, row.y + row.height / 2);
  await expect(editor.getByRole('textbox')).toBeFocused();
  await app.page.keyboard.press('F9');
  await expect(app.breakpoint('raise')).toBeChecked();
  // An edit is the answer to it.
  await app.page.keyboard.press('ControlOrMeta+End');
  await app.page.keyboard.type('#');
  await expect(editor.locator('.line-zone')).toHaveCount(0);
  await expect(editor.locator('.line-exception')).toHaveCount(0);
});

test('a program that does not compile is not stopped in: the terminal says where, and it has ended', async ({
  app,
}) => {
  await app.write('a = 1\nif a\n    print(a)\n');
  await app.press('Debug');
  await expect(app.status).toHaveText("Syntax error at main.py:2: expected ':'");
  await app.expectOutput(/main\.py", line 2/);
  await app.expectOutput("SyntaxError: expected ':'");
});

test('a package that cannot be loaded keeps the program from starting, and the reason is shown', async ({ app }) => {
  await app.write('import numpy\n\nprint(numpy.pi)\n');
  await app.press('Run');
  await app.expectOutput(
    /The program was not started.* numpy [\d.]+ could not be loaded from \S+\.whl: the server answered 404/,
  );
  await app.write('import maths\n');
  await app.press('Debug');
  await app.booted();
  await app.expectOutput('There is no module maths here');
});
