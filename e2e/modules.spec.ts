import { expect, test } from './driver.ts';

test('the modules that are imported so far are listed at a stop, the program’s own apart', async ({ app }) => {
  await app.write('import json\nx = 1  # @before\nimport csv\ny = 2  # @after\n');
  await app.unfold('Modules');
  const modules = app.region('Modules');
  await expect(modules).toContainText('appear when it is paused');
  await app.debugTo('before');
  const libraries = modules.getByRole('button', { name: 'Libraries' });
  await expect(modules.getByRole('list', { name: 'Program' }).getByRole('listitem')).toHaveText(/__main__.*main\.py/s);
  await libraries.focus();
  await app.page.keyboard.press('Enter');
  const named = (name: RegExp) =>
    modules.getByRole('list', { name: 'Libraries' }).getByRole('listitem').filter({ hasText: name });
  await expect(named(/^\s*json\s+2\.0\.9\s+\d+ modules/)).toHaveCount(1);
  await expect(named(/^\s*csv\b/)).toHaveCount(0);
  await app.press('Step over');
  await expect(app.status).toContainText('at main.py:3');
  await app.press('Step over');
  await app.expectPaused('step', 'after');
  await expect(named(/^\s*csv\b/)).toHaveCount(1);
  await app.press('Continue');
  await app.expectFinished();
  await expect(modules).toContainText('appear when it is paused');
});

test('nothing is asked for a list that is folded', async ({ app }) => {
  await app.write('x = 1  # @stop\n');
  await app.debugTo('stop');
  await expect(app.region('Modules').locator('.panel-modules')).toHaveText('One moment …');
});

test('the files and texts of the program that have run are a tree, and open by a click', async ({ app }) => {
  await app.write('exec(compile("made = 1", "<made>", "exec"))\nimport json\ny = 2  # @after\n');
  const modules = await app.unfold('Modules');
  await app.debugTo('after');
  const folder = modules.getByRole('group').filter({ hasText: 'home/pyodide' });
  await expect(folder.getByRole('button', { name: 'main.py' })).toBeVisible();
  await modules.getByRole('button', { name: '<made>' }).click();
  const editor = app.region('Editor');
  await expect(editor.locator('.file-name')).toHaveText('<made>');
  await expect(editor.locator('.view-lines')).toContainText('made = 1');
  await folder.getByRole('button', { name: 'main.py' }).focus();
  await app.page.keyboard.press('Enter');
  await expect(editor.locator('.file-name')).toHaveCount(0);
  await expect(editor.getByRole('tab', { name: 'main.py', selected: true })).toBeVisible();
});
