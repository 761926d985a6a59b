import { expectNoFindings } from './axe.ts';
import { expect, test } from './driver.ts';

const program = `class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

def show(points, count):
    print("count is", count)  # @stop

show([Point(1, 2), Point(3, 4)], 2)
`;

test('a tree of values unfolds by the keyboard', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  const keyboard = app.page.keyboard;
  await app.item('Variables', 'count = 2').click();
  await keyboard.press('ArrowDown');
  await expect(app.item('Variables', /^points = /)).toBeFocused();
  await keyboard.press('ArrowRight');
  await expect(app.item('Variables', /^\[?0\]? = /)).toBeVisible();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(app.item('Variables', 'x = 1')).toBeVisible();
  await keyboard.press('Home');
  await expect(app.item('Variables', 'Locals')).toBeFocused();
});

test('keys that are pressed faster than the children come are not lost', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  await app.item('Variables', /^points = /).focus();
  const press = (...keys: string[]) =>
    app.page.evaluate((each) => {
      for (const key of each)
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
    }, keys);
  await press('ArrowRight', 'ArrowRight');
  await expect(app.item('Variables', /^\[?0\]? = /)).toBeFocused();
  await press('ArrowRight', 'ArrowLeft', 'ArrowRight', 'ArrowRight');
  await expect(app.item('Variables', 'x = 1')).toBeFocused();
  await expect(app.item('Variables', 'x = 1')).toHaveCount(1);
});

test('a variable is changed, and the program goes on with the new value', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  await app.item('Variables', 'count = 2').click();
  await app.page.keyboard.press('F2');
  await app.page.getByRole('textbox', { name: 'New value' }).fill('20 + 1');
  await app.page.keyboard.press('Enter');
  await expect(app.item('Variables', 'count = 21')).toBeFocused();
  await app.press('Continue');
  await app.expectOutput('count is 21');
});

test('a value that cannot be understood is refused with the reason', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  await app.item('Variables', 'count = 2').dblclick();
  await app.page.getByRole('textbox', { name: 'New value' }).fill('no such name');
  await app.page.keyboard.press('Enter');
  await expect(app.region('Variables').getByRole('alert')).toContainText(/SyntaxError|syntax/i);
  await app.page.keyboard.press('Escape');
  await expect(app.item('Variables', 'count = 2')).toBeVisible();
});

test('a list of a million is shown page by page', async ({ app }) => {
  await app.write('numbers = list(range(1_000_000))\nprint(len(numbers))  # @stop\n');
  await app.debugTo('stop');
  await app.item('Variables', /^numbers = /).click();
  const more = app.region('Variables').getByRole('treeitem', { name: /^Show 100 more of 999,900/ });
  await more.click();
  await expect(app.item('Variables', /^\[?150\]? = 150$/)).toBeAttached();
});

test('far items of a list and of a dict are gone to by their number, and stay shown at the next stop', async ({
  app,
}) => {
  await app.write(`many = list(range(100_000))
names = {f"k{n}": n for n in range(1000)}
for turn in range(2):
    many[54_321] += 1  # @stop
`);
  await app.debugTo('stop');
  const { keyboard } = app.page;
  const rows = app.region('Variables').getByRole('treeitem');
  await app.item('Variables', /^many = /).focus();
  await keyboard.press('g');
  const field = app.page.getByRole('dialog', { name: 'Go to item of many' }).getByRole('textbox');
  await expect(field).toBeFocused();
  await field.fill('100000');
  await keyboard.press('Enter');
  await expect(field).toBeVisible();
  await field.fill('54321');
  await expectNoFindings(app.page, 'going to an item');
  await keyboard.press('Enter');
  const far = app.item('Variables', '54321 = 54321');
  await expect(far).toBeFocused();
  await expect(far).toBeInViewport();
  expect(await rows.count()).toBeLessThan(250);
  // What stands around it is reached by the keyboard.
  await app.item('Variables', '54300 = 54300').click();
  await keyboard.press('ArrowUp');
  await expect(rows.filter({ hasText: 'Show those before…' })).toBeFocused();
  await keyboard.press('Enter');
  await expect(app.item('Variables', '54200 = 54200')).toBeFocused();
  await app.press('Continue');
  await expect(app.item('Variables', '54321 = 54322').locator('.tree-value')).toHaveAttribute('data-changed');
  await expectNoFindings(app.page, 'a list of which parts are shown');
  // Of a dict it is the place.
  await app.item('Variables', /^names = /).focus();
  await keyboard.press('Shift+F10');
  await app.page.getByRole('menuitem', { name: 'Go to item…' }).click();
  await keyboard.type('-1');
  await keyboard.press('Enter');
  await expect(app.item('Variables', "'k999' = 999")).toBeFocused();
});

