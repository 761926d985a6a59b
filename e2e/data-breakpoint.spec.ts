import { expect, test } from './driver.ts';

const program = `class Shape:
    pass

def work(shape):
    total = 0
    for n in range(3):  # @start
        total += n  # @add
    shape.size = total  # @size
    return total  # @return

count = 0
shape = Shape()
shape.size = 0
work(shape)  # @call
count = 1  # @count
print("over")  # @over
`;

test('the key B on a variable stops where its value changes next, and on it again no longer', async ({ app }) => {
  await app.write(program);
  await app.debugTo('start');
  await app.breakpoint('start').uncheck();
  const total = app.item('Variables', 'total = 0');
  await total.focus();
  await app.page.keyboard.press('b');
  const list = app.region('Breakpoints').getByRole('list', { name: 'Data breakpoints' });
  await expect(list.getByRole('checkbox', { name: 'total changes' })).toBeChecked();
  await app.press('Continue');
  await expect(app.status).toContainText('Paused: total changed from 0 to 1 at main.py:6 in work');
  await app.item('Variables', 'total = 1').focus();
  await app.page.keyboard.press('b');
  await expect(list).toHaveCount(0);
  await app.press('Continue');
  await app.expectFinished();
});

test('the button of a value and the list of breakpoints do the same, by the mouse', async ({ app }) => {
  await app.write(program);
  await app.debugTo('start');
  await app.breakpoint('start').uncheck();
  const variables = app.region('Variables');
  await app.item('Variables', /^shape = /).focus();
  await app.page.keyboard.press('ArrowRight');
  const size = app.item('Variables', 'size = 0');
  await size.hover();
  await size.getByRole('button', { name: 'Break when size changes' }).click();
  const list = app.region('Breakpoints').getByRole('list', { name: 'Data breakpoints' });
  await expect(list.getByRole('checkbox')).toHaveAccessibleName('shape.size changes');
  await app.press('Continue');
  await expect(app.status).toContainText('Paused: shape.size changed from 0 to 3 at main.py:9 in work');
  await list.getByRole('checkbox').uncheck();
  await expect(list.getByRole('checkbox')).not.toBeChecked();
  await list.getByRole('button', { name: 'Remove breakpoint at changes of shape.size' }).click();
  await expect(list).toHaveCount(0);
  await expect(variables.getByRole('tree')).toBeVisible();
  await app.press('Continue');
  await app.expectFinished();
});

test('what is watched of a call is gone with it, and a global variable is watched after a restart', async ({ app }) => {
  await app.write(program);
  await app.debugTo('call');
  await app.item('Variables', 'count = 0').focus();
  await app.page.keyboard.press('b');
  const list = app.region('Breakpoints').getByRole('list', { name: 'Data breakpoints' });
  await expect(list.getByRole('checkbox', { name: 'count changes' })).toBeChecked();
  await app.breakpoint('call').uncheck();
  await app.press('Restart');
  await expect(app.status).toContainText('Paused: count is 0; it had no value');
  await app.press('Continue');
  await expect(app.status).toContainText('Paused: count changed from 0 to 1');
  await app.press('Continue');
  await app.expectFinished();
});

test('a condition and a hit count say at which of the changes it stops, by the keyboard', async ({ app }) => {
  await app.write(program);
  await app.debugTo('call');
  const { keyboard } = app.page;
  await app.item('Variables', /^shape = /).focus();
  await keyboard.press('ArrowRight');
  await app.item('Variables', 'count = 0').focus();
  await keyboard.press('b');
  await app.button('Edit breakpoint at changes of count').focus();
  await keyboard.press('Enter');
  const form = app.page.getByRole('form', { name: 'Breakpoint at changes of count' });
  await expect(form.getByRole('textbox', { name: 'Condition' })).toBeFocused();
  await keyboard.type('count >');
  await keyboard.press('Enter');
  await expect(form.getByRole('alert')).toContainText('invalid syntax');
  await keyboard.press('End');
  await keyboard.type(' 5');
  await keyboard.press('Enter');
  await expect(form).toBeHidden();
  await expect(app.button('Edit breakpoint at changes of count')).toBeFocused();
  const list = app.region('Breakpoints').getByRole('list', { name: 'Data breakpoints' });
  await expect(list).toContainText('count > 5');
  await app.press('Continue');
  await app.expectFinished();
});
