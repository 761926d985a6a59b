import { type Driver, expect, test } from './driver.ts';

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

test('on a phone a program is debugged with the thumb', async ({ app }) => {
  await app.write('def f(n):\n    return n * 2  # @stop\n\nprint("got", f(21))\n');
  const { x, y } = await app.marginOf('stop');
  await app.page.touchscreen.tap(x, y);
  await app.button('Debug').tap();
  await app.expectPaused('breakpoint', 'stop');
  await app.page.getByRole('tab', { name: 'Values' }).tap();
  await expect(app.item('Variables', 'n = 21')).toBeVisible();
  await app.page.getByRole('tab', { name: 'Breakpoints' }).tap();
  await expect(app.breakpoint('stop')).toBeChecked();
  await app.button('Continue').tap();
  await app.page.getByRole('tab', { name: 'Terminal' }).tap();
  await app.expectOutput('got 42');
});

test('on a phone the status is whole: what happened, in which line of which function', async ({ app }) => {
  await app.write('def key(x):\n    return 1 / x  # @raise\n\nkey(0)\n');
  await app.button('Debug').tap();
  await app.expectPaused('ZeroDivisionError', 'raise');
  await expect(app.status).toHaveText(/ in key$/);
  for (const part of await app.status.locator('span').all()) {
    const isCut = await part.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth);
    expect(isCut).toBe(false);
  }
});

