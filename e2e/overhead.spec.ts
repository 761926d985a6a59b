import { expect, test } from './driver.ts';

const WORK = 'total = 0\nfor i in range(2_000_000):\n    total += i % 7\nprint(total)\n';

test('the overhead of each backend is measured, and shown in words and bars', async ({ app }) => {
  test.setTimeout(180_000);
  await app.write(WORK);
  const region = await app.unfold('Overhead');
  await region.getByRole('button', { name: 'Measure overhead' }).click();
  await expect(region.getByRole('progressbar', { name: 'Measuring' })).toBeVisible();
  await expect(region).toContainText('Round 1 of 3');
  const rows = region.getByRole('row');
  await expect(rows).toHaveCount(5, { timeout: 150_000 });
  for (const title of ['No debugger', 'Eval-frame hook', 'sys.monitoring', 'sys.settrace']) {
    await expect(rows.filter({ hasText: title })).toHaveText(/\d×/);
    await expect(rows.filter({ hasText: title })).toHaveText(/\d (ms|s)\s*$/);
  }
  await expect(region).not.toContainText('did not print the same');
  // Nothing of it is the person's own session.
  await expect(app.status).toHaveText('Ready');
  await expect(app.region('Terminal')).not.toContainText('59999');
  await expect(region.getByRole('button', { name: 'Measure again' })).toBeVisible();
});

test('a program that is too short, reads input or runs already is not measured, and the page says why', async ({
  app,
}) => {
  test.slow();
  const region = await app.unfold('Overhead');
  const measure = region.getByRole('button', { name: 'Measure overhead' });
  await app.write('print("short")\n');
  const tooShort = /takes [\d.]+ ms: too short to measure/;
  // On a machine that has much else to do even this may take as long as a program that can be measured.
  await expect(async () => {
    await measure.click();
    await expect(region).toContainText(/too short to measure|Round 1/, { timeout: 40_000 });
    const cancel = region.getByRole('button', { name: 'Cancel' });
    if (await cancel.isVisible()) await cancel.click();
    await expect(region).toContainText(tooShort, { timeout: 1_000 });
  }).toPass();
  await app.choose('Recursion');
  await expect(region).not.toContainText(tooShort);
  await app.write('print(input("Name? "))\n');
  await measure.click();
  await expect(region).toContainText('The program reads input', { timeout: 40_000 });
  await app.write('x = 1\nx = 2  # @stop\n');
  await app.debugTo('stop');
  await expect(measure).toHaveAttribute('aria-disabled', 'true');
  await expect(region).toContainText('Stop the program first');
});

test('a measurement of a program that does not end can be cancelled, and ends when a program is started', async ({
  app,
}) => {
  const region = await app.unfold('Overhead');
  await app.write('while True:\n    pass\n');
  await region.getByRole('button', { name: 'Measure overhead' }).click();
  await expect(region).toContainText('First run');
  await region.getByRole('button', { name: 'Cancel' }).click();
  await expect(region).toContainText('Cancelled');
  await region.getByRole('button', { name: 'Measure overhead' }).click();
  await expect(region).toContainText('First run');
  // The text is changed, not the program: that would take the measurement off the page.
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+A');
  await app.paste('print("done")\n');
  await expect(app.region('Editor')).toContainText('print("done")');
  await app.press('Run');
  await expect(region).toContainText('because a program was started');
  await app.expectFinished();
});
