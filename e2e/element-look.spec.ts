/** How a `<python-debugger>` looks: in text of all kinds, on paper, and as high as it is to be. */
import { findings } from './axe.ts';
import { FACTORIAL, test } from './course.ts';
import { expect } from './driver.ts';

test('text around it that is read from the right, centred or in capitals changes nothing in an element', async ({
  course,
}) => {
  const style =
    'direction: rtl; text-align: center; text-transform: uppercase; letter-spacing: 4px; white-space: pre-line';
  await course.open(`<div style="${style}">שלום<python-debugger breakpoints="6">${FACTORIAL}
    <python-scene title="התחלה">\`factorial\` הנה</python-scene></python-debugger></div>`);
  /** Where the first letter of a line stands in what is there for it, and how it is written. */
  const first = (lines: string) =>
    course
      .element()
      .locator(lines)
      .filter({ hasText: 'factorial(n):' })
      .evaluate((line) => {
        const { direction, textAlign, textTransform, letterSpacing } = getComputedStyle(line);
        const text = document.createRange();
        text.selectNodeContents(line);
        const start = text.getBoundingClientRect().left - line.getBoundingClientRect().left;
        return { start: start < 100, direction, textAlign, textTransform, letterSpacing };
      });
  const plain = { start: true, direction: 'ltr', textAlign: 'start', textTransform: 'none', letterSpacing: 'normal' };
  expect(await first('.line')).toEqual(plain);
  await course.button('Start the lesson').click();
  await expect(course.element().locator('.view-line').first()).toBeInViewport({ timeout: 45_000 });
  // Monaco makes its lines anew.
  await expect.poll(() => first('.view-line')).toEqual(plain);
  const step = course.element().getByRole('group', { name: 'Step', exact: true });
  await expect(step.locator('p')).toHaveCSS('direction', 'rtl');
  await expect(step.locator('p code')).toHaveCSS('direction', 'ltr');
});

test('a height counts whenever it is set, and what is none is said, as is a look that there is not', async ({
  course,
}) => {
  await course.open('<python-debugger height="400" theme="drak">print(1)</python-debugger>');
  const problems = course.element().getByRole('alert').first();
  await expect(problems).toContainText('The attribute "height" must be a CSS length, such as "400px": "400" is not.');
  await expect(problems).toContainText('The attribute "theme" must be one of light, dark, page: "drak" is not.');
  const height = async () => (await course.element().boundingBox())?.height;
  // Six lines, of which a short program fills one.
  expect(await height()).toBeGreaterThan(150);
  const set = (value: string) => course.element().evaluate((host, to) => host.setAttribute('height', to), value);
  await set('250px');
  expect(await height()).toBe(250);
  await course.button('Run').click();
  await expect(course.element()).toHaveJSProperty('state', 'loading');
  await expect(course.status()).toHaveText('Finished', { timeout: 45_000 });
  await set('500px');
  expect(await height()).toBe(500);
  await course.element().evaluate((host) => host.removeAttribute('height'));
  expect(await height()).toBe(360);
});

test('the sign of a line says what all of its breakpoints do, and prints have all lines', async ({ course }) => {
  const lines = Array.from({ length: 40 }, (_, at) => `print(${at})`).join('\n');
  await course.open(
    `<python-debugger breakpoints="2 if n > 2, 2:7 log 'there', 3 hit 2, 3 hit 4">\n${lines}\n</python-debugger>`,
  );
  const names = () =>
    course
      .element()
      .getByRole('img')
      .evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel));
  expect(await names()).toEqual(['breakpoint, if n > 2; logs "there"', 'breakpoint, hit 4']);
  const scroller = course.element().getByRole('group', { name: 'Program' });
  const hidden = () => scroller.evaluate((node) => node.scrollHeight - node.clientHeight);
  expect(await hidden()).toBeGreaterThan(100);
  await course.page.emulateMedia({ media: 'print' });
  expect(await hidden()).toBe(0);
  await expect(course.button('Debug')).toBeHidden();
});

test('on paper an opened element has all lines as they are now, and afterwards is as before', async ({ course }) => {
  const lines = Array.from({ length: 60 }, (_, at) => `print(${at})`).join('\n');
  await course.open(`<python-debugger breakpoints="2, 58 if 1 > 2">\n${lines}\n</python-debugger>`);
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
  const { page } = course;
  const element = course.element();
  const size = () =>
    element.evaluate((host) => [host.clientHeight, host.shadowRoot?.querySelector('.code .view-lines')?.clientHeight]);
  const before = await size();
  const listed = element.getByRole('group', { name: 'Program' }).getByRole('listitem');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await expect(listed).toHaveCount(60);
  await expect(listed.last()).toHaveText('print(59)');
  expect(await listed.last().evaluate((node) => node.getBoundingClientRect().bottom)).toBeLessThan(
    await element.evaluate((host) => host.getBoundingClientRect().bottom),
  );
  await expect(listed.nth(57).getByRole('img', { name: 'breakpoint, if 1 > 2' })).toBeVisible();
  expect(await listed.nth(1).getByRole('img').boundingBox()).toMatchObject({ width: 10, height: 10 });
  await expect(element.getByRole('region', { name: 'Editor' })).toBeHidden();
  await expect(element.getByRole('region', { name: 'Terminal' })).toContainText('0');
  await expect(course.button('Continue')).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(listed).toHaveCount(0);
  expect(await size()).toEqual(before);
  await course.button('Step over').click();
  await expect(course.status()).toHaveText('Paused on step at main.py:3');
});

