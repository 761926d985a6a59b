/** Values as bytes and as tables. */
import { expectNoFindings } from './axe.ts';
import { expect, test } from './driver.ts';

const program = `data = bytearray(range(256)) + b"The end"
fixed = b"fixed"
people = [{"name": "Ada", "born": 1815}, {"name": "Alan", "age": 41}]
points = [(n, n * n) for n in range(120)]
print(data[300:] if len(data) > 300 else data[:2])  # @stop
`;

test('bytes are read page by page, and one is written by two digits', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.item('Variables', /^data = /).focus();
  await keyboard.press('m');
  const dialog = app.page.getByRole('dialog', { name: 'Bytes of data' });
  const cells = dialog.getByRole('gridcell');
  await expect(cells).toHaveCount(256);
  await expect(dialog.getByRole('grid', { name: 'Bytes 0 to 255' })).toContainText('0123456789:;<=>?');
  await cells.first().focus();
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowRight');
  const cell = (name: RegExp) => dialog.getByRole('gridcell', { name });
  await expect(cell(/^11, byte 17,/)).toBeFocused();
  await keyboard.type('f0');
  await expect(cell(/^f0, byte 17,/)).toBeVisible();
  await expect(cell(/^12, byte 18,/)).toBeFocused();
  await keyboard.press('PageDown');
  await expect(dialog.getByRole('grid', { name: 'Bytes 256 to 262' })).toContainText('The end');
  await expect(dialog.getByRole('button', { name: 'Next bytes' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Offset' }).fill('0x11');
  await keyboard.press('Enter');
  await expect(cell(/^f0, byte 17,/)).toBeFocused();
  await dialog.getByRole('textbox', { name: 'Offset' }).fill('5000');
  await keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText('There is no byte at 5000');
  await keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await app.watch('data[17]');
  await expect(app.item('Watch', 'data[17] = 240')).toBeVisible();
});

test('bytes that cannot be changed say so', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.item('Variables', /^fixed = /).click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'View bytes' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Bytes of fixed' });
  await dialog.getByRole('gridcell').nth(1).click();
  await keyboard.type('00');
  await expect(dialog.getByRole('alert')).toContainText('cannot be changed');
  await expect(dialog.getByRole('gridcell').nth(1)).toHaveText('69');
  await dialog.getByRole('button', { name: 'Close' }).click();
});

test('a list of dicts and one of tuples are tables, page by page', async ({ app }) => {
  await app.write(program);
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.item('Variables', /^people = /).focus();
  await keyboard.press('t');
  const people = app.page.getByRole('dialog', { name: 'Table of people' });
  await expect(people.getByRole('columnheader')).toHaveText(['Row', "'name'", "'born'", "'age'"]);
  await expect(people.getByRole('row').nth(1)).toHaveText(/0\s*'Ada'\s*1815/);
  await expect(people.getByRole('row').nth(2)).toHaveText(/1\s*'Alan'\s*41/);
  await keyboard.press('Escape');
  await app.item('Variables', /^points = /).focus();
  await keyboard.press('t');
  const points = app.page.getByRole('dialog', { name: 'Table of points' });
  await expect(points.getByText('Rows 0 to 49 of 120')).toBeVisible();
  await points.getByRole('button', { name: 'Next rows' }).click();
  await expect(points.getByText('Rows 50 to 99 of 120')).toBeVisible();
  await points.getByRole('button', { name: 'Next rows' }).click();
  await expect(points.getByText('Rows 100 to 119 of 120')).toBeVisible();
  await expect(points.getByRole('row').last()).toHaveText(/119\s*119\s*14161/);
  await expect(points.getByRole('button', { name: 'Next rows' })).toBeDisabled();
});

test('far rows and columns of a table are gone to', async ({ app }) => {
  await app.write('grid = [[row * 100 + n for n in range(90)] for row in range(2000)]\nprint(len(grid))  # @stop\n');
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.item('Variables', /^grid = /).focus();
  await keyboard.press('t');
  const table = app.page.getByRole('dialog', { name: 'Table of grid' });
  await expect(table.getByText('Columns 0 to 39 of 90')).toBeVisible();
  await expectNoFindings(app.page, 'a wide table');
  const row = table.getByRole('textbox', { name: 'Row' });
  await row.fill('2000');
  await keyboard.press('Enter');
  await expect(table.getByRole('alert')).toContainText('from 0 to 1,999');
  await row.fill('1500');
  await keyboard.press('Enter');
  await expect(table.getByText('Rows 1,500 to 1,549 of 2,000')).toBeVisible();
  await expect(table.getByRole('alert')).toHaveText('');
  const next = table.getByRole('button', { name: 'Next columns' });
  await next.click();
  await next.click();
  await expect(table.getByText('Columns 80 to 89 of 90')).toBeVisible();
  await expect(next).toBeDisabled();
  await expect(table.getByRole('columnheader').last()).toHaveText('89');
  await expect(table.getByRole('row').nth(1)).toContainText('150089');
});

test('a table is sorted by its columns and filtered, by keyboard, however many rows it has', async ({ app }) => {
  await app.write(`
rows = [{"id": n, "word": f"w{n * 37 % 1000}"} for n in range(100_000)]

class Frame:
    shape, columns = (3, 1), ["size"]
    def __init__(self, sizes): self.sizes = sizes
    def __len__(self): return len(self.sizes)
    @property
    def iloc(self): return self
    def __getitem__(self, which): return Frame(self.sizes[which])
    def reset_index(self): return self
    def to_dict(self, form): return [{"size": size} for size in self.sizes]

frame = Frame([2, 3, 1])
print(len(rows))  # @stop
`);
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.item('Variables', /^rows = /).focus();
  await keyboard.press('t');
  const table = app.page.getByRole('dialog', { name: 'Table of rows' });
  const head = table.getByRole('columnheader', { name: "'word'" });
  const first = table.getByRole('row').nth(1);
  await expect(head).toHaveAttribute('aria-sort', 'none');
  await head.getByRole('button').focus();
  await keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.getByText("Sorted by 'word', ascending")).toBeAttached();
  await expect(first).toHaveText(/^\s*0\s*0\s*'w0'\s*$/);
  await expect(head.getByRole('button')).toBeFocused();
  await keyboard.press('Enter');
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(first).toHaveText(/'w999'/);
  await expectNoFindings(app.page, 'a sorted table');
  await table.getByRole('combobox', { name: 'Column to filter by' }).selectOption("'id'");
  const filter = table.getByRole('searchbox', { name: 'Filter' });
  await filter.fill('>= 99990');
  await keyboard.press('Enter');
  await expect(table.getByText('Rows 0 to 9 of 10 (filtered, 100,000 in all)')).toBeVisible();
  await expect(first).toHaveText(/^\s*99999\s*99999\s*'w963'\s*$/);
  await filter.fill('nothing');
  await keyboard.press('Enter');
  await expect(table.getByText('No rows (filtered, 100,000 in all)')).toBeVisible();
  await filter.fill('');
  await keyboard.press('Enter');
  await expect(first).toHaveText(/'w999'/);
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'none');
  await expect(first).toHaveText(/^\s*0\s*0\s*'w0'\s*$/);
  await keyboard.press('Escape');
  await app.item('Variables', /^frame = /).focus();
  await keyboard.press('t');
  const sizes = app.page.getByRole('dialog', { name: 'Table of frame' });
  await sizes.getByRole('button', { name: "'size'" }).click();
  await expect(sizes.getByRole('row').nth(1)).toHaveText(/^\s*2\s*1\s*$/);
  await expect(sizes.getByRole('combobox')).toHaveCount(0);
});
