import type { Locator } from '@playwright/test';
import { expect, test } from './driver.ts';

const PROGRAM = 'def work(n):\n    m = n + 1\n    return m  # @work\n\nfor n in range(3):\n    work(n)\n';

test('the panel says which backend works, and its counters count', async ({ app }) => {
  await app.write(PROGRAM);
  await app.debugTo('work');
  const panel = await app.unfold('Frame evaluation');
  await expect(panel).toContainText(/Backend\s*Eval-frame hook/);
  for (const section of ['Set-up', 'Selective tracing', 'Caches', 'Integration']) await app.unfoldSection(section);
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
  const panel = await app.unfold('Frame evaluation');
  const events = panel.getByRole('row', { name: /^instruction events/ }).getByRole('cell');
  await expect(events).toHaveText(/^[1-9]/);
  await panel.getByRole('button', { name: 'Reset' }).click();
  await expect(events).toHaveText('0');
  const said = panel.locator('[aria-live=polite]');
  await expect(said).toHaveText(/^Counters and telemetry were reset at \d\d:\d\d:\d\d\.$/);
  await panel.getByRole('button', { name: 'Health check' }).click();
  const checks = panel.getByRole('list', { name: 'Health check' }).getByRole('listitem');
  await expect(checks).toHaveCount(9);
  await expect(said).toHaveText(/^(All 9 checks are OK|9 checks: .*\d OK)\. Checked at /);
  await expect(checks.filter({ hasText: 'Backend:' })).toHaveText(/^\s*OK Backend: the hook is installed and parked/);
  await expect(checks.filter({ hasText: 'FAIL' })).toHaveCount(0);
  await expect(checks.nth(2)).toBeInViewport();
  await expect(panel.getByRole('button', { name: 'Health check' })).toBeInViewport();
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'work');
  await expect(events).toHaveText(/^[1-9]/);
});

test('the overview is in view without scrolling, and which sections are open is kept', async ({ app }) => {
  await app.write(PROGRAM);
  await app.debugTo('work');
  const panel = await app.unfold('Frame evaluation');
  const bottom = async (locator: Locator) => {
    const box = await locator.boundingBox();
    return (box?.y ?? Number.NaN) + (box?.height ?? Number.NaN);
  };
  for (const name of ['Frames seen', 'Events', 'Calls saved', 'Overhead']) {
    await expect(panel.getByRole('term').filter({ hasText: name })).toBeVisible();
  }
  expect(await bottom(panel.getByRole('button', { name: 'Health check' }))).toBeLessThanOrEqual(await bottom(panel));

  // By the keyboard alone.
  const counters = panel.getByRole('button', { name: 'Counters', exact: true });
  await counters.focus();
  await app.page.keyboard.press('Enter');
  await expect(counters).toBeFocused();
  await expect(panel.getByRole('table', { name: 'Counters' })).toHaveCount(0);
  await panel.getByRole('button', { name: 'Frame evaluation' }).click();
  await expect(panel.getByText(/^Hook parked · \d+ frames? seen · [\d.]+% overhead$/)).toBeVisible();
  await panel.getByRole('button', { name: 'Frame evaluation' }).click();
  await app.unfoldSection('Performance');
  await app.page.reload();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'work');
  await expect(panel.getByRole('table', { name: 'Performance' })).toBeVisible();
  await expect(counters).toHaveAttribute('aria-expanded', 'false');
});
