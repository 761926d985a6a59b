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
    }).toPass({ timeout: 3000 });
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
  test(`at a width of ${width} nothing scrolls sideways, and every button is in view`, async ({ app }) => {
    const { page } = app;
    await page.setViewportSize({ width, height: 1024 });
    await expect(app.status).toHaveText('Ready');
    const beyond = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(beyond).toBeLessThanOrEqual(0);
    for (const name of ['Debug', 'Pause', 'Step out', 'Stop']) {
      await expect(app.button(name)).toBeInViewport({ ratio: 1 });
    }
  });
}

test('two breakpoints with conditions and the exceptions are in view, and the globals have room', async ({ app }) => {
  await app.write('a = 1  # @a\nb = 2  # @b\nc = 3\nd = 4\ne = 5\nf = 6  # @end\n');
  for (const marker of ['a', 'b']) {
    await app.clickMargin(marker, { button: 'right' });
    await app.page.getByRole('textbox', { name: 'Condition' }).fill('False');
    await app.page.keyboard.press('Enter');
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
