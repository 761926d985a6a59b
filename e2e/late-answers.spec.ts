/** What a person does before the answer to what they did before has come: the answer leaves it as it is. */
import { Driver, expect, test } from './driver.ts';
import { answerHeld, holdAnswers, letAnswersCome, withLateAnswers } from './late-answers.ts';

const watchField = (app: Driver) => app.region('Watch').getByRole('textbox', { name: 'Expression to watch' });

/** Until all that was asked for has been answered: answers come in order. */
async function settled(app: Driver): Promise<void> {
  await letAnswersCome(app.page);
  await app.page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await app.enter('40000 + 2');
  await app.expectOutput('40002');
}

test('the text of a frame that comes when another one is selected is not shown', async ({ app }) => {
  await app.write(
    'import json\n\ndef encode(value):\n    return str(value)  # @encode\n\njson.dumps([1j], default=encode)\n',
  );
  await app.debugTo('encode');
  const frames = app.region('Call stack').getByRole('option');
  await frames.getByText('frames of libraries').click();
  await holdAnswers(app.page);
  await frames.filter({ hasText: 'encoder.py' }).first().click();
  await frames.filter({ hasText: 'main program' }).click();
  await settled(app);
  await expect(app.button('Back to main.py')).toHaveCount(0);
  await expect(app.region('Editor')).toContainText('json.dumps([1j]');
});

test('the text of a library that comes when the editor has opened the program is shown', async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await withLateAnswers(page);
  await page.route(/assets\/open-editor-/, async (route) => {
    await released;
    await route.continue();
  });
  await page.addInitScript(() => {
    localStorage.setItem('dapper-web.chosen', '"own"');
    localStorage.setItem('dapper-web.justMyCode', 'false');
    const work = { text: 'import json\njson.dumps(1)\n', breakpoints: [{ line: 2, enabled: true }] };
    localStorage.setItem('dapper-web.program.own', JSON.stringify(work));
  });
  const app = new Driver(page);
  await app.open();
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on breakpoint at main.py:2');
  await app.press('Step into');
  await expect(app.status).toHaveText(/__init__\.py/);
  await holdAnswers(page, '"command":"source"');
  release();
  await answerHeld(page);
  await expect(app.region('Editor').locator('.view-lines')).toContainText('json.dumps(1)');
  await letAnswersCome(page);
  await expect(app.region('Editor')).toContainText('json/__init__.py');
});

test('a value whose box was closed before it was there does not come', async ({ app }) => {
  await app.write('points = [30, 40]\nprint(points)  # @stop\n');
  await app.debugTo('stop');
  await app.goTo('stop');
  for (let part = 0; part < 2; part++) await app.page.keyboard.press('ControlOrMeta+ArrowRight');
  await holdAnswers(app.page, 'points[0]');
  await app.page.keyboard.press('Control+Shift+F9');
  await answerHeld(app.page);
  await app.page.keyboard.press('ArrowLeft');
  await settled(app);
  await expect(app.page.getByRole('dialog', { name: 'Value of points' })).toHaveCount(0);
});

test('a field for a value stays open, with what is written in it, when something else was evaluated', async ({
  app,
}) => {
  await app.write('n = 1\nprint(n)  # @stop\n');
  await app.debugTo('stop');
  await expect(app.item('Variables', 'n = 1')).toBeVisible();
  await holdAnswers(app.page);
  await app.enter('300 + 1');
  await app.item('Variables', 'n = 1').focus();
  await app.page.keyboard.press('F2');
  await app.page.keyboard.type('25');
  const field = app.page.getByRole('textbox', { name: 'New value' });
  await letAnswersCome(app.page);
  await app.expectOutput('301');
  await app.nextFrame();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('25');
  await app.page.keyboard.press('Enter');
  await expect(app.item('Variables', 'n = 25')).toBeFocused();
});

test('who has left a value before it was set stays elsewhere', async ({ app }) => {
  await app.write('n = 1\nprint(n)  # @stop\n');
  await app.debugTo('stop');
  await app.item('Variables', 'n = 1').focus();
  await app.page.keyboard.press('F2');
  await app.page.keyboard.type('25');
  await holdAnswers(app.page);
  await app.page.keyboard.press('Enter');
  await watchField(app).focus();
  await letAnswersCome(app.page);
  await expect(app.item('Variables', 'n = 25')).toBeVisible();
  await expect(watchField(app)).toBeFocused();
});

test('what is unfolded while the values are asked for anew has its children', async ({ app }) => {
  await app.write('first = [10, 20]\nsecond = [30, 40]\nprint(first)  # @stop\n');
  await app.debugTo('stop');
  await app.item('Variables', /^first = /).click();
  await expect(app.item('Variables', '0 = 10')).toBeVisible();
  await holdAnswers(app.page, 'first[0]');
  await app.enter('300 + 1');
  await answerHeld(app.page);
  await app.item('Variables', /^second = /).click();
  await letAnswersCome(app.page);
  await expect(app.item('Variables', '0 = 30')).toBeVisible();
});

