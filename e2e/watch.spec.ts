import { expect, test } from './driver.ts';

test('watched expressions are evaluated at every stop, and can be changed and removed', async ({ app }) => {
  await app.write('total = 0\nfor n in range(5):\n    total += n  # @loop\nprint(total)\n');
  await app.watch('total * 100');
  await app.watch('missing');
  await app.debugTo('loop');
  await expect(app.item('Watch', 'total * 100 = 0')).toBeVisible();
  // Not a mistake: the name may exist later. So it says why there is no value, but not in red.
  const missing = app.item('Watch', "missing = NameError: name 'missing' is not defined");
  await expect(missing.locator('.tree-value')).toHaveAttribute('data-look', 'absent');
  await expect(missing).not.toHaveAttribute('aria-expanded');
  for (const [n, value] of [
    [1, 0],
    [2, 100],
  ]) {
    await app.press('Continue');
    // The value is the same at the first two stops.
    await expect(app.item('Variables', `n = ${n}`)).toBeVisible();
    await expect(app.item('Watch', `total * 100 = ${value}`)).toBeVisible();
  }
  await app.item('Watch', 'total * 100 = 100').click();
  await app.page.keyboard.press('F2');
  await app.page.getByRole('textbox', { name: 'Expression', exact: true }).fill('n + 1000');
  await app.page.keyboard.press('Enter');
  await expect(app.item('Watch', 'n + 1000 = 1002')).toBeVisible();
  await app.item('Watch', /^missing/).click();
  await app.page.keyboard.press('Delete');
  await expect(app.item('Watch', /^missing/)).toHaveCount(0);
});

test('the value of a watched expression is set, from its menu and by a key', async ({ app }) => {
  await app.write('numbers = [1, 2]\nfor n in range(2):\n    print(numbers, n)  # @loop\n');
  for (const each of ['numbers[0]', 'numbers', 'n + 1', 'nothing']) await app.watch(each);
  await app.debugTo('loop');
  const { keyboard } = app.page;
  const field = app.page.getByRole('textbox', { name: 'New value' });
  await app.item('Watch', 'numbers[0] = 1').click();
  await keyboard.press('Shift+F10');
  await app.page.getByRole('menuitem', { name: 'Set value…' }).click();
  await expect(field).toHaveValue('1');
  await expect(field).toBeFocused();
  await field.fill('n + 40');
  await keyboard.press('Enter');
  await expect(app.item('Watch', 'numbers[0] = 40')).toBeFocused();
  await expect(app.item('Variables', 'numbers = [40, 2]')).toBeVisible();
  await keyboard.press('s');
  await field.fill('7 +');
  await keyboard.press('Enter');
  await expect(app.region('Watch').getByRole('alert')).toBeVisible();
  await field.fill('7');
  await keyboard.press('Enter');
  await expect(app.item('Watch', 'numbers[0] = 7')).toBeFocused();
  await expect(app.item('Watch', 'numbers = [7, 2]')).toBeVisible();
  // What no value can be given to says so; the expression is what is edited by the keys that always were for that.
  await app.item('Watch', 'n + 1 = 1').click();
  await keyboard.press('s');
  await field.fill('3');
  await keyboard.press('Enter');
  await expect(app.region('Watch').getByRole('alert')).toBeVisible();
  await keyboard.press('Escape');
  await keyboard.press('F2');
  await expect(app.page.getByRole('textbox', { name: 'Expression', exact: true })).toHaveValue('n + 1');
  await keyboard.press('Escape');
  await app.item('Watch', /^nothing/).click();
  await keyboard.press('s');
  await expect(field).toHaveCount(0);
  await app.press('Continue');
  await app.expectOutput('[7, 2] 0');
});

test('what is dragged from the variables to Watch is watched, by its expression', async ({ app }) => {
  await app.write('shop = {"tea": [1, 2]}\nprint(shop)  # @stop\n');
  await app.debugTo('stop');
  const watch = app.region('Watch');
  const rows = watch.getByRole('treeitem');
  const dragged = (name: string | RegExp) => app.item('Variables', name).locator('.tree-row');
  await dragged(/^shop = /).dragTo(watch.getByRole('heading', { name: 'Watch' }));
  await expect(rows).toHaveText([/^\s*shop\s*=/]);
  await expect(watch.locator('[data-drop]')).toHaveCount(0);
  await app.item('Variables', /^shop = /).click();
  await dragged(/^'tea' = /).dragTo(watch.getByRole('textbox'));
  await expect(rows).toHaveText([/^\s*shop\s*=/, /^\s*shop\['tea'\]\s*=/]);
  // It is watched once.
  await dragged(/^shop = /).dragTo(rows.last());
  await expect(rows).toHaveCount(2);
  await app.page.reload();
  await expect(rows).toHaveText([/^\s*shop/, /^\s*shop\['tea'\]/]);
});

