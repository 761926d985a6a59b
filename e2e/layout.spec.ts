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
