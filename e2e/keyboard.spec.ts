import { expect, type RegionName, test } from './driver.ts';

test('a whole session without a mouse', async ({ app }) => {
  test.slow(); // Python boots five times
  await app.write(
    'def f(n):\n    m = n + 1  # @inside\n    return m\n\nx = f(1)  # @call\ny = f(x)  # @next\nprint("y", y)\n',
  );
  const { keyboard } = app.page;
  await keyboard.press('ControlOrMeta+Home');
  for (let line = 1; line < app.line('call'); line++) await keyboard.press('ArrowDown');
  await keyboard.press('F9');
  await keyboard.press('F5');
  await app.expectPaused('breakpoint', 'call');
  await keyboard.press('F11');
  await app.expectPaused('step', 'inside');
  await keyboard.press('Shift+F11');
  await expect(app.status).toHaveText(/Paused on step at main\.py:[56]/);
  const before = (await app.status.textContent()) ?? '';
  await keyboard.press('F10');
  await expect(app.status).not.toHaveText(before);
  await expect(app.status).toHaveText(/^Paused on step/);
  await keyboard.press('F5');
  await app.expectFinished();
  await app.expectOutput('y 3');
  await keyboard.press('Control+F5');
  await app.expectFinished();
  await keyboard.press('F5');
  await app.expectPaused('breakpoint', 'call');
  await keyboard.press('Control+Shift+F5');
  await app.expectPaused('breakpoint', 'call');
  await keyboard.press('Shift+F5');
  await expect(app.button('Stop')).toBeDisabled();
});