test('what has no value here says why in grey, and is never marked as changed', async ({ app }) => {
  await app.write('def f():\n    inside = 1  # @first\n    return inside  # @second\n\nf()\nprint()  # @outside\n');
  await app.watch('inside');
  await app.watch('1+');
  await app.debugTo('first', 'second', 'outside');
  const shown = (name: RegExp) => app.item('Watch', name).locator('.tree-value');
  await expect(app.item('Watch', /^1\+ = SyntaxError/)).toBeVisible();
  for (const value of ['UnboundLocalError: .+', '1', "NameError: name 'inside' is not defined"]) {
    const inside = shown(new RegExp(`^inside = ${value}$`));
    await expect(inside).toHaveAttribute('data-look', value === '1' ? 'number' : 'absent');
    await expect(inside).not.toHaveAttribute('data-changed');
    await app.press('Continue');
  }
  await app.expectFinished();
});

test('each program has its own watched expressions, also after a reload', async ({ app }) => {
  const { page } = app;
  const choose = (label: string) => app.choose(label);
  await app.write('total = 3\nprint(total)  # @stop\n');
  await app.watch('total + 1');
  await app.debugTo('stop');
  await expect(app.item('Watch', 'total + 1 = 4')).toBeVisible();
  await choose('Recursion');
  await expect(app.region('Watch').getByRole('treeitem')).toHaveCount(0);
  await app.watch('folder');
  await choose('Your own program');
  await expect(app.region('Watch').getByRole('treeitem')).toHaveText([/total \+ 1/]);
  await page.reload();
  await expect(app.region('Watch').getByRole('treeitem')).toHaveText([/total \+ 1/]);
  await choose('Recursion');
  await expect(app.region('Watch').getByRole('treeitem')).toHaveText([/folder/]);
});

test('watched expressions are moved, and all removed, which can be taken back', async ({ app }) => {
  await app.write('a = 1\nprint(a)  # @stop\n');
  for (const each of ['a', 'a + 1', 'a + 2']) await app.watch(each);
  await app.debugTo('stop');
  const items = app.region('Watch').getByRole('treeitem');
  await expect(items).toHaveText([/^\s*a\s*=/, /a \+ 1/, /a \+ 2/]);
  await app.item('Watch', 'a + 2 = 3').click();
  const { keyboard } = app.page;
  await keyboard.press('Alt+ArrowUp');
  await expect(items).toHaveText([/^\s*a\s*=/, /a \+ 2/, /a \+ 1/]);
  await expect(app.item('Watch', 'a + 2 = 3')).toBeFocused();
  await keyboard.press('Alt+ArrowUp');
  await keyboard.press('Alt+ArrowUp');
  await expect(items).toHaveText([/a \+ 2/, /^\s*a\s*=/, /a \+ 1/]);
  await keyboard.press('Alt+ArrowDown');
  await expect(items).toHaveText([/^\s*a\s*=/, /a \+ 2/, /a \+ 1/]);
  await keyboard.press('Shift+F10');
  await app.page.getByRole('menuitem', { name: 'Remove all' }).click();
  await expect(items).toHaveCount(0);
  const back = app.button('Bring back 3 expressions');
  await expect(back).toBeFocused();
  await keyboard.press('Enter');
  await expect(items).toHaveText([/^\s*a\s*=/, /a \+ 2/, /a \+ 1/]);
  // They are kept in that order. Who removes one goes on at the next, or at the last.
  await items.nth(0).click();
  await keyboard.press('ArrowDown');
  await keyboard.press('Delete');
  await expect(items).toHaveText([/^\s*a\s*=/, /a \+ 1/]);
  await expect(items.nth(1)).toBeFocused();
  await keyboard.press('Delete');
  await expect(items.nth(0)).toBeFocused();
  for (const each of ['a + 2', 'a + 1']) await app.watch(each);
  await app.page.reload();
  await expect(items).toHaveText([/^\s*a/, /a \+ 2/, /a \+ 1/]);
});
