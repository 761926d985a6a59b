import type { Locator } from '@playwright/test';
import { type Driver, expect, test } from './driver.ts';

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (!box) throw new Error('Not on the screen.');
  return box;
}

/** What the editor and the terminal hold ends where the panels beside them begin, and all of it is in the window. */
async function expectApart(app: Driver, width: number): Promise<void> {
  for (const [inner, name] of [
    ['.monaco-editor', 'Editor'],
    ['.xterm', 'Terminal'],
  ] as const) {
    await expect(async () => {
      const content = await boxOf(app.region(name).locator(inner).first());
      const variables = await boxOf(app.region('Variables'));
      expect(content.x + content.width).toBeLessThanOrEqual(variables.x);
      expect(variables.x + variables.width).toBeLessThanOrEqual(width);
    }).toPass({ timeout: 15_000 });
  }
}

test('editor and terminal get narrower with the window and with the splitter', async ({ app }) => {
  const { page } = app;
  await app.write('print("one")  # @stop\n');
  await app.clickMargin('stop');
  await page.setViewportSize({ width: 1024, height: 800 });
  await expectApart(app, 1024);

  const splitter = page.getByRole('separator', { name: 'Width of the editor' });
  const { x, y, width, height } = await boxOf(splitter);
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.mouse.move(x - 150, y + height / 2, { steps: 5 });
  await page.mouse.up();
  expect((await boxOf(splitter)).x).toBeLessThan(x - 100);
  await expectApart(app, 1024);

  await app.breakpoint('stop').uncheck();
  await app.button(`Remove breakpoint at line ${app.line('stop')}`).click();
  await expect(app.breakpoint('stop')).toHaveCount(0);
});

test('the buttons stay where they are, however long the status is', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 1024, height: 768 });
  const before = [await boxOf(app.button('Stop')), await boxOf(app.region('Editor'))];
  await app.write('a_rather_long_file = 1  # @stop\n');
  await app.debugTo('stop');
  expect([await boxOf(app.button('Stop')), await boxOf(app.region('Editor'))]).toEqual(before);
});

for (const width of [761, 768, 820]) {
  test(`at a width of ${width} the page does not scroll, and every button is in view`, async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width, height: 1024 });
    await expect(app.status).toHaveText('Ready');
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
      return [scrollWidth - clientWidth, scrollHeight - clientHeight];
    });
    expect(beyond).toEqual([0, 0]);
    for (const name of ['Debug', 'Pause', 'Step out', 'Stop']) {
      await expect(app.button(name)).toBeInViewport({ ratio: 1 });
    }
  });
}

test('two breakpoints with conditions and the exceptions are in view, and the globals have room', async ({ app }) => {
  await app.write('a = 1  # @a\nb = 2  # @b\nc = 3\nd = 4\ne = 5\nf = 6  # @end\n');
  for (const marker of ['a', 'b']) {
    await app.clickMargin(marker, { shift: true });
    const condition = app.page.getByRole('textbox', { name: 'Condition' });
    await condition.fill('False');
    await app.page.keyboard.press('Enter');
    // It goes when Python has no objection, and the lines below it move.
    await expect(condition).toHaveCount(0);
  }
  await app.clickMargin('end');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'end');
  await app.breakpoint('end').uncheck();
  await app.button(`Remove breakpoint at line ${app.line('end')}`).click();
  const exceptions = await boxOf(app.region('Breakpoints').getByRole('checkbox', { name: 'Uncaught exceptions' }));
  const breakpoints = await boxOf(app.region('Breakpoints'));
  expect(exceptions.y + exceptions.height).toBeLessThanOrEqual(breakpoints.y + breakpoints.height);
  const variables = await boxOf(app.region('Variables'));
  const third = await boxOf(app.item('Variables', 'c = 3'));
  expect(third.y + third.height).toBeLessThanOrEqual(variables.y + variables.height);
});

const rowHeight = 21;

test('paused at 1280x800 the values have almost half of the side, five calls are in view, and nothing has jumped', async ({
  app,
}) => {
  await app.write('def deep(n):\n    if n:\n        return deep(n - 1)\n    return n  # @stop\n\nprint(deep(5))\n');
  for (const expression of ['n', 'n + 1']) await app.watch(expression);
  await app.clickMargin('stop');
  const names = ['Variables', 'Watch', 'Call stack', 'Breakpoints', 'Modules', 'Frame evaluation', 'Overhead'] as const;
  const boxes = () => Promise.all(names.map((name) => boxOf(app.region(name))));
  const before = await boxes();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'stop');
  await expect(app.item('Variables', 'n = 0')).toBeVisible();
  expect(await boxes()).toEqual(before);
  const side = await boxOf(app.page.locator('.side'));
  expect((await boxOf(app.region('Variables'))).height).toBeGreaterThanOrEqual(side.height * 0.449);
  await expect(app.region('Call stack').getByRole('option').nth(4)).toBeInViewport({ ratio: 1 });
  for (const name of names) await expect(app.region(name).getByRole('heading').first()).toBeInViewport({ ratio: 1 });
  // Frame evaluation is one line, which lives.
  await expect(app.region('Frame evaluation')).toContainText(/Hook parked · \d+ frames? seen · [\d.]+% overhead/);
  expect((await boxOf(app.region('Frame evaluation'))).height).toBeLessThan(40);
});

