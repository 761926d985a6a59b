import { expectNoFindings } from './axe.ts';
import { allowClipboard, expect, test } from './driver.ts';

test('what is typed while paused is evaluated in the frame, statements too', { tag: '@transport' }, async ({ app }) => {
  await app.write('def f(n):\n    return n  # @stop\n\nprint("returned", f(3))\n');
  await app.debugTo('stop');
  await app.enter('n * 14');
  await app.expectOutput(/>>> n \* 14\s*42/);
  await app.enter('n = 8');
  await expect(app.item('Variables', 'n = 8')).toBeVisible();
  await app.enter('1 / 0');
  await app.expectOutput('ZeroDivisionError');
  await app.press('Continue');
  await app.expectOutput('returned 8');
});

test('what was entered and has no end is shown, and ended by Pause or Ctrl+C', { tag: '@transport' }, async ({
  app,
}) => {
  await app.write('n = 5\nprint(n)  # @stop\n');
  await app.debugTo('stop');
  const isEvaluating = () => expect(app.status).toHaveText('Evaluating what you entered. Pause ends it');
  await app.enter('while True: n += 1');
  await app.entry.press('Enter');
  await isEvaluating();
  await app.page.keyboard.press('F6');
  await app.expectOutput('KeyboardInterrupt');
  await app.expectPaused('breakpoint', 'stop');
  await expect(app.button('Pause')).toHaveAttribute('aria-disabled', 'true');
  await app.enter('n = -1');
  await expect(app.item('Variables', 'n = -1')).toBeVisible();
  await app.enter('while True: n += 1');
  await app.entry.press('Enter');
  await isEvaluating();
  // Waits for the end of it.
  await app.press('Continue');
  await app.entry.press('Control+c');
  await app.expectOutput(/\^C\s*KeyboardInterrupt/);
  await app.expectFinished();
});

test('the arrow keys bring back what was entered before', async ({ app }) => {
  await app.write('n = 5\nprint(n)  # @stop\n');
  await app.debugTo('stop');
  await app.enter('n + 1');
  await app.enter('n + 2');
  await app.entry.press('ArrowUp');
  await app.entry.press('ArrowUp');
  await expect(app.entry).toHaveValue('n + 1');
  await app.entry.press('ArrowDown');
  await expect(app.entry).toHaveValue('n + 2');
});

test('input() waits for an answer, and gets it', { tag: '@transport' }, async ({ app }) => {
  await app.write('name = input("Who? ")\nprint(f"Hello, {name}!")\n');
  await app.press('Run');
  await expect(app.status).toHaveText('Waiting for input');
  await app.expectOutput('Who?');
  await expect(app.entry).toBeFocused();
  await app.enter('Ada');
  await app.expectOutput('Hello, Ada!');
  await app.expectFinished();
});

test('input() that is evaluated at a stop is answered in the same line, which says so', { tag: '@transport' }, async ({
  app,
}) => {
  await app.write('n = 5\nprint(n)  # @stop\n');
  await app.debugTo('stop');
  const prompt = app.region('Terminal').locator('.entry-prompt');
  await app.enter('n = int(input("Which? "))');
  await app.expectOutput('Which?');
  await expect(app.entry).toHaveAccessibleName('Answer to input()');
  await expect(prompt).toHaveText('›');
  await app.enter('41');
  await expect(app.item('Variables', 'n = 41')).toBeVisible();
  await expect(prompt).toHaveText('>>>');
  await expect(app.region('Terminal')).not.toContainText('>>> 41');
  await app.press('Continue');
  await app.expectFinished();
});

test('the terminal has nothing of ours before the program’s first line', async ({ app }) => {
  await app.write('print("first")  # @stop\n');
  await app.debugTo('stop');
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput('first');
  await expect(app.region('Terminal')).not.toContainText(/Debugger|Backend/);
});

test('the terminal is cleared, copied, and scrolled sideways instead of wrapped', async ({ app }) => {
  const { page } = app;
  await allowClipboard(page);
  const long = 'x'.repeat(300);
  await app.write(`print("one")\nprint("${long}")\nprint("end")\n`);
  await app.press('Run');
  await app.expectFinished();
  const screen = app.region('Terminal').locator('.terminal-screen');
  await app.button('Copy').click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(copied).toMatch(new RegExp(`^one\\n${long}\\nend\\n`));
  const rows = screen.locator('.xterm-rows > div').filter({ hasText: /xxx/ });
  await expect.poll(() => rows.count()).toBeGreaterThan(1);
  await app.button('Wrap').click();
  await expect(app.button('Wrap')).toHaveAttribute('aria-pressed', 'false');
  await expect(rows).toHaveCount(1);
  await expect.poll(() => screen.evaluate((host) => host.scrollWidth > host.clientWidth + 500)).toBe(true);
  await expect.poll(copied).toContain(long);
  await app.button('Wrap').click();
  await expect.poll(() => rows.count()).toBeGreaterThan(1);
  await app.button('Clear').click();
  await expect(rows).toHaveCount(0);
});