test('what changed stays marked when another value is set, and other calls of a function are not marked', async ({
  app,
}) => {
  await app.write(
    'def f(n):\n    here = n * 10\n    other = 1\n    if n > 0:  # @stop\n        f(n - 1)\n    return here\n\nfor k in [0, 1]:\n    f(k)\n',
  );
  const marked = app.region('Variables').locator('[data-changed]');
  await app.debugTo('stop');
  await expect(app.item('Variables', 'here = 0')).toBeVisible();
  await app.press('Continue');
  await expect(app.item('Variables', 'here = 10')).toBeVisible();
  await expect(marked).toHaveCount(0);
  await app.enter('here = 11');
  await expect(app.item('Variables', 'here = 11')).toBeVisible();
  await app.enter('other = 7');
  await expect(app.item('Variables', 'other = 7')).toBeVisible();
  await expect(marked).toHaveText(['11', '7']);
  await app.press('Continue');
  await expect(app.item('Variables', 'here = 0')).toBeVisible();
  await expect(marked).toHaveCount(0);
  await app.region('Call stack').getByRole('option').nth(1).click();
  await expect(app.item('Variables', 'other = 7')).toBeVisible();
  await expect(marked).toHaveCount(0);
});

test('a group has no value, and a property has one in its row when that is asked for', async ({ app }) => {
  await app.write(
    'class Box:\n    @property\n    def area(self):\n        return [6, 7]\n\nbox = Box()\nprint(box)  # @stop\n',
  );
  await app.debugTo('stop');
  await app.item('Variables', /^box = /).click();
  await app.item('Variables', 'area … (click to compute)').click();
  const area = app.item('Variables', 'area = [6, 7]');
  await expect(area).toHaveAttribute('aria-expanded', 'false');
  await expect(area).toHaveAttribute('aria-level', '3');
  await expect(app.item('Variables', /^area/)).toHaveCount(1);
  await expect(area).toBeFocused();
  await app.page.keyboard.press('ArrowRight');
  await expect(app.item('Variables', '1 = 7')).toHaveAttribute('aria-level', '4');
  await expect(app.item('Variables', 'special variables').first()).toBeVisible();
});

test('at module level, where the locals are the globals, they are shown once, and unfolded', async ({ app }) => {
  await app.write('a = 1\n\ndef f(n):\n    return n  # @inside\n\nf(2)  # @module\n');
  await app.debugTo('module', 'inside');
  const scopes = app.region('Variables').locator('[role=treeitem][aria-level="1"]');
  await expect(app.item('Variables', 'a = 1')).toHaveCount(1);
  await expect(scopes).toHaveText([/^\s*Globals/]);
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'inside');
  await expect(app.item('Variables', 'n = 2')).toBeVisible();
  await expect(scopes).toHaveText([/^\s*Locals/, /^\s*Globals/]);
  await expect(app.item('Variables', 'Globals')).toHaveAttribute('aria-expanded', 'false');
});