test('at 1280x800 three watches and two breakpoints are whole', async ({ app }) => {
  await app.write('a = 1  # @a\nb = 2  # @b\n');
  for (const expression of ['a', 'a + 1', '[a]']) await app.watch(expression);
  for (const marker of ['a', 'b']) await app.clickMargin(marker);
  for (const [region, role, count] of [
    ['Watch', 'treeitem', 3],
    ['Breakpoints', 'listitem', 2],
  ] as const) {
    const rows = app.region(region).getByRole(role);
    await expect(rows).toHaveCount(count);
    for (let row = 0; row < count; row++) await expect(rows.nth(row)).toBeInViewport({ ratio: 1 });
  }
});

test('at 1280x800 with two watches all exceptions are whole and can be clicked, and two breakpoints are whole', async ({
  app,
}) => {
  await app.write('a = 1  # @a\nb = 2  # @b\nc = 3  # @c\n');
  for (const expression of ['a', 'a + 1']) await app.watch(expression);
  for (const marker of ['a', 'b', 'c']) await app.clickMargin(marker);
  const breakpoints = app.region('Breakpoints');
  const names = ['Raised exceptions', 'Uncaught exceptions', 'Uncaught, where raised', 'User-unhandled exceptions'];
  const expectRoom = async () => {
    const panel = await boxOf(breakpoints);
    for (const name of names) {
      const filter = breakpoints.locator('label', { has: app.page.getByRole('checkbox', { name, exact: true }) });
      const box = await boxOf(filter);
      expect(box.y + box.height).toBeLessThanOrEqual(panel.y + panel.height);
      await filter.click({ trial: true });
    }
    const rows = breakpoints.getByRole('listitem');
    for (const at of [0, 1]) await expect(rows.nth(at)).toBeInViewport({ ratio: 1 });
    return panel;
  };
  const before = await expectRoom();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'a');
  await expect(app.item('Watch', /^a = NameError/)).toBeVisible();
  expect(await expectRoom()).toEqual(before);
});

