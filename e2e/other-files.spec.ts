/** Breakpoints in files that are not the program's own text: of libraries, of texts that the program compiles, and of its modules. */
import { expect, test } from './driver.ts';

const library = `import json

first = json.loads("[1]")  # @first
second = json.loads("[2]")  # @second
print(first, second)
`;

test('a breakpoint in a library is set by key, listed, edited, hit, and there again after a reload', async ({
  app,
}) => {
  await app.write(library);
  await app.debugTo('first');
  await app.region('Call stack').getByRole('button', { name: 'Libraries' }).click();
  await app.press('Step into');
  const editor = app.region('Editor');
  await expect(editor.locator('.file-name')).toHaveText(/json\/__init__\.py$/);
  await expect(editor.getByText('read-only')).toBeVisible();
  // The first line of the function is where it stands; what it returns is in its last.
  const glyphs = editor.locator('.glyph-margin-widgets .glyph, .margin .glyph');
  await expect(glyphs).toHaveCount(0);
  await app.page.keyboard.press('F9');
  await expect(glyphs).toHaveCount(1);
  const item = app.region('Breakpoints').getByRole('checkbox', { name: /^__init__\.py:\d+$/ });
  await expect(item).toBeChecked();
  await expect(app.region('Breakpoints').locator('.breakpoint-code').last()).toHaveText(/isinstance\(s, str\)/);
  await app.press('Continue');
  await expect(app.status).toHaveText(/^Paused on breakpoint at __init__\.py:\d+ in loads$/);
  // Its form opens over the text of the library, from the list, whatever is shown.
  await app.button('Back to main.py').click();
  await expect(glyphs).toHaveCount(1);
  await app
    .region('Breakpoints')
    .getByRole('button', { name: /^Edit breakpoint at __init__/ })
    .click();
  const form = editor.getByRole('form', { name: /^Breakpoint at line \d+$/ });
  await form.getByRole('textbox', { name: 'Condition' }).fill('s == "[1]"');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form).toHaveCount(0);
  await expect(editor.locator('.file-name')).toHaveText(/json\/__init__\.py$/);
  await app.press('Continue');
  await app.expectFinished();
  await app.page.reload();
  await expect(item).toBeChecked();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'first');
  await app.press('Continue');
  await expect(app.status).toHaveText(/^Paused on breakpoint at __init__\.py:\d+ in loads$/);
  await app
    .region('Breakpoints')
    .getByRole('button', { name: /^Remove breakpoint at __init__/ })
    .click();
  await expect(glyphs).toHaveCount(0);
  await app.press('Continue');
  await app.expectFinished();
});

test('a text that the program compiles has breakpoints by the margin, which hold in the next run', async ({ app }) => {
  await app.write(
    'code = "a = 1\\nb = 2\\nc = a + b"\nfor turn in range(2):\n    exec(code)  # @exec\nprint("over")\n',
  );
  await app.debugTo('exec');
  await app.press('Step into');
  const editor = app.region('Editor');
  await expect(editor.locator('.file-name')).toHaveText('<string>');
  const number = editor.locator('.line-numbers', { hasText: /^3$/ });
  const [line, margin] = [await number.boundingBox(), await editor.locator('.glyph-margin').boundingBox()];
  if (!line || !margin) throw new Error('The third line is not in view.');
  await app.page.mouse.click(margin.x + margin.width / 2, line.y + line.height / 2);
  const item = app.region('Breakpoints').getByRole('checkbox', { name: '<string>:3', exact: true });
  await expect(item).toBeChecked();
  await app.press('Continue');
  await expect(app.status).toHaveText(/^Paused on breakpoint at <string>:3/);
  await app.press('Restart');
  await app.expectPaused('breakpoint', 'exec');
  await app.press('Continue');
  await expect(app.status).toHaveText(/^Paused on breakpoint at <string>:3/);
});

test('a line of a library that is named in a traceback, and a module in the list, open', async ({ app }) => {
  await app.write('import json\nx = 1  # @stop\njson.loads("[1")\n');
  await app.debugTo('stop');
  const modules = await app.unfold('Modules');
  await modules.getByRole('button', { name: 'Libraries' }).click();
  await modules.getByRole('list', { name: 'Libraries' }).getByRole('button', { name: 'json', exact: true }).click();
  const editor = app.region('Editor');
  await expect(editor.locator('.file-name')).toHaveText(/json\/__init__\.py$/);
  // The program is paused elsewhere: it runs to the cursor here all the same.
  await expect(app.button('Run to the cursor')).toBeVisible();
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('F9');
  const item = app.region('Breakpoints').getByRole('checkbox', { name: /^__init__\.py:\d+$/ });
  await expect(item).toHaveCount(1);
  await app
    .region('Breakpoints')
    .getByRole('button', { name: /^Remove breakpoint at __init__/ })
    .click();
  await expect(item).toHaveCount(0);
  await app.press('Continue');
  await expect(app.status).toContainText('JSONDecodeError');
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  // It opens when the program is over, too.
  const row = app.region('Terminal').locator('.xterm-rows > div', { hasText: 'json/decoder.py' }).last();
  // The terminal writes and scrolls when it has time, and knows what is under the pointer only when that has moved.
  await expect(async () => {
    const box = await row.boundingBox({ timeout: 2_000 });
    if (!box) throw new Error('The traceback is not on the screen.');
    await app.page.mouse.move(box.x + 50, box.y + box.height / 2);
    await app.page.mouse.move(box.x + 60, box.y + box.height / 2);
    await expect(app.region('Terminal').locator('.xterm-cursor-pointer')).toHaveCount(1, { timeout: 2_000 });
    await app.page.mouse.click(box.x + 60, box.y + box.height / 2);
  }).toPass({ timeout: 20_000 });
  await expect(editor.locator('.file-name')).toHaveText(/json\/decoder\.py$/);
  await app.page.keyboard.press('F9');
  await expect(app.region('Breakpoints').getByRole('checkbox', { name: /^decoder\.py:\d+$/ })).toHaveCount(1);
});
