/** Many stops in a row, on each transport: none is lost, and none comes twice. */
import { type Driver, expect, test } from './driver.ts';

/** Has the program stop `count` times; the keys are pressed in the page, as soon as the values of a stop are shown. */
async function stopOften(app: Driver, count: number): Promise<void> {
  await app.write('n = 0\nwhile True:\n    n += 1  # @stop\n');
  await app.debugTo('stop');
  await expect(app.item('Variables', 'n = 0')).toBeVisible();
  const seen = await app.page.evaluate(async (count) => {
    const variables = document.querySelector('#region-variables');
    const toolbar = document.querySelector('[role=toolbar]');
    const value = () => /\bn\s*=\s*(\d+)/.exec(variables?.textContent ?? '')?.[1];
    const stops: number[] = [];
    while (stops.length < count) {
      const before = value();
      toolbar?.dispatchEvent(new KeyboardEvent('keydown', { key: 'F5', code: 'F5', bubbles: true }));
      while (value() === undefined || value() === before) await new Promise((resolve) => setTimeout(resolve, 1));
      stops.push(Number(value()));
    }
    return stops;
  }, count);
  expect(seen).toEqual(Array.from({ length: count }, (_, stop) => stop + 1));
  await app.expectPaused('breakpoint', 'stop');
  await app.press('Stop');
  await expect(app.status).toHaveText('Stopped');
}

test('a program stops a thousand times in a row', { tag: '@transport' }, async ({ app }, { project }) => {
  test.setTimeout(400_000);
  await stopOften(app, project.metadata.stops ?? 1000);
});

test('a program stops five thousand times in a row', { tag: ['@transport', '@soak'] }, async ({ app }) => {
  test.setTimeout(3_600_000);
  await stopOften(app, 5000);
});
