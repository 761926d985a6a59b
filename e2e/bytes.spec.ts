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
