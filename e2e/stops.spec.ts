import { type Driver, expect, test } from './driver.ts';

/** Stops `count` times in a row, and sees each of them. */
async function stopOften(app: Driver, count: number): Promise<void> {
  await app.write('n = 0\nwhile True:\n    n += 1  # @stop\n');
  await app.debugTo('stop');
  for (let stop = 1; stop < count; stop += 1) {
    await app.page.keyboard.press('F5');
    await expect(app.item('Variables', `n = ${stop}`)).toBeVisible();
  }
  await app.expectPaused('breakpoint', 'stop');
  await app.press('Stop');
  await expect(app.status).toHaveText('Stopped');
}

test('a program stops a hundred times in a row', { tag: '@transport' }, ({ app }) => stopOften(app, 100));

test('a program stops five thousand times in a row', { tag: ['@transport', '@soak'] }, async ({ app }) => {
  test.setTimeout(3_600_000);
  await stopOften(app, 5000);
});
