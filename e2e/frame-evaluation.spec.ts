import { expect, test } from './driver.ts';

test('the panel says which backend works, and its counters count', async ({ app }) => {
  await app.write('for n in range(3):\n    x = n  # @loop\n');
  await app.debugTo('loop');
  const panel = app.region('Frame evaluation');
  await expect(panel).toContainText(/Backend\s*Eval-frame hook/);
  await expect(panel).toContainText(/Transport\s*(atomics|jspi)/);
  const events = panel.getByRole('row', { name: /^line events/ }).getByRole('cell');
  const before = Number(await events.textContent());
  await app.press('Continue');
  await expect.poll(async () => Number(await events.textContent())).toBeGreaterThan(before);
});