for (const [width, height, zoom] of [
  [768, 1024, 'of a tablet'],
  [320, 200, 'of 1280x800 at 400% zoom'],
  [640, 400, 'of 1280x800 at 200% zoom'],
  [1280, 420, 'that is wide and low'],
] as const) {
  test(`in a window ${zoom} (${width}x${height}) ten lines fit, and the line that is stopped at is seen`, async ({
    app,
  }) => {
    const { page } = app;
    await app.write(
      `${'x = [1, 2, 3]\n'.repeat(40)}def fail(values):\n    return sum(values) / 0  # @fail\n\nfail(x)\n`,
    );
    await page.setViewportSize({ width, height });
    await app.press('Debug');
    await app.booted();
    await expect(app.status).toHaveText(/^Paused on ZeroDivisionError/);
    const text = app.region('Editor').locator('.monaco-editor').first();
    await expect.poll(async () => (await boxOf(text)).height).toBeGreaterThanOrEqual(10 * rowHeight);
    const line = app.region('Editor').locator('.line-exception').first();
    // As high as it is; it may be longer than there is room for, by the values at its end.
    const isWhole = async () => {
      const [around, { y, height }] = [await boxOf(text), await boxOf(line)];
      return y >= around.y - 2 && y + height <= around.y + around.height + 2;
    };
    await expect.poll(isWhole).toBe(true);
    // What lies on top there is the line itself, nothing over it.
    const isOnTop = () =>
      line.evaluate((element) => {
        const { left, top, height } = element.getBoundingClientRect();
        const found = document.elementFromPoint(left + 60, top + height / 2);
        return found?.closest('.monaco-editor .lines-content') !== null && !found?.closest('.line-zone');
      });
    await expect.poll(isOnTop).toBe(true);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

test('in a window of 1280x800 at 200% zoom (640x400) the buttons and tabs stay on the screen, wherever it is scrolled to', async ({
  app,
}) => {
  const { page } = app;
  await app.write(`${'x = [1, 2, 3]\n'.repeat(40)}y = 2  # @stop\nz = 3\n`);
  await page.setViewportSize({ width: 640, height: 400 });
  await app.goTo('stop');
  await page.keyboard.press('F9');
  const expectButtons = async () => {
    for (const name of ['Debug', 'Continue', 'Step over', 'Stop'])
      await expect(app.button(name)).toBeInViewport({ ratio: 1 });
    for (const name of ['Code', 'Values']) await expect(page.getByRole('tab', { name })).toBeInViewport({ ratio: 1 });
  };
  await page.evaluate(() => scrollTo(0, 0));
  await expectButtons();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'stop');
  // Where the program stands is above them.
  const line = app.region('Editor').locator('.line-next').first();
  const gap = async () => (await boxOf(app.status)).y - (await boxOf(line)).y;
  await expect.poll(gap).toBeGreaterThanOrEqual(rowHeight);
  await page.evaluate(() => scrollTo(0, 1000));
  await expectButtons();
  for (const tab of ['Terminal', 'Values', 'Breakpoints']) {
    await page.getByRole('tab', { name: tab }).click();
    await expectButtons();
  }
});

/** The elements inside of a region that scroll, or cut off what is in them. */
function scrollersIn(region: Locator): Promise<string[]> {
  return region.evaluate((root) =>
    [...root.querySelectorAll<HTMLElement>('div, ul, form, fieldset')]
      .filter((element) => getComputedStyle(element).overflowY !== 'visible')
      .map(({ className }) => className)
      .filter((name) => name !== 'region-body' && name !== 'head-note'),
  );
}

test('breakpoints of three kinds and the exceptions are in view at 1280x800, also beside a form; the panel scrolls as one', async ({
  app,
}) => {
  const { page } = app;
  await app.write('total = 0\na = 1  # @a\nb = 2  # @b\nc = 3  # @c\nprint(total)\n');
  await app.watch('a');
  for (const marker of ['a', 'b', 'c']) await app.clickMargin(marker);
  await app.press('Add function breakpoint');
  await page.keyboard.type('area');
  await page.keyboard.press('Enter');
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'a');
  await app.item('Variables', 'total = 0').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Break when value changes' }).click();
  const breakpoints = app.region('Breakpoints');
  const rows = breakpoints.getByRole('listitem');
  await expect(rows).toHaveCount(5);
  for (let row = 0; row < 5; row++) await expect(rows.nth(row)).toBeInViewport({ ratio: 1 });
  await expect(breakpoints.getByRole('checkbox', { name: 'User-unhandled exceptions' })).toBeInViewport({ ratio: 1 });
  expect(await scrollersIn(breakpoints)).toEqual(['panel panel-breakpoints']);
  await app.press('Add function breakpoint');
  await expect(app.breakpoint('c')).toBeInViewport({ ratio: 1 });
  await expect(breakpoints.getByRole('button', { name: 'Save' })).toBeInViewport({ ratio: 1 });
  const name = breakpoints.getByRole('textbox', { name: 'Function' });
  expect((await boxOf(name)).width).toBeGreaterThanOrEqual(170);
  await page.keyboard.press('Escape');
  await app.press('Stop at some exceptions only');
  await expect(rows.last()).toBeInViewport({ ratio: 1 });
  await expect(breakpoints.getByRole('button', { name: 'Save' })).toBeInViewport({ ratio: 1 });
  await expect(app.region('Overhead')).toBeInViewport({ ratio: 1 });
});

for (const width of [1280, 1024, 820, 390]) {
  test(`at a width of ${width} what limits the exceptions is beside the last of them`, async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width, height: 844 });
    if (width < 760) await page.getByRole('tab', { name: 'Breakpoints' }).click();
    const last = await boxOf(
      app.region('Breakpoints').getByRole('checkbox', { name: 'User-unhandled exceptions', exact: true }),
    );
    const pencil = await boxOf(app.button('Stop at some exceptions only'));
    expect(pencil.y).toBeLessThan(last.y + last.height);
  });
}

test('a dialog stays over the page when the screen is turned, and closes there', async ({ app }) => {
  const { page } = app;
  await app.write('rows = [{"a": 1}, {"a": 2}]\nprint(rows)  # @stop\n');
  await app.debugTo('stop');
  await app.item('Variables', /^rows = /).click();
  await page.keyboard.press('t');
  const table = page.getByRole('dialog', { name: 'Table of rows' });
  await expect(table).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(table.getByRole('columnheader', { name: "'a'" })).toBeVisible();
  await table.getByRole('button', { name: 'Close' }).click();
  await expect(table).toHaveCount(0);
  await expect(app.region('Variables')).toBeHidden();
  await app.press('Continue');
  await app.expectFinished();
});