test('on a phone nothing is wider than the screen, and every button has its place', async ({ app }) => {
  await expect(app.status).toHaveText('Ready');
  const { page } = app;
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  for (const name of ['Debug', 'Run', 'Continue', 'Pause', 'Step over', 'Step into', 'Step out', 'Restart', 'Stop']) {
    const box = await app.button(name).boundingBox();
    expect(box?.width).toBeGreaterThanOrEqual(40);
    expect(box?.height).toBeGreaterThanOrEqual(40);
    expect((box?.x ?? 390) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
  }
  await page.setViewportSize({ width: 320, height: 600 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const first = await app.button('Debug').boundingBox();
  const last = await app.button('Stop').boundingBox();
  expect([first?.y, last?.y]).toEqual([first?.y, first?.y]);
});

test('on a phone the form of a breakpoint opens in view, also at the last line', async ({ app }) => {
  await app.write(`${'x = 1\n'.repeat(60)}y = 2  # @last\n`);
  const { page } = app;
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.press('ArrowUp');
  await app.button('Condition…').tap();
  const form = page.getByRole('form', { name: `Breakpoint at line ${app.line('last')}` });
  await expect(form.getByRole('textbox', { name: 'Condition' })).toBeFocused();
  // The editor makes room for the form, and scrolls, when it is drawn next.
  await expect(async () => {
    const editor = await app.region('Editor').boundingBox();
    const { y } = await app.marginOf('last');
    const cancel = await form.getByRole('button', { name: 'Cancel' }).boundingBox();
    expect(y).toBeGreaterThan(editor?.y ?? Number.NaN);
    expect((cancel?.y ?? Number.NaN) + (cancel?.height ?? 0)).toBeLessThan((editor?.y ?? 0) + (editor?.height ?? 0));
  }).toPass({ timeout: 15_000 });
});

test('on a phone the tab of the terminal leads to the field while the program waits', async ({ app }) => {
  await app.write('print(input("Who? "))\n');
  await app.button('Run').tap();
  await expect(app.status).toHaveText('Waiting for input');
  await app.page.getByRole('tab', { name: 'Code' }).tap();
  await app.page.getByRole('tab', { name: 'Terminal' }).tap();
  await expect(app.entry).toBeFocused();
});

test('on a phone a box with more than is in view has a shadow where it goes on', async ({ app }) => {
  const parts = Array.from({ length: 12 }, (_, part) => `ValueError("part ${part}")`);
  await app.write(`raise ExceptionGroup("rows", [${parts.join(', ')}])  # @raise\n`);
  await app.button('Debug').tap();
  await app.expectPaused('ExceptionGroup', 'raise');
  const box = app.region('Editor').getByRole('group', { name: 'ExceptionGroup' });
  await expect(box).toBeVisible();
  // A point beside the text at the lower end: it has a shade there only while something is below.
  const edge = async () => {
    const { x, y, width, height } = (await box.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    const clip = { x: x + width - 30, y: y + height - 4, width: 1, height: 1 };
    return (await app.page.screenshot({ clip })).toString('base64');
  };
  const shaded = await edge();
  await box.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  await expect.poll(edge).not.toBe(shaded);
});

test('on a phone that is held across the buttons are on the screen, below some lines of the program', async ({
  app,
}) => {
  const { page } = app;
  await page.setViewportSize({ width: 667, height: 340 });
  await app.write('def f(n):\n    return n * 2  # @stop\n\nprint(f(21))\n');
  await app.clickMargin('stop');
  await app.button('Debug').tap();
  await app.expectPaused('breakpoint', 'stop');
  expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBe(340);
  for (const name of ['Continue', 'Step over', 'Stop']) await expect(app.button(name)).toBeInViewport({ ratio: 1 });
  for (const name of ['Code', 'Terminal', 'Values', 'Breakpoints'])
    await expect(page.getByRole('tab', { name })).toBeInViewport({ ratio: 1 });
  const lines = app.region('Editor').locator('.view-line');
  for (const at of [0, 1, 2, 3]) await expect(lines.nth(at)).toBeInViewport({ ratio: 1 });
  for (const tab of ['Values', 'Breakpoints', 'Terminal']) {
    await page.getByRole('tab', { name: tab }).tap();
    await expect(app.button('Continue')).toBeInViewport({ ratio: 1 });
  }
});

/** A finger on the screen, which stays or moves. */
async function finger({ page }: Driver, from: { x: number; y: number }) {
  const devtools = await page.context().newCDPSession(page);
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    devtools.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', [from]);
  return {
    move: (to: { x: number; y: number }) => send('touchMove', [to]),
    lift: () => send('touchEnd', []),
  };
}

test('where the browser sends no event for it, a finger that stays opens the menus, and lifting it performs nothing', async ({
  app,
}) => {
  const { page } = app;
  await page.addInitScript(() => {
    // As on iOS.
    const swallow = (event: Event) => {
      if (event.isTrusted) event.stopImmediatePropagation();
      if (event.isTrusted) event.preventDefault();
    };
    window.addEventListener('contextmenu', swallow, { capture: true });
  });
  await page.reload();
  await app.write('def f(n):\n    return n * 2  # @stop\n\nprint("got", f(21))\n');
  const menu = page.getByRole('menu');
  const margin = await app.marginOf('stop');
  await page.waitForLoadState('networkidle');
  let press = await finger(app, margin);
  await expect(menu.getByRole('menuitem').first()).toHaveText(/^\s*Add breakpoint/);
  await press.lift();
  await menu.getByRole('menuitem').first().tap();
  await expect(menu).toHaveCount(0);
  await app.button('Debug').tap();
  await app.expectPaused('breakpoint', 'stop');
  await page.getByRole('tab', { name: 'Values' }).tap();
  const value = await app.item('Variables', 'n = 21').boundingBox();
  press = await finger(app, { x: (value?.x ?? 0) + 30, y: (value?.y ?? 0) + 8 });
  await expect(menu.getByRole('menuitem', { name: 'Copy value' })).toBeVisible();
  await press.lift();
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  // One that moves scrolls, and one that is lifted taps.
  press = await finger(app, { x: (value?.x ?? 0) + 30, y: (value?.y ?? 0) + 8 });
  await press.move({ x: (value?.x ?? 0) + 30, y: (value?.y ?? 0) + 40 });
  await page.waitForTimeout(700); // longer than a long press
  await expect(menu).toHaveCount(0);
  await press.lift();
});

test('a finger drags the arrow to the next statement', async ({ app }) => {
  await app.write('def f(n):\n    a = n  # @first\n    b = a\n    return a + b  # @stop\n\nprint("got", f(21))\n');
  await app.clickMargin('stop');
  await app.button('Debug').tap();
  await app.expectPaused('breakpoint', 'stop');
  const from = await app.marginOf('stop');
  const to = await app.marginOf('first');
  const drag = await finger(app, from);
  await drag.move({ x: from.x, y: from.y - 12 });
  await drag.move(to);
  await expect(app.region('Editor').locator('.arrow-drop')).toBeVisible();
  await drag.lift();
  await expect(app.status).toHaveText(`Paused at main.py:${app.line('first')} in f`);
});