test('Control-D ends the input', { tag: '@transport' }, async ({ app }) => {
  await app.write('try:\n    input()\nexcept EOFError:\n    print("no more")\n');
  await app.press('Run');
  await expect(app.status).toHaveText('Waiting for input');
  await app.entry.press('Control+d');
  await app.expectOutput('no more');
});

test('markup in a value or in the output stays text', async ({ app }) => {
  await app.write('x = "<img src=x onerror=alert(1)>"\nprint(x)\nprint("end")  # @stop\n');
  await app.debugTo('stop');
  await expect(app.item('Variables', `x = '<img src=x onerror=alert(1)>'`)).toBeVisible();
  await app.expectOutput('<img src=x onerror=alert(1)>');
  await expect(app.page.locator('img')).toHaveCount(0);
});

test('a block is written line by line and ends with an empty one; pasted lines are one entry', async ({ app }) => {
  await app.write('total = 0\nprint("total is", total)  # @stop\n');
  await app.debugTo('stop');
  const { keyboard } = app.page;
  await app.entry.focus();
  await keyboard.type('for n in range(3):');
  await keyboard.press('Enter');
  await expect(app.region('Terminal').locator('.entry-prompt')).toHaveText('>>>\n...');
  await keyboard.type('total += n');
  await keyboard.press('Enter');
  await keyboard.type('total += 10');
  await keyboard.press('Enter');
  await expect(app.entry).toHaveValue('for n in range(3):\n    total += n\n    total += 10\n    ');
  await keyboard.press('Backspace');
  await keyboard.press('Enter');
  await expect(app.item('Variables', 'total = 33')).toBeVisible();
  await app.expectOutput(/>>> for n in range\(3\):\s*\.\.\.\s+total \+= n\s*\.\.\.\s+total \+= 10/);
  await app.entry.press('ArrowUp');
  await expect(app.entry).toHaveValue('for n in range(3):\n    total += n\n    total += 10');
  await app.entry.fill('');
  await app.paste('def twice(n):\n    return n * 2\n\nfor n in [1, 2]:\n    total = twice(total)\n');
  await keyboard.press('Enter');
  await expect(app.item('Variables', 'total = 132')).toBeVisible();
  await keyboard.type('total = (1 +');
  await keyboard.press('Enter');
  await keyboard.type('1)');
  await keyboard.press('Enter');
  await keyboard.type('total += 1');
  await keyboard.press('Shift+Enter');
  await keyboard.type('total *= 2');
  await keyboard.press('Enter');
  await expect(app.item('Variables', 'total = 6')).toBeVisible();
  await app.press('Continue');
  await app.expectOutput('total is 6');
});

test('Tab completes what there is one way to complete, and lists several', async ({ app }) => {
  await app.write('apples = 3\napple_pie = "pie"\nzebra = {"stripes": 40}\nprint(apples)  # @stop\n');
  await app.debugTo('stop');
  const { keyboard } = app.page;
  const list = app.region('Terminal').getByRole('listbox', { name: 'Completions' });
  await app.entry.focus();
  await keyboard.type('1 + zeb');
  await keyboard.press('Tab');
  await expect(app.entry).toHaveValue('1 + zebra');
  await keyboard.type('["st');
  await keyboard.press('Tab');
  await expect(app.entry).toHaveValue('1 + zebra["stripes');
  await keyboard.type('"]');
  await keyboard.press('Enter');
  await app.expectOutput('41');

  await keyboard.type('app');
  await keyboard.press('Tab');
  await expect(list.getByRole('option')).toHaveText(['apple_pie', 'apples']);
  await expect(app.entry).toHaveValue('apple');
  await keyboard.press('Tab');
  await keyboard.press('Tab');
  await expect(list.getByRole('option', { selected: true })).toHaveText('apples');
  await keyboard.press('Enter');
  await expect(app.entry).toHaveValue('apples');
  await expect(list).toHaveCount(0);

  await app.entry.fill('app');
  await keyboard.press('Tab');
  await expect(list).toBeVisible();
  await keyboard.type('_');
  await expect(list.getByRole('option')).toHaveText(['apple_pie']);
  await keyboard.press('Escape');
  await expect(list).toHaveCount(0);
  await keyboard.press('Escape');
  await keyboard.press('Tab');
  await expect(app.entry).not.toBeFocused();
});

