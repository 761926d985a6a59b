import { type Driver, expect, test } from './driver.ts';

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

for (const width of [1600, 1280, 1024]) {
  test(`the head of the editor has room for all that is in it at ${width} pixels`, async ({ app }) => {
    await app.page.setViewportSize({ width, height: 800 });
    await app.write('total = 0\nfor n in range(3):\n    total += n  # @loop\n');
    await app.debugTo('loop');
    await app.goTo('loop');
    await app.page.keyboard.press('End');
    await app.page.keyboard.type('\nx = = 1');
    await app.page.keyboard.press('Alt+F5');
    const head = app.region('Editor').locator('.editor-header');
    await expect(head.getByRole('button', { name: /^(Syntax error in )?line 4$/ })).toBeVisible();
    await expectApart(app);
    for (const name of ['shapes.py', 'other_things.py']) {
      await app.button('Add file').click();
      await app.page.keyboard.type(name);
      await app.page.keyboard.press('Enter');
      await expect(head.getByRole('tab', { name })).toBeVisible();
    }
    await expectApart(app);
    await head.getByRole('tab', { name: 'other_things.py' }).click();
    await app.page.keyboard.press('Delete');
    await expect(app.button('Bring back other_things.py')).toBeVisible();
    await expectApart(app);
  });
}

/** No two of the parts of the head lie over each other, and none is cut off. */
async function expectApart(app: Driver): Promise<void> {
  await app.nextFrame();
  const head = app.region('Editor').locator('.editor-header');
  const over = await head.evaluate((header) => {
    const { right: edge } = header.getBoundingClientRect();
    const parts = [
      ...header.querySelectorAll(
        '.file-list, .file-tabs > button, .editor-head > button, .line-actions > button, .inline-toggle > button',
      ),
    ];
    const boxes = parts.map((part) => ({
      name: part.ariaLabel ?? part.textContent?.trim() ?? '',
      ...part.getBoundingClientRect().toJSON(),
    }));
    return boxes.flatMap(({ name, right }, at) => (right > (boxes[at + 1]?.left ?? edge) + 0.5 ? [name] : []));
  });
  expect(over).toEqual([]);
}

test('what is wrong with the indentation is called what Python calls it', async ({ app }) => {
  await app.write('if True:\nprint(1)\n');
  await app.press('Debug');
  const editor = app.region('Editor');
  await expect(editor.getByRole('group', { name: 'IndentationError' })).toContainText('nothing has run');
});
