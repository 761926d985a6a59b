import { expect, test } from './driver.ts';

test('the pointer on a name shows its value while the program is paused', async ({ app }) => {
  await app.write('prices = {"tea": 3.5}\nanswer = 6 * 7\nprint(answer, prices)  # @stop\n');
  await app.debugTo('stop');
  const name = app.region('Editor').locator('.view-line').nth(2).getByText('answer', { exact: true });
  // Monaco takes the tooltip away when the line is drawn anew under the pointer: a person would point again.
  await expect(async () => {
    await app.button('Stop').hover();
    await name.hover({ position: { x: 12, y: 8 } });
    await expect(app.page.getByRole('tooltip')).toContainText('answer = 42', { timeout: 3000 });
  }).toPass();
});

test('the hover of a long string leaves the program in view', async ({ app }) => {
  await app.write('text = "word " * 5000\nprint(len(text))  # @stop\n');
  await app.debugTo('stop');
  const name = app.region('Editor').locator('.view-line').nth(1).getByText('text', { exact: true });
  const tooltip = app.page.getByRole('tooltip');
  await expect(async () => {
    await app.button('Stop').hover();
    await name.hover({ position: { x: 12, y: 8 } });
    await expect(tooltip).toContainText('text = ', { timeout: 3000 });
  }).toPass();
  const box = await tooltip.boundingBox();
  expect(box?.height).toBeLessThan(260);
  expect(box?.width).toBeLessThan(700);
});