test('on paper an opened element has its files, those of the program whole and the beginning of others', async ({
  course,
}) => {
  const words = Array.from({ length: 80 }, (_, at) => `word ${at}`).join('\n');
  await course.open(`
    <python-debugger breakpoints="2">
      import helper
      print(helper.double(4))
      <python-file name="helper.py">
        def double(value):
            return value * 2
      </python-file>
      <python-file name="data/words.txt">\n${words}\n</python-file>
    </python-debugger>`);
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
  await course.button('Step into').click();
  // Whichever is open.
  await expect(course.status()).toHaveText('Paused on step at helper.py:2 in double');
  await course.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await course.page.emulateMedia({ media: 'print' });
  const program = course.element().getByRole('group', { name: 'Program' });
  await expect(program.locator('p')).toHaveText(['main.py', 'helper.py', 'data/words.txt']);
  const listed = program.getByRole('listitem');
  await expect(listed).toHaveCount(2 + 2 + 61);
  await expect(listed.nth(1)).toHaveText('print(helper.double(4))');
  await expect(listed.nth(1).getByRole('img', { name: 'breakpoint' })).toBeVisible();
  await expect(listed.nth(3)).toHaveText('return value * 2');
  await expect(listed.last()).toHaveText('…');
  await expect(listed.last()).toBeVisible();
});

test('however much is wrong, all of it can be read, and the program is seen', async ({ course }) => {
  const wrong = 'breakpoints="x, 7, 8, 9" theme="pink" height="much" panels="all" auto-run="no" read-only="5"';
  await course.page.setViewportSize({ width: 390, height: 800 });
  await course.open(`
    <h2>What is wrong</h2>
    <python-debugger ${wrong}>
      print(1)
      <python-file name="../a.py">a = 1</python-file>
      <python-scene highlight="2" run-to="3" check-at="4" breakpoints="y, z">Look.</python-scene>
    </python-debugger>`);
  const alert = course.element().getByRole('alert').first();
  const seen = async () => {
    const [notes, code] = await Promise.all([
      alert.boundingBox(),
      course.element().getByText('print(1)').first().boundingBox(),
    ]);
    return (code?.y ?? 0) >= (notes?.y ?? 0) + (notes?.height ?? 0) && (code?.height ?? 0) > 0;
  };
  await expect(course.element().getByText('print(1)')).toBeInViewport({ ratio: 1 });
  await alert.locator('p').last().scrollIntoViewIfNeeded();
  await expect(alert.locator('p').last()).toBeInViewport();
  expect(await seen()).toBe(true);
  await expect(async () => expect(await findings(course.page)).toEqual([])).toPass({ timeout: 30_000 });
  await course.button('Debug').click();
  await expect(course.status()).toHaveText(/Finished/, { timeout: 45_000 });
  await expect(course.element().getByRole('region', { name: 'Editor' }).getByText('print(1)')).toBeInViewport({
    ratio: 1,
  });
  expect(await seen()).toBe(true);
  // Of the files, too, and not only of the attributes.
  await expect(alert.getByText('"../a.py" cannot be used')).toBeAttached();
});

test('in a narrow element the form of a breakpoint is scrolled in itself, and each field comes into view', async ({
  course,
}) => {
  const { page } = course;
  await page.setViewportSize({ width: 375, height: 700 });
  await course.open(`<python-debugger breakpoints="6">${FACTORIAL}</python-debugger>`);
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:6', { timeout: 45_000 });
  await course.element().locator('.view-line').first().click();
  await page.keyboard.press('Shift+F9');
  const form = course.element().getByRole('form', { name: /^Breakpoint at line/ });
  /** Whether all of what has the focus is where the lines of the program are. */
  const isInView = () =>
    form.evaluate((element) => {
      const focused = element.querySelector(':focus')?.getBoundingClientRect();
      const editor = element.closest('.monaco-editor')?.getBoundingClientRect();
      return focused && editor && focused.top >= editor.top && focused.bottom <= editor.bottom;
    });
  for (const name of ['Condition', 'Hit count', 'Log message']) {
    await expect(form.getByRole('textbox', { name })).toBeFocused();
    await expect.poll(isInView).toBe(true);
    await page.keyboard.press('Tab');
  }
  await expect(form.getByRole('button', { name: 'Save' })).toBeFocused();
  await expect.poll(isInView).toBe(true);
});

test('why a program was not started is read whole in an element that is narrow', async ({ course }) => {
  await course.page.setViewportSize({ width: 700, height: 700 });
  await course.open('<python-debugger packages="nothing-like-this" panels="variables">print(1)</python-debugger>');
  await course.button('Debug').click();
  await expect(course.status()).toHaveText(/nothing-like-this is unknown/, { timeout: 45_000 });
  const cut = course
    .status()
    .evaluate((status) =>
      [...status.children].some(
        ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
          scrollWidth > clientWidth || scrollHeight > clientHeight + 1,
      ),
    );
  expect(await cut).toBe(false);
});
