/** Files and data beside the program of a `<python-debugger>`. */
import { expectNoFindings } from './axe.ts';
import { test } from './course.ts';
import { expect } from './driver.ts';

const PIXEL = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0x00]);

test('the program finds its files in its folder, and it is in the editor', async ({ course }) => {
  await course.page.route('**/given/numbers.csv', (route) => route.fulfill({ body: '3\r\n4\r\n' }));
  await course.page.route('**/pixel.png', (route) => route.fulfill({ body: PIXEL }));
  await course.open(`
    <python-debugger breakpoints="7">
      import helper
      from pathlib import Path
      words = Path("data/words.txt").read_text()
      numbers = Path("data/numbers.csv").read_bytes()
      pixel = Path("pixel.png").read_bytes()
      total = helper.double(len(words.split()))
      print(total)
      <python-file name="data/words.txt">

        one
          two

      </python-file>
      <python-file name="data/numbers.csv" src="./given/numbers.csv"></python-file>
      <python-file name="pixel.png" src="pixel.png"></python-file>
      <python-file name="helper.py">
        def double(value):
            return value * 2
      </python-file>
    </python-debugger>`);
  await expect(course.element().locator('.line')).toHaveCount(7);
  await course.button('Debug').focus();
  await course.page.keyboard.press('Enter');
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:7', { timeout: 45_000 });
  const variable = (name: string) => course.element().getByRole('treeitem', { name, exact: true });
  await expect(variable("words = 'one\\n  two\\n'")).toBeVisible();
  await expect(variable("numbers = b'3\\r\\n4\\r\\n'")).toBeVisible();
  await expect(variable("pixel = b'\\x89PNG\\xff\\x00'")).toBeVisible();
  await expect(variable('total = 4')).toBeVisible();
  await expect(course.element().locator('.view-lines')).not.toContainText('def double');
  // A fresh Python gets them too.
  await course.button('Restart').click();
  await expect(course.status()).not.toHaveText(/^Paused/);
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:7', { timeout: 45_000 });
  await expect(variable('total = 4')).toBeVisible();
});

test('F5 while the files beside the program are still to come starts it with them', async ({ course }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await course.page.route('**/late.py', async (route) => {
    await released;
    await route.fulfill({ body: 'value = 42\n', contentType: 'text/plain' });
  });
  await course.open(`
    <python-debugger>
      print("Python is there")
    </python-debugger>
    <python-debugger>
      import late
      print(late.value)
      <python-file name="late.py" src="late.py"></python-file>
    </python-debugger>`);
  const second = course.element(1);
  await course.button('Run', 0).click();
  await expect(course.status(0)).toHaveText('Finished', { timeout: 45_000 });
  await course.button('Run', 1).focus();
  const { keyboard } = course.page;
  await keyboard.press('Enter');
  await expect(second.locator('.opening .view-lines')).toContainText('import late', { timeout: 45_000 });
  await keyboard.press('F5');
  await keyboard.press('F5');
  await expect(second).toHaveJSProperty('state', 'loading');
  release();
  await expect(course.status(1)).toHaveText('Finished', { timeout: 45_000 });
  await expect(second.getByRole('region', { name: 'Terminal' })).toContainText('42');
  await expect(second.getByRole('region', { name: 'Terminal' })).not.toContainText('ModuleNotFoundError');
});

test('a step goes into a file beside the program, which is shown meanwhile, and takes breakpoints', async ({
  course,
}) => {
  await course.stepIntoHelper();
  const tab = (name: string) => course.element().getByRole('tab', { name, exact: true });
  await expect(tab('helper.py')).toHaveAttribute('aria-selected', 'true');
  await expect(course.element().locator('.view-lines')).toContainText('return value * 2');
  await course.page.keyboard.press('F9');
  await expect(course.element().locator('.glyph-margin-widgets .glyph')).toHaveCount(1);
  await course.button('Continue').click();
  await expect(course.status()).toHaveText('Finished');
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText('8');
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2');
  await course.button('Continue').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at helper.py:2 in double');
  // It is the reader's as the program is.
  const { keyboard } = course.page;
  await tab('helper.py').focus();
  await keyboard.press('ArrowLeft');
  await expect(tab('main.py')).toBeFocused();
  await expect(course.element().locator('.view-lines')).toContainText('import helper');
  await keyboard.press('ArrowRight');
  await expectNoFindings(course.page, 'files in an element');
  await course.element().locator('.view-line', { hasText: 'return' }).click();
  await keyboard.press('End');
  await keyboard.type(' + 1');
  await course.button('Restart').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
  await expect(tab('main.py')).toHaveAttribute('aria-selected', 'true');
  for (const at of ['helper.py:2 in double', undefined]) {
    await course.button('Continue').click();
    await expect(course.status()).toHaveText(at ? `Paused on breakpoint at ${at}` : 'Finished');
  }
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText('9');
});

test('a name outside of the program’s folder is refused in one sentence, and the rest works', async ({ course }) => {
  await course.open(`
    <python-debugger>
      import os
      print(sorted(os.listdir()))
      <python-file name="../above.txt">no</python-file>
      <python-file name="main.py">no</python-file>
      <python-file name="beside.txt">yes</python-file>
    </python-debugger>`);
  await expect(course.element().getByRole('alert')).toHaveText(
    `A <python-file> must have a name of its own inside the program's folder, such as "data/words.txt": "../above.txt", "main.py" cannot be used.`,
  );
  await course
    .element()
    .locator('python-file')
    .first()
    .evaluate((file) => file.setAttribute('name', 'above.txt'));
  await expect(course.element().getByRole('alert')).toContainText(': "main.py" cannot be used.');
  await course.button('Run').click();
  await expect(course.status()).toHaveText('Finished', { timeout: 45_000 });
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText(
    "['above.txt', 'beside.txt', 'main.py']",
  );
});

test('a file that cannot be fetched keeps the program from being started, and may come at the next try', async ({
  course,
}) => {
  let isThere = false;
  await course.page.route('**/late.txt', (route) =>
    route.fulfill(isThere ? { body: 'here' } : { status: 503, body: '' }),
  );
  await course.open(`
    <python-debugger>
      print(open("late.txt").read())
      <python-file name="late.txt" src="late.txt"></python-file>
    </python-debugger>`);
  await course.button('Run').click();
  const address = new URL('late.txt', course.page.url()).href;
  await expect(course.status()).toHaveText(
    `What is needed to run it could not be loaded: late.txt could not be fetched from ${address}: the server answered 503.`,
    { timeout: 45_000 },
  );
  isThere = true;
  await course.button('Run').click();
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText('here', { timeout: 45_000 });
});