test('what is read to screen readers is of this run, and goes on after many lines', async ({ app }) => {
  const live = app.region('Terminal').locator('.live-region');
  await app.write('for n in range(30):\n    print("old", n)\ninput("Next? ")\nprint("after it")\n');
  await app.press('Run');
  await expect(live).toContainText('Too much output');
  await app.enter('');
  await expect(live).toContainText('after it');
  await expect(live).not.toContainText('old');
  await app.expectFinished();
  await app.write('print("new")\n');
  await app.press('Run');
  await expect(live).toContainText('new');
  await expect(live).not.toContainText('after it');
});

test('_ is the last result, and parameters are offered with the call that they are of', async ({ app }) => {
  await app.write('def area(width, height=2, *, unit="m"):\n    return width * height\n\nprint(area(3))  # @stop\n');
  await app.debugTo('stop');
  const { keyboard } = app.page;
  const list = app.region('Terminal').getByRole('listbox', { name: 'Completions' });
  await app.enter('area(20)');
  await app.expectOutput('40');
  await app.enter('_ + 1');
  await app.expectOutput('41');
  await app.entry.focus();
  await keyboard.type('area(1, ');
  await keyboard.press('Tab');
  await expect(list.getByRole('option').first()).toHaveAccessibleName("height= (width, height=2, *, unit='m')");
  await expect(
    app.region('Terminal').getByText("(width, height=2, *, unit='m')", { exact: true }).last(),
  ).toBeVisible();
  await keyboard.type('un');
  await expect(list.getByRole('option').first()).toContainText('unit=');
  await keyboard.press('ArrowDown');
  await keyboard.press('Enter');
  await expect(app.entry).toHaveValue('area(1, unit=');
  await keyboard.type('"cm")');
  await keyboard.press('Enter');
  await app.expectOutput('2');
});

test('what is chosen before the list of a longer text has come takes the place of the longer text', async ({ app }) => {
  await app.write('jxaa, jxab, jxb = 1, 2, 3\nprint(jxb)  # @stop\n');
  await app.debugTo('stop');
  await app.entry.focus();
  await app.page.keyboard.type('1 + jx');
  await app.page.keyboard.press('Tab');
  const list = app.region('Terminal').getByRole('listbox', { name: 'Completions' });
  await expect(list.getByRole('option')).toHaveText(['jxaa', 'jxab', 'jxb']);
  // All in one task of the page: no answer of the adapter can come between.
  await app.entry.evaluate((field: HTMLTextAreaElement) => {
    const press = (key: string) =>
      field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }));
    field.setRangeText('a', field.selectionStart, field.selectionEnd, 'end');
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    press('ArrowDown');
    press('ArrowDown');
    press('Enter');
  });
  await expect(app.entry).toHaveValue('1 + jxab');
  await app.page.keyboard.press('Enter');
  await app.expectOutput('3');
});

test('a choice stays chosen when the list of another text comes', async ({ app }) => {
  await app.write('jolt, jxa, jxb = 0, 1, 2\nprint(jxa)  # @stop\n');
  await app.debugTo('stop');
  await app.entry.focus();
  const { keyboard } = app.page;
  await keyboard.type('jx');
  await keyboard.press('Tab');
  const options = app.region('Terminal').getByRole('listbox', { name: 'Completions' }).getByRole('option');
  await expect(options).toHaveText(['jxa', 'jxb']);
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Backspace');
  await expect(options).toHaveText(['jolt', 'jxa', 'jxb']);
  await expect(options.nth(2)).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('Enter');
  await expect(app.entry).toHaveValue('jxb');
});

