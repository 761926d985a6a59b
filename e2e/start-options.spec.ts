import { type Driver, expect, test } from './driver.ts';

const PROGRAM = `import os, sys
print(sys.argv[1:], os.environ.get("GREETING"), os.getcwd(), __name__)  # @stop
`;

async function fill(app: Driver, fields: Readonly<Record<string, string>>): Promise<void> {
  await app.press('Start options');
  const dialog = app.page.getByRole('dialog', { name: 'Start options' });
  for (const [label, text] of Object.entries(fields)) await dialog.getByRole('textbox', { name: label }).fill(text);
}

test('a program starts with arguments, an environment and a folder, which stay with it', async ({ app }) => {
  await app.write(PROGRAM);
  await fill(app, {
    Arguments: '--name "Ada Lovelace" 3',
    Environment: 'GREETING=hello = you',
    'Working directory': '/tmp',
  });
  await app.page.getByRole('checkbox', { name: 'Debug stops before the first statement' }).check();
  await app.button('Save').click();
  const options = app.page.getByRole('button', { name: /^Start options/ });
  await expect(options).toHaveAccessibleName(
    'Start options: 3 arguments, 1 environment variable, in /tmp, stop at the start',
  );
  await app.press('Run');
  await app.expectOutput("['--name', 'Ada Lovelace', '3'] hello = you /tmp __main__");
  await app.expectFinished();
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused at main.py:1');
  await app.press('Stop');
  await expect(app.status).toHaveText('Stopped');

  // Another program has its own; after a reload this one has them again.
  await app.choose('First steps');
  await expect(options).toHaveAccessibleName('Start options');
  await app.choose('Your own program');
  await app.page.reload();
  await expect(options).toHaveAccessibleName(/: 3 arguments/);
  await options.click();
  await expect(app.page.getByRole('textbox', { name: 'Arguments' })).toHaveValue('--name "Ada Lovelace" 3');
  await app.page.keyboard.press('Escape');
  await expect(options).toBeFocused();
});

test('what cannot be read keeps the dialog open, and says why at its field', async ({ app }) => {
  await fill(app, {
    Arguments: 'say "hello',
    Environment: 'GREETING',
    'Working directory': 'data',
    Module: 'my module',
  });
  await app.page.keyboard.press('Enter');
  const dialog = app.page.getByRole('dialog', { name: 'Start options' });
  const args = dialog.getByRole('textbox', { name: 'Arguments' });
  await expect(args).toBeFocused();
  await expect(args).toHaveAccessibleDescription(/quotation mark is not closed/);
  await expect(dialog.getByRole('textbox', { name: 'Environment' })).toHaveAccessibleDescription(
    /"GREETING" is no variable/,
  );
  await expect(dialog.getByRole('textbox', { name: 'Working directory' })).toHaveAccessibleDescription(
    /no absolute path/,
  );
  await expect(dialog.getByRole('textbox', { name: 'Module' })).toHaveAccessibleDescription(/no name of a module/);
  await expect(args).toHaveValue('say "hello');
  await app.button('Cancel').click();
  await expect(dialog).toHaveCount(0);
  await expect(app.button('Start options')).toBeVisible();
});

test('a module runs in place of the file, with breakpoints in that', async ({ app }) => {
  await app.write(
    'import unittest\n\nclass Sums(unittest.TestCase):\n    def test_sum(self):\n        self.assertEqual(1 + 1, 2)  # @test\n',
  );
  await fill(app, { Module: 'unittest', Arguments: 'main -v' });
  await app.button('Save').click();
  await app.clickMargin('test');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'test');
  await app.press('Continue');
  await app.expectOutput(/Ran 1 test/);
});

test('Restart takes other options than those of the start, and a start that is refused says why', async ({ app }) => {
  await app.write(PROGRAM);
  await fill(app, { Arguments: 'first', Environment: 'GREETING=hello' });
  await app.button('Save').click();
  await app.debugTo('stop');
  const options = app.page.getByRole('button', { name: /^Start options/ });
  const change = async (arguments_: string, environment: string, folder: string) => {
    await options.click();
    const dialog = app.page.getByRole('dialog', { name: 'Start options' });
    await dialog.getByRole('textbox', { name: 'Arguments' }).fill(arguments_);
    await dialog.getByRole('textbox', { name: 'Environment' }).fill(environment);
    await dialog.getByRole('textbox', { name: 'Working directory' }).fill(folder);
    await app.button('Save').click();
    await app.press('Restart');
  };
  await change('', '', '');
  await app.expectPaused('breakpoint', 'stop');
  await app.press('Continue');
  await app.expectOutput('[] None /home/pyodide __main__');
  await app.expectFinished();
  await change('', '', '/nowhere');
  await expect(app.status).toHaveText(/'\/nowhere' is not a folder/);
});