test('who asks twice for more frames gets them once, and who has left the call stack stays elsewhere', async ({
  app,
}) => {
  await app.write('def deep(n):\n    if n:\n        return deep(n - 1)\n    return 0  # @bottom\n\ndeep(69)\n');
  await app.debugTo('bottom');
  const frames = app.region('Call stack').getByRole('option');
  await expect(frames).toHaveCount(51);
  await holdAnswers(app.page);
  await frames.last().click();
  await frames.last().click();
  await watchField(app).focus();
  await letAnswersCome(app.page);
  await expect(frames).toHaveCount(71);
  await expect(frames.last()).toContainText('main program');
  await expect(watchField(app)).toBeFocused();
});

test('a task that is chosen first is not shown in place of the one that is chosen then', async ({ app }) => {
  await app.write(
    'import asyncio\n\nasync def main():\n    slow = asyncio.create_task(asyncio.sleep(9), name="slow")\n' +
      '    await asyncio.sleep(0)\n    slow.cancel()  # @here\n\nasyncio.run(main())\n',
  );
  await app.clickMargin('here');
  await app.press('Debug');
  await app.booted();
  const tasks = app.region('Call stack').getByRole('listbox', { name: 'Tasks' }).getByRole('option');
  await expect(tasks).toHaveCount(2);
  await holdAnswers(app.page);
  await tasks.filter({ hasText: 'slow' }).click();
  await tasks.first().click();
  await settled(app);
  await expect(tasks.first()).toHaveAttribute('aria-selected', 'true');
});

test('digits of bytes come faster than answers, and pages are turned as often as that is asked for', async ({
  app,
}) => {
  await app.write('data = bytearray(range(256)) * 3\nrows = [(n, n) for n in range(150)]\nprint(data[:2])  # @stop\n');
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.item('Variables', /^data = /).focus();
  await keyboard.press('m');
  const bytes = app.page.getByRole('dialog', { name: 'Bytes of data' });
  await bytes.getByRole('gridcell').first().focus();
  await holdAnswers(app.page);
  await keyboard.type('a1b2');
  await letAnswersCome(app.page);
  await expect(bytes.getByRole('gridcell', { name: /^a1, byte 0,/ })).toBeVisible();
  await expect(bytes.getByRole('gridcell', { name: /^b2, byte 1,/ })).toBeVisible();
  await expect(bytes.getByRole('gridcell', { name: /^02, byte 2,/ })).toBeFocused();
  await holdAnswers(app.page);
  await keyboard.press('PageDown');
  await keyboard.press('PageDown');
  await letAnswersCome(app.page);
  await expect(bytes.getByRole('grid', { name: 'Bytes 512 to 767' })).toBeVisible();
  await keyboard.press('Escape');
  await app.item('Variables', /^rows = /).focus();
  await keyboard.press('t');
  const table = app.page.getByRole('dialog', { name: 'Table of rows' });
  const next = table.getByRole('button', { name: 'Next rows' });
  await next.focus();
  await holdAnswers(app.page);
  await next.click();
  await next.click();
  await letAnswersCome(app.page);
  await expect(table.getByText('Rows 100 to 149 of 150')).toBeVisible();
});

test('a form that was saved goes when Python has no objection, and the person stays elsewhere', async ({ app }) => {
  const { page } = app;
  await app.press('Add function breakpoint');
  await page.keyboard.type('area');
  await page.keyboard.press('Tab');
  await page.keyboard.type('True');
  await holdAnswers(page);
  await page.keyboard.press('Enter');
  await watchField(app).focus();
  await letAnswersCome(page);
  await expect(page.getByRole('form', { name: 'New function breakpoint' })).toBeHidden();
  await expect(watchField(app)).toBeFocused();

  await app.press('Stop at some exceptions only');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1 == 1');
  await holdAnswers(page);
  await page.keyboard.press('Enter');
  await watchField(app).focus();
  await letAnswersCome(page);
  await expect(app.button('Stop only if 1 == 1')).toBeVisible();
  await expect(watchField(app)).toBeFocused();
});

test('a form that was saved is saved although the next one is open already', async ({ app }) => {
  const { keyboard } = app.page;
  await app.press('Add function breakpoint');
  await keyboard.type('first');
  await keyboard.press('Tab');
  await keyboard.type('n > 5');
  await holdAnswers(app.page);
  await keyboard.press('Enter');
  await app.press('Add function breakpoint');
  await keyboard.type('second');
  await letAnswersCome(app.page);
  await expect(app.page.getByRole('textbox', { name: 'Function', exact: true })).toHaveValue('second');
  await keyboard.press('Enter');
  const list = app.region('Breakpoints').getByRole('list', { name: 'Function breakpoints' });
  await expect(list.getByRole('listitem')).toHaveText([/first.*n > 5/s, /second/]);
});

