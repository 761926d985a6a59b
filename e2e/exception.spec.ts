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
  await app.expectPaused('exception ZeroDivisionError', 'raise');
  await expect(app.region('Editor')).toContainText('division by zero');
  await expect(app.item('Variables', 'values = []')).toBeVisible();
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await app.expectOutput('Traceback');
});

test('with "Raised exceptions" a handled one stops too', async ({ app }) => {
  await app.write(program);
  await app.region('Breakpoints').getByRole('checkbox', { name: 'Raised exceptions' }).check();
  await app.press('Debug');
  await app.expectPaused('exception ValueError', 'caught');
});

test('with no filter the program ends with its traceback', async ({ app }) => {
  await app.write(program);
  await app.region('Breakpoints').getByRole('checkbox', { name: 'Uncaught exceptions' }).uncheck();
  await app.press('Debug');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await app.expectOutput('ZeroDivisionError');
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
