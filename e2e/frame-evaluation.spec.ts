import { expect, test } from './driver.ts';

const PROGRAM = 'def work(n):\n    m = n + 1\n    return m  # @work\n\nfor n in range(3):\n    work(n)\n';

test('the panel says which backend works, and its counters count', async ({ app }) => {
  await app.write(PROGRAM);
  await app.debugTo('work');
  const panel = app.region('Frame evaluation');
  await expect(panel).toContainText(/Backend\s*Eval-frame hook/);
  await expect(panel).toContainText(/Transport\s*(atomics|jspi)/);
  const cell = (table: string, row: RegExp) =>
    panel.getByRole('table', { name: table }).getByRole('row', { name: row }).getByRole('cell');
  const events = cell('Counters', /^instruction events/);
  const before = Number(await events.textContent());
  await app.press('Continue');
  await expect.poll(async () => Number(await events.textContent())).toBeGreaterThan(before);
  await expect(cell('Integration', /^integrations enabled/)).toHaveText('1');
  await expect(cell('Integration', /^breakpoints optimized/)).toHaveText('1');
  await expect(cell('Caches', /^files/)).toHaveText('1');
  await expect(cell('Selective tracing', /^total frames/)).toHaveText(/^[1-9]/);
});

test('the counters are reset, and the health check tells how each thing is in words', async ({ app }) => {
  await app.write(PROGRAM);
  await app.debugTo('work');
  const panel = app.region('Frame evaluation');
  const events = panel.getByRole('row', { name: /^instruction events/ }).getByRole('cell');
  await expect(events).toHaveText(/^[1-9]/);
  await panel.getByRole('button', { name: 'Reset' }).click();
  await expect(events).toHaveText('0');
  await panel.getByRole('button', { name: 'Health check' }).click();
  const checks = panel.getByRole('list', { name: 'Health check' }).getByRole('listitem');
  await expect(checks).toHaveCount(9);
  await expect(checks.filter({ hasText: 'Backend:' })).toHaveText(/^OK Backend: the hook is installed and parked/);
  await expect(checks.filter({ hasText: 'FAIL' })).toHaveCount(0);
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'work');
  await expect(events).toHaveText(/^[1-9]/);
});