test('who writes in the terminal while changes are applied goes on there', async ({ app }) => {
  await app.write('def f():\n    return 1\n\nf()  # @stop\n');
  await app.debugTo('stop');
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+Home');
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('End');
  await app.page.keyboard.type('0');
  await holdAnswers(app.page);
  await app.button('Apply changes').click();
  await app.entry.focus();
  await letAnswersCome(app.page);
  await expect(app.page.getByRole('region', { name: 'Applied changes' })).toBeVisible();
  await expect(app.entry).toBeFocused();
});

test('completions that come when the person is elsewhere are not listed', async ({ app }) => {
  await app.write('jxa, jxb = 1, 2\nprint(jxa)  # @stop\n');
  await app.debugTo('stop');
  await app.entry.focus();
  await app.page.keyboard.type('jx');
  await holdAnswers(app.page);
  await app.page.keyboard.press('Tab');
  await watchField(app).focus();
  await watchField(app).fill('jxa + 100');
  await watchField(app).press('Enter');
  await letAnswersCome(app.page);
  // Asked for later, and answered later.
  await expect(app.item('Watch', 'jxa + 100 = 101')).toBeVisible();
  await expect(app.page.getByRole('listbox', { name: 'Completions' })).toHaveCount(0);
});

test('a condition that was saved is that of its breakpoint, although a line was written above', async ({ app }) => {
  await app.write('n = 1\nprint(n)  # @stop\n');
  await app.clickMargin('stop');
  await app.press('Edit breakpoint at line 2');
  const condition = app.page.getByRole('textbox', { name: 'Condition' });
  await expect(condition).toBeFocused();
  await condition.fill('n > 5');
  await holdAnswers(app.page);
  await app.page.keyboard.press('Enter');
  await app.focusEditor();
  await app.page.keyboard.press('ControlOrMeta+Home');
  await app.page.keyboard.insertText('# above\n');
  await letAnswersCome(app.page);
  const list = app.region('Breakpoints').getByRole('list', { name: 'Line breakpoints' });
  await expect(list.getByRole('listitem')).toHaveText([/3\s+print.*n > 5/s]);
});

test('while a program is being ended, another one is opened without a question', async ({ app }) => {
  await app.write('total = 3\nprint(total)  # @stop\n');
  await app.debugTo('stop');
  await holdAnswers(app.page);
  await app.choose('Recursion');
  await expect(app.status).toHaveText(/^Stopping/);
  await app.page.getByLabel('Program', { exact: true }).selectOption({ label: 'Classes' });
  await expect(app.region('Editor')).toContainText('class ');
  await expect(app.page.getByRole('dialog')).toHaveCount(0);
  await letAnswersCome(app.page);
  await expect(app.status).toHaveText('Ready');
  await app.press('Debug');
  await app.expectFinished();
});

test('a breakpoint inside a line is set where the line is when its places are known', async ({ app }) => {
  const { page } = app;
  await app.write('items = [1, 2]\nlisted = [str(n * 2) for n in items]  # @listed\nprint(listed)  # @stop\n');
  await app.debugTo('stop');
  await app.goTo('listed');
  for (let column = 1; column < 'listed = [str(n'.length; column++) await page.keyboard.press('ArrowRight');
  await holdAnswers(page, '"command":"breakpointLocations"');
  await page.keyboard.press('Alt+F9');
  await answerHeld(page);
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('\n');
  await letAnswersCome(page);
  const list = app.region('Breakpoints').getByRole('list', { name: 'Line breakpoints' });
  await expect(list.getByRole('checkbox', { name: /3:\d+/ })).toBeChecked();
});

test('a form moves with its line, with what is written in it, and so does its breakpoint', async ({ app }) => {
  const { page } = app;
  await app.write('for n in range(9):\n    print(n)  # @line\n');
  await app.goTo('line');
  await page.keyboard.press('Shift+F9');
  const formAt = (line: number) => page.getByRole('form', { name: `Breakpoint at line ${line}` });
  await formAt(2).getByRole('textbox', { name: 'Condition' }).fill('n > 5');
  await app.focusEditor();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('\n');
  await expect(formAt(3).getByRole('textbox', { name: 'Condition' })).toHaveValue('n > 5');
  await holdAnswers(page);
  await formAt(3).getByRole('button', { name: 'Save' }).click();
  await answerHeld(page);
  await app.focusEditor();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.type('\n');
  await letAnswersCome(page);
  const list = app.region('Breakpoints').getByRole('list', { name: 'Line breakpoints' });
  await expect(list.getByRole('listitem')).toHaveText([/4\s+print.*n > 5/s]);
  await expect(page.getByRole('form', { name: /^Breakpoint/ })).toHaveCount(0);
});