test('a value that cannot be written is only hinted at where it is edited, and an empty field changes nothing', async ({
  app,
}) => {
  await app.write(
    'class Thing:\n    def __repr__(self):\n        return "<Thing>"\n\nthing = Thing()\nprint(thing)  # @stop\nprint("thing is", thing)\n',
  );
  await app.debugTo('stop');
  const field = app.page.getByRole('textbox', { name: 'New value' });
  await app.item('Variables', /^thing = </).focus();
  await app.page.keyboard.press('F2');
  await expect(field).toHaveValue('');
  await expect(field).toHaveAttribute('placeholder', /^<.*Thing.*>$/);
  await app.page.keyboard.press('Enter');
  await expect(app.item('Variables', /^thing = </)).toBeFocused();
  await app.page.keyboard.press('F2');
  await app.page.keyboard.type('[1]');
  await app.page.keyboard.press('Enter');
  await expect(app.item('Variables', 'thing = [1]')).toBeFocused();
  await app.press('Continue');
  await app.expectOutput('thing is [1]');
});

test('a value of which only a part is shown is edited whole', async ({ app }) => {
  await app.write(
    'text = "word " * 400\nrow = list(range(300))\nprint("ready")  # @stop\nprint(len(text), len(row), text[-4:])\n',
  );
  await app.debugTo('stop');
  const field = app.page.getByRole('textbox', { name: 'New value' });
  await app.item('Variables', /^text = /).focus();
  await app.page.keyboard.press('F2');
  await expect(field).toHaveValue(`'${'word '.repeat(400)}'`);
  await app.page.keyboard.press('End');
  await app.page.keyboard.press('ArrowLeft');
  await app.page.keyboard.type('over');
  await app.page.keyboard.press('Enter');
  await app.item('Variables', /^row = /).focus();
  await app.page.keyboard.press('F2');
  await expect(field).toHaveValue(/^\[0, 1, 2, .*, 298, 299\]$/);
  await app.page.keyboard.press('Home');
  await app.page.keyboard.press('ArrowRight');
  await app.page.keyboard.type('7, ');
  await app.page.keyboard.press('Enter');
  await app.press('Continue');
  await app.expectOutput('2004 301 over');
});

test('what is nested forty deep is still to be read', async ({ app }) => {
  await app.write('value = "bottom"\nfor _ in range(40):\n    value = [value]\nprint(value)  # @stop\n');
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.item('Variables', /^value = /).focus();
  for (let depth = 0; depth < 40; depth++) {
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    const level = app.region('Variables').locator(`[role=treeitem][aria-level="${depth + 3}"]`);
    await expect(level.first()).toBeFocused();
  }
  const bottom = app.region('Variables').locator('[role=treeitem][aria-level="42"] .tree-value');
  await expect(bottom).toHaveText("'bottom'");
  await expect(bottom).toBeInViewport({ ratio: 1 });
});

test('a value of several lines keeps them where it is unfolded, and a long one says first what it is', async ({
  app,
}) => {
  await app.write(
    'class Grid:\n    def __repr__(self):\n        return "1 2\\n3 4"\n\ngrid = Grid()\nlong = "ab" * 4000\nprint(long)  # @stop\n',
  );
  await app.debugTo('stop');
  await expect(app.item('Variables', /^long = str \(8,000 characters\) 'abab/)).toBeVisible();
  await app.item('Variables', /^grid = /).click();
  await expect.poll(() => app.region('Variables').locator('.tree-text').textContent()).toBe('1 2\n3 4');
});

test('a row has its buttons while the pointer or the focus is on it', async ({ app }) => {
  await app.write('first = [1]\nsecond = [2]\nprint(first, second)  # @stop\n');
  await app.debugTo('stop');
  const menuOf = (name: string) => app.region('Variables').getByRole('button', { name: `Actions of ${name}` });
  const [first, second] = [app.item('Variables', /^first = /), app.item('Variables', /^second = /)];
  await first.hover();
  await expect(menuOf('first')).toBeVisible();
  await expect(menuOf('second')).toHaveCount(0);
  await second.hover();
  await expect(menuOf('second')).toBeVisible();
  await menuOf('second').click();
  await expect(app.page.getByRole('menu', { name: 'Actions of second' })).toBeVisible();
  await app.page.keyboard.press('Escape');
  await app.page.mouse.move(0, 0);
  await expect(menuOf('first')).toHaveCount(0);
  await first.focus();
  await expect(menuOf('first')).toBeVisible();
});
