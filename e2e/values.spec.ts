/** What can be done with values besides looking at them and changing them. */
import { allowClipboard, type Driver, expect, test } from './driver.ts';

const program = `class Shop:
    def __init__(self):
        self.name = "Tea & Co"
        self.prices = {"tea": 30, "pot": 255}

def sell(shop, count):
    total = count * 16
    for number in range(2):
        total += number  # @loop
    return total

shop = Shop()
sell(shop, 2)  # @call
print("over")  # @over
`;

/** The items of a menu. */
const entries = (app: Driver) => app.page.getByRole('menu').getByRole('menuitem');

test('the menu of a value has what can be done with it, by the keyboard', async ({ app }) => {
  await app.write(program);
  await app.debugTo('loop');
  await allowClipboard(app.page);
  const { keyboard } = app.page;
  await app.item('Variables', /^shop = /).focus();
  await keyboard.press('ArrowRight');
  const name = app.item('Variables', "name = 'Tea & Co'");
  await name.focus();
  await keyboard.press('Shift+F10');
  await expect(app.page.getByRole('menu', { name: 'Actions of name' })).toBeVisible();
  await expect(entries(app).first()).toBeFocused();
  await expect(entries(app)).toHaveText([
    'Edit F2',
    'Copy value Ctrl+C',
    'Copy as expression E',
    'Add to watch W',
    'Numbers in base 16 X',
    'Pin P',
    'Break when value changes B',
  ]);
  await keyboard.press('Escape');
  await expect(name).toBeFocused();
  await keyboard.press('ContextMenu');
  await expect(entries(app).first()).toBeFocused();
  await keyboard.press('c');
  await keyboard.press('c');
  await expect(entries(app).nth(2)).toBeFocused();
  await keyboard.press('Enter');
  await expect(name).toBeFocused();
  const copied = () => app.page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toBe('shop.name');
  await keyboard.press('ControlOrMeta+C');
  await expect.poll(copied).toBe("'Tea & Co'");
  await keyboard.press('w');
  await expect(app.item('Watch', "shop.name = 'Tea & Co'")).toBeVisible();
});

test('the menu opens at the pointer and by its button, and goes when something else is clicked', async ({ app }) => {
  await app.write(program);
  await app.debugTo('loop');
  const count = app.item('Variables', 'count = 2');
  await count.click({ button: 'right' });
  await expect(app.page.getByRole('menu', { name: 'Actions of count' })).toBeVisible();
  await app.status.click();
  await expect(app.page.getByRole('menu')).toHaveCount(0);
  await count.hover();
  await count.getByRole('button', { name: 'Actions of count' }).click();
  await entries(app).filter({ hasText: 'Edit' }).click();
  await app.page.getByRole('textbox', { name: 'New value' }).fill('3');
  await app.page.keyboard.press('Enter');
  await expect(app.item('Variables', 'count = 3')).toBeFocused();
});

test('numbers are written in base 16 wherever values are shown, marks of changes stay, and it is kept', async ({
  app,
}) => {
  await app.write(program);
  await app.watch('total + 1');
  await app.debugTo('loop');
  // What was not shown has not changed.
  await expect(app.item('Variables', 'number = 0')).toBeVisible();
  await app.press('Continue');
  await expect(app.item('Variables', 'number = 1')).toBeVisible();
  const changed = app.region('Variables').locator('[data-changed]');
  await expect(changed).toHaveText(['1']);
  const toggle = app.button('Hex');
  await expect(toggle).toHaveAttribute('aria-pressed', 'false');
  await toggle.click();
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
  await expect(app.item('Variables', 'total = 0x20')).toBeVisible();
  await expect(app.item('Watch', 'total + 1 = 0x21')).toBeVisible();
  await expect(changed).toHaveText(['0x1']);
  await app.item('Watch', 'total + 1 = 0x21').focus();
  await app.page.keyboard.press('x');
  await expect(app.item('Variables', 'total = 32')).toBeVisible();
  await app.page.keyboard.press('x');
  await expect(app.item('Watch', 'total + 1 = 0x21')).toBeFocused();
  await app.page.reload();
  await expect(toggle).toHaveAttribute('aria-pressed', 'true');
});

test('a search leaves what is found among the loaded values, says how much that is, and ends by Escape', async ({
  app,
}) => {
  await app.write(program);
  await app.debugTo('loop');
  const { keyboard } = app.page;
  const variables = app.region('Variables');
  await app.item('Variables', /^shop = /).click();
  await app.item('Variables', /^prices = /).click();
  await expect(app.item('Variables', "'pot' = 255")).toBeVisible();
  await keyboard.press('ControlOrMeta+F');
  const field = variables.getByRole('textbox', { name: 'Search in Variables' });
  await expect(field).toBeFocused();
  await keyboard.type('TEA');
  await expect(variables.getByText(/^4 matches in \d+ loaded values$/)).toBeVisible();
  await expect(app.item('Variables', "'tea' = 30")).toBeVisible();
  await expect(app.item('Variables', "'pot' = 255")).toHaveCount(0);
  await expect(app.item('Variables', 'count = 2')).toHaveCount(0);
  await keyboard.press('ArrowDown');
  await expect(app.item('Variables', /^shop = /)).toBeFocused();
  await keyboard.press('ArrowDown');
  await expect(app.item('Variables', "name = 'Tea & Co'")).toBeFocused();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await expect(app.item('Variables', "'tea' = 30")).toBeFocused();
  await keyboard.press('Escape');
  await expect(field).toHaveCount(0);
  await expect(app.item('Variables', "'tea' = 30")).toBeFocused();
  await expect(app.item('Variables', 'count = 2')).toBeVisible();
  await app.press('Search in Variables');
  await keyboard.type('nothing like it');
  await expect(variables.getByText(/^0 matches/)).toBeVisible();
  await keyboard.press('Escape');
  await expect(app.item('Variables', 'count = 2')).toBeVisible();
});