test('the last result unfolds above the line, is changed there, and goes with the stop', async ({ app }) => {
  await app.write('things = {"a": [1, 2], "b": 3}\nprint("here")  # @here\nprint(things)\n');
  await app.debugTo('here');
  const tree = app.page.getByRole('tree', { name: 'Last result' });
  await app.enter('things["b"]');
  await app.expectOutput(/^3$/m);
  await expect(tree).toBeHidden();
  await app.enter('dict(things)');
  const root = tree.getByRole('treeitem', { name: /^dict\(things\) = \{/ });
  await expect(root).toHaveAttribute('aria-expanded', 'false');
  await expectNoFindings(app.page, 'the last result');
  const { keyboard } = app.page;
  await keyboard.press('Shift+Tab');
  await expect(root).toBeFocused();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(tree.getByRole('treeitem', { name: "'a' = [1, 2]" })).toBeFocused();
  await keyboard.press('ArrowRight');
  await keyboard.press('ArrowRight');
  await expect(tree.getByRole('treeitem', { name: '0 = 1' })).toBeFocused();
  await keyboard.press('F2');
  await app.page.getByRole('textbox', { name: 'New value' }).fill('7');
  await keyboard.press('Enter');
  await expect(tree.getByRole('treeitem', { name: '0 = 7' })).toBeFocused();
  await expect(app.item('Variables', "things = {'a': [7, 2], 'b': 3}")).toBeVisible();
  // What it was before is not said of a value that may not be computed once more.
  await expect(tree.getByRole('treeitem', { name: 'dict(things) = dict' })).toBeVisible();
  // Escape takes it away, and leads back to the line.
  await keyboard.press('Escape');
  await expect(tree).toBeHidden();
  await expect(app.entry).toBeFocused();
  await app.enter('things');
  await expect(tree.getByRole('treeitem', { name: "things = {'a': [7, 2], 'b': 3}" })).toBeVisible();
  await app.item('Variables', /^things = /).focus();
  await keyboard.press('ArrowRight');
  await app.item('Variables', "'b' = 3").focus();
  await keyboard.press('F2');
  await app.page.getByRole('textbox', { name: 'New value' }).fill('4');
  await keyboard.press('Enter');
  await expect(tree.getByRole('treeitem', { name: "things = {'a': [7, 2], 'b': 4}" })).toBeVisible();
  await app.press('Continue');
  await expect(tree).toBeHidden();
  await app.expectOutput("{'a': [7, 2], 'b': 4}");
});

test('what is entered may await while the program stands', { tag: '@transport' }, async ({ app }) => {
  await app.write(
    'import asyncio\n\nasync def twice(n):\n    await asyncio.sleep(0.05)\n    return 2 * n\n\nprint("here")  # @here\n',
  );
  await app.debugTo('here');
  const panel = await app.unfold('Frame evaluation');
  await app.unfoldSection('Set-up');
  await expect(panel).toContainText(/Transport\s*\w/);
  await app.enter('await asyncio.gather(twice(20), twice(1))');
  await app.expectOutput('[40, 2]');
  // What JavaScript would have to bring about comes where it goes on meanwhile.
  await app.enter('import js; await js.Promise.resolve("kept")');
  const turns = /Transport\s*jspi/.test((await panel.textContent()) ?? '');
  await app.expectOutput(turns ? "'kept'" : /RuntimeError: 'await' waits for \w+ here, which nothing brings about/);
  await app.enter('await asyncio.sleep(60)');
  await expect(app.status).toHaveText(/^Evaluating/);
  await app.press('Pause');
  await app.expectOutput(/KeyboardInterrupt/);
  await app.press('Continue');
  await app.expectFinished();
});

test('the lines that a traceback names are gone to by the keyboard', async ({ app }) => {
  await app.write(
    'import traceback\n\ndef f():\n    return 1 / 0  # @raised\n\ntry:\n    f()  # @called\nexcept ZeroDivisionError:\n    traceback.print_exc()\n',
  );
  await app.press('Run');
  await app.expectFinished();
  const button = app.region('Terminal').getByRole('button', { name: 'Lines', exact: true });
  await button.focus();
  await app.page.keyboard.press('Enter');
  const items = app.page.getByRole('menu', { name: 'Lines of tracebacks' }).getByRole('menuitem');
  await expect(items).toHaveText(
    [`main.py:${app.line('raised')}`, `main.py:${app.line('called')}`].map((text) => new RegExp(`^\\s*${text}\\s*$`)),
  );
  await app.page.keyboard.press('Enter');
  await expect(app.page.locator('.monaco-editor').first()).toHaveClass(/focused/);
  await app.page.keyboard.press('F9');
  await expect(app.breakpoint('raised')).toBeChecked();
});

test('emoji and wide characters stand in as many columns as they are drawn in', async ({ app }) => {
  const problems: string[] = [];
  app.page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await app.write('for text in "🐍🐍", "日本", "👨‍👩‍👧🇩🇪", "👍🏽❤️", "e\\u0301\\x7f...":\n    print(text + "|")\n');
  await app.press('Run');
  await app.expectFinished();
  const rows = app.region('Terminal').locator('.xterm-rows > div');
  // The bar is where the fifth column is.
  const bar = (row: number) =>
    rows.nth(row).evaluate((host) => {
      const walker = host.ownerDocument.createTreeWalker(host, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = (node as Text).data.indexOf('|');
        if (at < 0) continue;
        const range = host.ownerDocument.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        return Math.round(range.getBoundingClientRect().left - host.getBoundingClientRect().left);
      }
      return -1;
    });
  const places = await Promise.all([0, 1, 2, 3, 4].map(bar));
  expect(places[4]).toBeGreaterThan(20);
  for (const place of places) expect(Math.abs(place - (places[4] ?? 0))).toBeLessThanOrEqual(3);
  expect(problems).toEqual([]);
});
