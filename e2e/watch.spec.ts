import { expect, test } from './driver.ts';

test('watched expressions are evaluated at every stop, and can be changed and removed', async ({ app }) => {
  await app.write('total = 0\nfor n in range(5):\n    total += n  # @loop\nprint(total)\n');
  await app.watch('total * 100');
  await app.watch('missing');
  await app.debugTo('loop');
  await expect(app.item('Watch', 'total * 100 = 0')).toBeVisible();
  await expect(app.item('Watch', /^missing = .*not defined/)).toBeVisible();
  for (const value of [0, 100]) {
    await app.press('Continue');
    await expect(app.item('Watch', `total * 100 = ${value}`)).toBeVisible();
  }
  await app.item('Watch', 'total * 100 = 100').click();
  await app.page.keyboard.press('F2');
  await app.page.getByRole('textbox', { name: 'New value' }).fill('n + 1000');
  await app.page.keyboard.press('Enter');
  await expect(app.item('Watch', 'n + 1000 = 1002')).toBeVisible();
  await app.item('Watch', /^missing/).click();
  await app.page.keyboard.press('Delete');
  await expect(app.item('Watch', /^missing/)).toHaveCount(0);
});