test('what is pinned stands above the scopes at every stop, and after a reload', async ({ app }) => {
  await app.write(program);
  await app.debugTo('loop');
  const { keyboard } = app.page;
  const pinned = app.region('Variables').getByRole('treeitem', { name: 'shop.prices = ', exact: false });
  await app.item('Variables', /^shop = /).focus();
  await keyboard.press('ArrowRight');
  await app.item('Variables', /^prices = /).focus();
  await keyboard.press('p');
  await expect(app.region('Variables').getByRole('treeitem').first()).toHaveAccessibleName('Pinned');
  await expect(pinned).toHaveAccessibleName("shop.prices = {'tea': 30, 'pot': 255}");
  await app.item('Variables', 'total = 32').focus();
  await keyboard.press('p');
  await expect(app.item('Variables', 'total = 32')).toHaveCount(2);
  await app.press('Continue');
  await expect(app.item('Variables', 'number = 1')).toBeVisible();
  await app.region('Call stack').getByRole('option').nth(1).click();
  await expect(app.item('Variables', 'total = no value here')).toBeVisible();
  await expect(pinned).toBeVisible();
  await app.page.reload();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'loop');
  await expect(pinned).toBeVisible();
  await pinned.focus();
  await keyboard.press('p');
  await expect(pinned).toHaveCount(0);
});

test('what is pinned is changed and watched for changes like any value', async ({ app }) => {
  await app.write(program);
  await app.debugTo('loop');
  await app.breakpoint('loop').uncheck();
  const { keyboard } = app.page;
  await app.item('Variables', 'total = 32').focus();
  await keyboard.press('p');
  const pinned = app.item('Variables', /^total = /).first();
  await pinned.focus();
  await keyboard.press('Enter');
  await app.page.getByRole('textbox', { name: 'New value' }).fill('100');
  await keyboard.press('Enter');
  await expect(app.item('Variables', 'total = 100')).toHaveCount(2);
  await keyboard.press('b');
  const list = app.region('Breakpoints').getByRole('list', { name: 'Data breakpoints' });
  await expect(list.getByRole('checkbox', { name: 'total changes' })).toBeChecked();
  await app.press('Continue');
  await expect(app.status).toContainText('Paused: total changed from 100 to 101');
});

test('Page Up and Page Down go through long lists of values and calls', async ({ app }) => {
  await app.write(`
def down(n):
    if n == 0:
        return 0  # @stop
    return down(n - 1)

items = list(range(100_000))
down(80)
`);
  await app.debugTo('stop');
  const { keyboard } = app.page;
  const frames = app.region('Call stack').getByRole('option');
  const at = (list: typeof frames) =>
    list.evaluateAll((all) => all.indexOf(all[0]?.ownerDocument.activeElement as HTMLElement));
  await frames.first().focus();
  await keyboard.press('PageDown');
  const first = await at(frames);
  expect(first).toBeGreaterThan(0);
  await keyboard.press('PageDown');
  expect(await at(frames)).toBe(2 * first);
  await keyboard.press('PageUp');
  expect(await at(frames)).toBe(first);
  await keyboard.press('PageUp');
  await keyboard.press('PageUp');
  expect(await at(frames)).toBe(0);
  // What has not been asked for yet counts too.
  await expect(frames.first()).toHaveAttribute('aria-posinset', '1');
  await expect(frames.first()).toHaveAttribute('aria-setsize', '82');
  await app.item('Variables', 'Globals').focus();
  await keyboard.press('ArrowRight');
  await app.item('Variables', /^items = /).focus();
  await keyboard.press('ArrowRight');
  await expect(app.item('Variables', '0 = 0')).toHaveAttribute('aria-posinset', '1');
  await expect(app.item('Variables', '99 = 99')).toHaveAttribute('aria-posinset', '100');
  await expect(app.item('Variables', '99 = 99')).toHaveAttribute('aria-setsize', '100000');
  await keyboard.press('PageDown');
  const rows = app.region('Variables').getByRole('treeitem');
  const below = await at(rows);
  await keyboard.press('PageDown');
  const next = await at(rows);
  expect(next).toBeGreaterThan(below + 1);
  await keyboard.press('PageUp');
  expect(await at(rows)).toBe(below);
});