test('input is answered, a value is changed and a call is stepped into, all by the keyboard', async ({ app }) => {
  await app.write(
    'def f(n):\n    return n * 2  # @inside\n\nname = input("Who? ")\nprint("so", name)  # @stop\nprint(f(21))  # @call\n',
  );
  const { keyboard } = app.page;
  await keyboard.press('ControlOrMeta+Home');
  for (let line = 1; line < app.line('stop'); line++) await keyboard.press('ArrowDown');
  await keyboard.press('F9');
  await keyboard.press('F5');
  await expect(app.status).toHaveText('Waiting for input');
  await expect(app.entry).toBeFocused();
  await keyboard.type('Ada');
  await keyboard.press('Enter');
  await app.expectPaused('breakpoint', 'stop');
  await expect(app.entry).toBeFocused();
  // Tab goes past values that are still on their way.
  await expect(app.item('Variables', `name = 'Ada'`)).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('Tab');
  await expect(app.page.getByRole('separator', { name: 'Width of the editor' })).toBeFocused();
  for (const name of ['Variables', 'Hex', 'Search in Variables']) {
    await keyboard.press('Tab');
    await expect(app.region('Variables').getByRole('button', { name, exact: true })).toBeFocused();
  }
  await keyboard.press('Tab');
  await expect(app.item('Variables', 'Globals')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(app.item('Variables', `name = 'Ada'`)).toBeFocused();
  await keyboard.press('Enter');
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type('"Grace"');
  await keyboard.press('Enter');
  await expect(app.item('Variables', `name = 'Grace'`)).toBeFocused();
  await keyboard.press('F10');
  await app.expectPaused('step', 'call');
  await keyboard.press('F11');
  await app.expectPaused('step', 'inside');
  await expect(app.item('Variables', 'Locals')).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(app.item('Variables', 'n = 21')).toBeFocused();
  await keyboard.press('F5');
  await app.expectFinished();
  await app.expectOutput(/so Grace\s*42/);
});

test('the toolbar is one stop of the Tab key, and the arrow keys go through it', async ({ app }) => {
  await app.write('x = 1  # @stop\n');
  const { keyboard } = app.page;
  await app.button('Debug').focus();
  await keyboard.press('ArrowRight');
  await expect(app.button('Run')).toBeFocused();
  await keyboard.press('End');
  await expect(app.button('Stop')).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(app.button('Debug')).toBeFocused();
  await keyboard.press('ArrowLeft');
  await keyboard.press('ArrowLeft');
  await expect(app.button('Restart')).toBeFocused();
  await keyboard.press('Tab');
  await expect(app.page.getByRole('toolbar').locator(':focus')).toHaveCount(0);
  await keyboard.press('Shift+Tab');
  await expect(app.button('Restart')).toBeFocused();
});

test('F8 goes from panel to panel and F1 lists the keys', async ({ app }) => {
  await app.write('x = 1  # @stop\n');
  const { keyboard } = app.page;
  const names = [
    'Terminal',
    'Variables',
    'Watch',
    'Call stack',
    'Breakpoints',
    'Modules',
    'Frame evaluation',
    'Overhead',
  ] as const;
  for (const name of [...names, 'Editor'] as const) {
    await keyboard.press('F8');
    await expect(app.region(name).locator(':focus')).toHaveCount(1);
  }
  await keyboard.press('Shift+F8');
  await expect(app.region('Overhead').locator(':focus')).toHaveCount(1);
  await keyboard.press('F1');
  const list = app.page.getByRole('dialog', { name: 'Keys' });
  for (const key of ['F5', 'F8', 'F9', 'Alt+F10', 'Ctrl+S']) {
    await expect(list.getByRole('rowheader', { name: key, exact: true }).first()).toBeVisible();
  }
  await keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await expect(app.region('Overhead').locator(':focus')).toHaveCount(1);
});

test('in a dialog and in a menu the keys of the debugger do nothing, and the page stays', async ({ app }) => {
  await app.write('x = 1  # @stop\ny = 2\nprint(x + y)\n');
  await app.debugTo('stop');
  const { page } = app;
  const pressAll = async () => {
    for (const key of ['F10', 'F5', 'Control+Shift+F5', 'Shift+F5', 'F9', 'F8']) await page.keyboard.press(key);
  };
  await app.press('Start options');
  const dialog = page.getByRole('dialog', { name: 'Start options' });
  await expect(dialog).toBeVisible();
  await pressAll();
  await expect(dialog.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await app.focusEditor();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu');
  await expect(menu).toBeVisible();
  await pressAll();
  await expect(menu.locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await app.expectPaused('breakpoint', 'stop');
  await expect(app.breakpoint('stop')).toBeChecked();
  // The answers to what was pressed would have come before the next.
  await page.keyboard.press('F10');
  await expect(app.status).toHaveText('Paused on step at main.py:2');
});

test('a step while a value is written leaves the focus at the value', async ({ app }) => {
  await app.write('x = 1\ny = 2  # @stop\nprint(x + y)\nprint(y)\n');
  await app.debugTo('stop');
  const { keyboard } = app.page;
  const value = app.item('Variables', 'x = 1');
  await value.focus();
  await keyboard.press('F2');
  await expect(app.region('Variables').getByRole('textbox', { name: 'New value' })).toBeFocused();
  await keyboard.press('F10');
  await expect(app.status).toHaveText('Paused on step at main.py:3');
  await expect(value).toBeFocused();
});

test('Ctrl+S is the page’s: it keeps the program and says so', async ({ app }) => {
  await app.write('kept = 1\n');
  await app.page.keyboard.press('ControlOrMeta+s');
  await expect(app.page.getByRole('banner')).toContainText('Saved in this browser.');
  await app.page.reload();
  await expect(app.region('Editor')).toContainText('kept = 1');
});

test('Escape and Tab leave the editor', async ({ app }) => {
  await app.write('x = 1\n');
  await app.page.keyboard.press('Escape');
  await app.page.keyboard.press('Tab');
  await expect(app.region('Editor').getByRole('textbox')).not.toBeFocused();
});

test('splitters move with the arrow keys, Home and End, and a reload keeps them', async ({ app }) => {
  const { page } = app;
  const width = page.getByRole('separator', { name: 'Width of the editor' });
  const height = page.getByRole('separator', { name: 'Height of the editor' });
  const start = [62, 66];
  await expect(width).toHaveAttribute('aria-valuenow', String(start[0]));
  await expect(height).toHaveAttribute('aria-valuenow', String(start[1]));
  await width.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(width).toHaveAttribute('aria-valuenow', '60');
  await height.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  const most = Number(await height.getAttribute('aria-valuemax'));
  await expect(height).toHaveAttribute('aria-valuenow', String(most - 2));
  await page.reload();
  await expect(width).toHaveAttribute('aria-valuenow', '60');
  await expect(height).toHaveAttribute('aria-valuenow', String(most - 2));
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByRole('separator')).toHaveCount(0);
});

test('the parts at the side are made higher and lower, by the keyboard and by the mouse, and a reload keeps that', async ({
  app,
}) => {
  const { page } = app;
  const line = page.getByRole('separator', { name: 'Height of Variables' });
  const heightOf = async (name: RegionName) => (await app.region(name).boundingBox())?.height ?? Number.NaN;
  const share = async () => Number(await line.getAttribute('aria-valuenow'));
  for (const expression of ['a', 'b', 'c']) await app.watch(expression);
  // The parts have their heights one frame after what is in them.
  await app.nextFrame();
  const [before, watch, stack] = [await share(), await heightOf('Watch'), await heightOf('Call stack')];
  await line.focus();
  await page.keyboard.press('ArrowUp');
  // Two per cent; both numbers are rounded.
  await expect.poll(async () => Math.abs((await share()) - (before - 2))).toBeLessThanOrEqual(1);
  expect(await share()).toBeLessThan(before);
  expect(await heightOf('Watch')).toBeGreaterThan(watch);
  expect(Math.abs((await heightOf('Call stack')) - stack)).toBeLessThan(2);
  await page.keyboard.press('Home');
  await expect(line).toHaveAttribute('aria-valuenow', (await line.getAttribute('aria-valuemin')) ?? '');
  await page.keyboard.press('End');
  await expect(line).toHaveAttribute('aria-valuenow', (await line.getAttribute('aria-valuemax')) ?? '');

  // Over a folded part, the next open one gives the room.
  await app.region('Watch').getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(page.getByRole('separator', { name: 'Height of Watch' })).toHaveCount(0);
  const box = await line.boundingBox();
  if (!box) throw new Error('The line is not on the screen.');
  const variables = await heightOf('Variables');
  await page.mouse.move(box.x + 20, box.y + 3);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y - 80, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => heightOf('Variables')).toBeLessThan(variables - 60);
  const dragged = await heightOf('Variables');
  await page.reload();
  await expect.poll(async () => Math.abs((await heightOf('Variables')) - dragged)).toBeLessThan(3);

  await line.dblclick();
  await app.unfold('Watch');
  await expect.poll(async () => Math.abs((await share()) - before)).toBeLessThanOrEqual(1);
  await page.reload();
  await expect.poll(async () => Math.abs((await share()) - before)).toBeLessThanOrEqual(1);
});

test('each press of a step is one, however fast they come, and a key that is held down stops when it is let go', async ({
  app,
}) => {
  const lines = Array.from({ length: 400 }, (_, at) => `n = ${at}${at === 5 ? '  # @sixth' : ''}`);
  await app.write(`${lines.join('\n')}\n`);
  const { keyboard } = app.page;
  await keyboard.press('ControlOrMeta+Home');
  await keyboard.press('F9');
  await keyboard.press('F5');
  await expect(app.status).toHaveText(/^Paused on breakpoint/);
  // All in one task: no answer comes between them.
  await app.page.evaluate(() => {
    for (let press = 0; press < 5; press++) {
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'F10', code: 'F10', bubbles: true, composed: true }),
      );
    }
  });
  await app.expectPaused('step', 'sixth');
  for (let at = 0; at < 40; at++) await keyboard.down('F10');
  await keyboard.up('F10');
  await app.page.waitForTimeout(1000); // the step that was on its way when the key was let go ends within this
  await expect(app.status).toHaveText(/^Paused on step/);
  const reached = (await app.status.textContent()) ?? '';
  await app.page.waitForTimeout(1000); // no further one does
  await expect(app.status).toHaveText(reached);
});
