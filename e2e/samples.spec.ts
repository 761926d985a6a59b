import { expect, test } from './driver.ts';

test('every sample can be picked and runs as far as it goes', async ({ app }) => {
  test.slow(); // Python boots once for each
  const picker = app.page.getByLabel('Program', { exact: true });
  const titles = await picker.getByRole('option').allTextContents();
  expect(titles.length).toBeGreaterThanOrEqual(7);
  for (const title of titles) {
    await picker.selectOption({ label: title });
    await app.press('Run');
    await expect(app.status).toHaveText(/^(Finished|Ended with exit code 1|Waiting for input)$/);
    if (await app.button('Stop').isEnabled()) await app.press('Stop');
    await expect(app.button('Run')).toBeEnabled();
  }
});

test('what is written into a sample is kept, and the original can be brought back', async ({ app }) => {
  await app.choose('Recursion');
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+Home');
  await app.page.keyboard.insertText('# mine\n');
  await app.choose('Your own program');
  await app.choose('Recursion');
  await expect(app.region('Editor')).toContainText('# mine');
  await app.button('Original').click();
  await expect(app.region('Editor')).not.toContainText('# mine');
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+Z');
  await expect(app.region('Editor')).toContainText('# mine');
});
