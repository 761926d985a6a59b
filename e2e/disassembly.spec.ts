import type { Locator } from '@playwright/test';
import { type Driver, expect, test } from './driver.ts';

/** Brings the region, which is not there until somebody asks for it. */
async function brought(app: Driver): Promise<Locator> {
  await expect(app.region('Disassembly')).toBeHidden();
  await app.region('Call stack').getByRole('button', { name: 'Disassembly' }).focus();
  await app.page.keyboard.press('Enter');
  const region = app.region('Disassembly');
  await expect(region.locator(':focus')).toHaveCount(1);
  return region;
}

const PROGRAM = `def add(a, b):
    total = a + b  # @add
    return total  # @return

for turn in range(50):
    add(turn, 1)
print(add(2, 3))  # @call
print("over")
`;

test('the instructions of a function, steps from one to the next, and breakpoints at them, by keys alone', async ({
  app,
}) => {
  await app.write(PROGRAM);
  const region = await brought(app);
  await expect(region).toContainText('The instructions of the function that is paused appear here.');
  await app.debugTo('call');
  await app.press('Step into');
  await app.expectPaused('step', 'add');
  const list = region.getByRole('list', { name: 'Instructions of add' });
  const items = list.getByRole('listitem');
  const current = list.locator('[aria-current="step"]');
  await expect(items.filter({ hasText: 'total = a + b' })).toHaveText(/^\s*line 2/);
  // The interpreter has seen fifty sums of whole numbers.
  await expect(items.filter({ hasText: 'BINARY_OP_ADD_INT' })).toHaveCount(1);
  await expect(current).toHaveCount(1);
  const first = await current.textContent();

  const unit = region.getByRole('button', { name: 'Step by instruction' });
  await unit.focus();
  await app.page.keyboard.press('Space');
  await expect(unit).toHaveAttribute('aria-pressed', 'true');
  await expect(app.button('Step over')).toHaveAttribute('title', 'Step over (F10): by instruction');
  await app.page.keyboard.press('F10');
  await expect(current).not.toHaveText(first ?? '');
  await app.expectPaused('step', 'add');
  await app.page.keyboard.press('F10');
  await expect(current).toContainText('STORE_FAST');
  await app.expectPaused('step', 'add');

  // A breakpoint at the last instruction.
  const marks = list.getByRole('button', { name: /^Breakpoint at/ });
  const tabStop = list.locator('button[tabindex="0"]');
  await tabStop.focus();
  await app.page.keyboard.press('End');
  await app.page.keyboard.press('F9');
  await expect(marks.last()).toHaveAttribute('aria-pressed', 'true');
  await expect(marks.last()).toBeFocused();
  const named = app.region('Breakpoints').getByRole('list', { name: 'Instruction breakpoints' }).getByRole('listitem');
  await expect(named).toHaveText(/add\+\d+ RETURN_VALUE/);
  await app.page.keyboard.press('F5');
  await app.expectPaused('breakpoint', 'return');
  await expect(current).toContainText('RETURN_VALUE');
  await expect(current).toBeInViewport({ ratio: 0.9 });

  // It is of this run only; steps are of lines again when the region is folded.
  await region.getByRole('button', { name: 'Disassembly', exact: true }).click();
  await expect(app.button('Step over')).toHaveAttribute('title', 'Step over (F10)');
  await app.press('Continue');
  await app.expectFinished();
  await expect(named).toHaveCount(0);
});

test('an instruction breakpoint can have a condition, be switched off, and be removed with the others', async ({
  app,
}) => {
  await app.write(PROGRAM);
  const region = await brought(app);
  await app.debugTo('add');
  await app.clickMargin('add');
  const sum = region.getByRole('button', { name: /^Breakpoint at \d+ BINARY_OP/ });
  await sum.click();
  const list = app.region('Breakpoints').getByRole('list', { name: 'Instruction breakpoints' });
  await list.getByRole('button', { name: /^Edit breakpoint at add\+/ }).click();
  const form = app.region('Breakpoints').getByRole('form', { name: /^Breakpoint at add\+/ });
  await form.getByRole('textbox', { name: 'Condition' }).fill('a == 40');
  await app.page.keyboard.press('Enter');
  await expect(list).toContainText('a == 40');
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'add');
  await expect(app.item('Variables', 'a = 40')).toBeVisible();
  await list.getByRole('checkbox').uncheck();
  await expect(sum).toHaveAttribute('aria-pressed', 'true');
  await list.getByRole('checkbox').check();
  await app.press('Remove all breakpoints');
  await expect(list).toBeHidden();
  await expect(sum).toHaveAttribute('aria-pressed', 'false');
  await app.press('Continue');
  await app.expectFinished();
});

test('the instructions of a long function are shown in parts', async ({ app }) => {
  const lines = Array.from({ length: 150 }, (_, at) => `    x = x + ${at % 7} * x\n`).join('');
  await app.write(`def long(x):\n${lines}    return x  # @end\n\nlong(1)\n`);
  const region = await brought(app);
  await app.debugTo('end');
  const items = region.getByRole('list').getByRole('listitem');
  await expect(region.locator('[aria-current="step"]')).toContainText('LOAD_FAST');
  await expect(region.locator('[aria-current="step"]')).toBeInViewport();
  await expect(items.filter({ hasText: 'RESUME' })).toHaveCount(0);
  const earlier = region.getByRole('button', { name: 'Show earlier instructions' });
  for (let pages = 0; pages < 10 && (await earlier.count()) > 0; pages += 1) {
    const before = await items.count();
    await earlier.click();
    await expect.poll(() => items.count()).toBeGreaterThan(before);
  }
  await expect(items.filter({ hasText: 'RESUME' })).toHaveCount(1);
  await expect(region.getByRole('button', { name: 'Show later instructions' })).toHaveCount(0);
});

test('the focus stays in Breakpoints when the last entry is removed by a key', async ({ app }) => {
  await app.write(PROGRAM);
  await app.debugTo('add');
  await app.region('Call stack').getByRole('option').first().click({ button: 'right' });
  await app.page.getByRole('menuitem', { name: 'Never step into main.add' }).click();
  const again = app.region('Breakpoints').getByRole('button', { name: 'Step into main.add again' });
  await again.focus();
  await app.page.keyboard.press('Enter');
  await expect(again).toHaveCount(0);
  await expect(app.region('Breakpoints').locator(':focus')).toHaveCount(1);
});
