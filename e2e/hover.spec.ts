import type { Locator } from '@playwright/test';
import { type Driver, expect, test } from './driver.ts';

const program = `class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

points = [Point(1, 2), Point(30, 4)]
text = "word " * 5000
answer = 42
print(answer, points, text[:5])  # @stop
`;

/** Rests the pointer on a name in the line of the marker. */
async function pointAt(app: Driver, marker: string, name: string, shown: Locator): Promise<void> {
  const line = app
    .region('Editor')
    .locator('.view-line')
    .nth(app.line(marker) - 1);
  // Monaco takes away what is shown when the line is drawn anew under the pointer: a person would point again.
  await expect(async () => {
    await app.button('Stop').hover();
    await line.getByText(name, { exact: true }).hover({ position: { x: 12, y: 8 } });
    await expect(shown).toBeVisible({ timeout: 3000 });
  }).toPass();
}

const shownValue = (app: Driver, name: string) =>
  app.page.getByRole('dialog', { name: `Value of ${name}`, exact: true });

test('the pointer on a name shows its value while the program is paused, and takes it away', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  const shown = shownValue(app, 'answer');
  await pointAt(app, 'stop', 'answer', shown);
  await expect(shown.getByRole('treeitem')).toHaveAccessibleName('answer = 42');
  await shown.hover();
  await expect(shown).toBeVisible();
  await app.button('Stop').hover();
  await expect(shown).toHaveCount(0);
});

test('what the pointer shows is a tree that is unfolded, changed and left by the keyboard', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  const shown = shownValue(app, 'points');
  await pointAt(app, 'stop', 'points', shown);
  const item = (name: RegExp | string) => shown.getByRole('treeitem', { name, exact: true });
  await item(/^1 = /).click();
  await expect(item('x = 30')).toBeVisible();
  const { keyboard } = app.page;
  await keyboard.press('ArrowRight');
  await expect(item('x = 30')).toBeFocused();
  // It has the focus, and stays when the pointer goes.
  await app.button('Stop').hover();
  await keyboard.press('F2');
  await app.page.getByRole('textbox', { name: 'New value' }).fill('31');
  await keyboard.press('Enter');
  await expect(item('x = 31')).toBeFocused();
  await keyboard.press('Escape');
  await expect(shown).toHaveCount(0);
  await keyboard.press('F10');
  await app.expectFinished();
});

test('the value at the cursor is shown by a key, and by the button', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.goTo('stop');
  for (let part = 0; part < 2; part++) await keyboard.press('ControlOrMeta+ArrowRight');
  await keyboard.press('Control+Shift+F9');
  const shown = shownValue(app, 'answer');
  const root = shown.getByRole('treeitem', { name: 'answer = 42' });
  await expect(root).toBeFocused();
  await keyboard.press('Escape');
  await expect(shown).toHaveCount(0);
  for (let character = 0; character < 3; character++) await keyboard.press('ArrowRight');
  await app.press('Value at the cursor');
  const points = shownValue(app, 'points').getByRole('treeitem', { name: /^points = / });
  await expect(points).toBeFocused();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(shownValue(app, 'points').getByRole('treeitem', { name: 'x = 1' })).toBeVisible();
  // A step closes it, and the editor has the focus again.
  await keyboard.press('F10');
  await expect(shownValue(app, 'points')).toHaveCount(0);
});

test('a value with nothing inside does not look as if it could be unfolded', async ({ app }) => {
  await app.write('def area(n):\n    return n * n\n\nprint(area(3))  # @stop\n');
  await app.debugTo('stop');
  const shown = shownValue(app, 'area');
  await pointAt(app, 'stop', 'area', shown);
  const item = shown.getByRole('treeitem');
  await expect(item).toHaveAccessibleName(/^area = <function area/);
  await expect(item).not.toHaveAttribute('aria-expanded');
  await expect(item.locator('.twisty')).not.toHaveAttribute('data-expandable');
  await expect(shown).not.toContainText('Nothing inside');
});

test('what is selected is an expression, and a name without a value says so', async ({ app }) => {
  await app.write('n = 20\nif n:  # @stop\n    later = n + 1\n');
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.goTo('stop');
  await keyboard.press('ArrowDown');
  await keyboard.press('Home');
  await keyboard.press('Control+Shift+F9');
  await expect(shownValue(app, 'later').getByRole('treeitem', { name: 'later = no value here' })).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('End');
  for (let part = 0; part < 5; part++) await keyboard.press('Shift+ArrowLeft');
  await keyboard.press('Control+Shift+F9');
  await expect(shownValue(app, 'n + 1').getByRole('treeitem', { name: 'n + 1 = 21' })).toBeFocused();
});

test('a long string leaves the program in view', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  const shown = shownValue(app, 'text');
  await pointAt(app, 'stop', 'text', shown);
  const box = await shown.boundingBox();
  expect(box?.height).toBeLessThan(290);
  expect(box?.width).toBeLessThan(700);
});

test('the value at the pointer lies over what stands between the lines', async ({ app }) => {
  await app.write('def double(n):\n    return n * 2\n\nsmall = 3\nprint(double(small), double(4))  # @stop\n\n\n');
  await app.debugTo('stop');
  await app.page.keyboard.press('Control+F11');
  await expect(app.page.getByRole('group', { name: 'Step into' })).toBeVisible();
  const shown = shownValue(app, 'small');
  await pointAt(app, 'stop', 'small', shown);
  // Which it cannot where something lies over it.
  await shown.hover({ timeout: 3000 });
});

test('the value lies over the scrollbar of the editor', async ({ app }) => {
  const wide = `wide = "${'x'.repeat(200)}"\n`;
  await app.write(`${'\n'.repeat(12)}${wide}items = [1, 2, 3, 4, 5, 6, 7, 8]\nprint(items)  # @stop\n`);
  await app.debugTo('stop');
  const shown = shownValue(app, 'items');
  await pointAt(app, 'stop', 'items', shown);
  await shown.getByRole('treeitem').first().press('ArrowRight');
  const bar = await app.region('Editor').locator('.scrollbar.horizontal').first().boundingBox();
  if (!bar) throw new Error('The editor has no scrollbar.');
  await expect
    .poll(async () => {
      const box = await shown.boundingBox();
      return (box?.y ?? 0) + (box?.height ?? 0);
    })
    .toBeGreaterThan(bar.y + bar.height);
  const { x = 0 } = (await shown.boundingBox()) ?? {};
  const isOver = await app.page.evaluate(
    ([left, top]) => document.elementFromPoint(left, top)?.closest('.value-popup') !== null,
    [x + 20, bar.y + bar.height / 2] as const,
  );
  expect(isOver).toBe(true);
});
