import { expectNoFindings } from './axe.ts';
import { test as course } from './course.ts';
import { type Driver, expect, test } from './driver.ts';

const program = `ready = True  # @ready
a = len("x"); b = len("yy"); c = len("zzz")  # @three
doubled = [n * 2 for n in range(3)]  # @listed
print(a, b, c, doubled)  # @print
`;
const three = program.split('\n')[1] ?? '';
const [ofB, ofC] = [three.indexOf('b =') + 1, three.indexOf('c =') + 1];

const mark = (app: Driver, column: number, line = app.line('three')) =>
  app.region('Editor').getByRole('button', { name: `Breakpoint at line ${line}, column ${column}`, exact: true });
const box = (app: Driver, place: string) =>
  app.region('Breakpoints').getByRole('checkbox', { name: `main.py:${place}`, exact: true });

test('the places of a line with a breakpoint are marked, and one is set and removed by a click', async ({ app }) => {
  await app.write(program);
  await app.clickMargin('three');
  await app.debugTo('ready');
  // That of the whole line is where it begins.
  await expect(mark(app, 1)).toHaveCount(0);
  await expect(mark(app, ofB)).toHaveAttribute('aria-pressed', 'false');
  await mark(app, ofC).click();
  await expect(mark(app, ofC)).toHaveAttribute('aria-pressed', 'true');
  const line = app.line('three');
  await expect(box(app, `${line}:${ofC}`)).toBeChecked();
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'three');
  await expect(app.item('Variables', 'b = 2')).toHaveCount(0);
  await app.press('Continue');
  await app.expectPaused('breakpoint', 'three', ofC);
  await expect(app.item('Variables', 'b = 2')).toBeVisible();
  await expect(app.item('Variables', 'c = 3')).toHaveCount(0);
  await mark(app, ofC).click();
  await expect(box(app, `${line}:${ofC}`)).toHaveCount(0);
  await app.clickMargin('three');
  await expect(mark(app, ofC)).toHaveCount(0);
  await app.press('Continue');
  await app.expectFinished();
});

test('by the keyboard alone one is set at the cursor, gets a condition, is switched off, on and removed', async ({
  app,
}) => {
  await app.write(program);
  const { page } = app;
  await app.debugTo('ready');
  await app.goTo('listed');
  const inside = (program.split('\n')[2] ?? '').indexOf('n * 2') + 1;
  for (let column = 1; column < inside + 3; column++) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Alt+F9');
  const line = app.line('listed');
  const place = `${line}:${inside}`;
  await expect(box(app, place)).toBeChecked();
  await expect(page.getByText(`Breakpoint set at column ${inside} of line ${line}`)).toBeAttached();
  await page.keyboard.press('Shift+F9');
  const form = page.getByRole('form', { name: `Breakpoint at line ${line}, column ${inside}` });
  await expect(form.getByRole('textbox', { name: 'Condition' })).toBeFocused();
  await page.keyboard.type('n == 1');
  await page.keyboard.press('Enter');
  await expect(form).toHaveCount(0);
  await expect(app.region('Breakpoints')).toContainText('n == 1');
  await box(app, place).focus();
  await page.keyboard.press('Space');
  await expect(box(app, place)).not.toBeChecked();
  await page.keyboard.press('Space');
  await page.keyboard.press('F5');
  await expect(app.status).toHaveText(new RegExp(`^Paused on breakpoint at main\\.py:${line}`));
  await expect(app.item('Variables', 'n = 1')).toBeVisible();
  await app.goTo('listed');
  await page.keyboard.press('F9');
  await expect(box(app, place)).toHaveCount(0);
  await page.keyboard.press('F5');
  await app.expectFinished();
});

test('the editor frames what is next on a line of several statements, and the call an outer frame waits for', async ({
  app,
}) => {
  const nested = 'def deep(n):\n    return n + 1  # @deep\n\na = deep(1); b = 2 * deep(2)  # @two\nprint(a, b)\n';
  await app.write(nested);
  await app.debugTo('deep');
  const { page } = app;
  const stack = app.region('Call stack');
  const framed = (look: string) => page.locator(`.part-${look}`);
  /** The left edge of a framed part, in characters of its line. */
  const leftOf = async (look: string) => {
    const width = (await framed(look).boundingBox())?.width ?? 0;
    const text = look === 'caller' ? 'deep(1)' : 'b = 2 * deep(2)';
    const line = await page.locator('.view-line', { hasText: '# @two' }).boundingBox();
    const box = await framed(look).boundingBox();
    return Math.round((((box?.x ?? 0) - (line?.x ?? 0)) * text.length) / width);
  };
  await expect(framed('caller')).toHaveCount(0);
  await stack.getByText('main program').click();
  await expect(framed('caller')).toHaveCount(1);
  expect(await leftOf('caller')).toBe('a = '.length);
  await stack.getByText('deep', { exact: true }).click();
  await expect(framed('caller')).toHaveCount(0);
  // Back from the second call, the rest of its statement is next.
  await app.press('Continue');
  await app.press('Step out');
  await app.expectPaused('step', 'two', 'a = deep(1); '.length + 1);
  await expect(framed('next')).toHaveCount(1);
  expect(await leftOf('next')).toBe('a = deep(1); '.length);
});

test('it moves with its text, and is kept by a reload of the page and by a link', async ({ app }) => {
  await app.write(program);
  const { page } = app;
  await app.clickMargin('three');
  await app.debugTo('ready');
  await mark(app, ofB).click();
  const line = app.line('three');
  await expect(box(app, `${line}:${ofB}`)).toBeChecked();
  await app.press('Stop');
  await expect(app.status).toHaveText('Stopped');
  await app.goTo('three');
  await page.keyboard.press('Home');
  await page.keyboard.insertText('d = 0; ');
  await expect(box(app, `${line}:${ofB + 7}`)).toBeChecked();
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.insertText('# above\n');
  const place = `${line + 1}:${ofB + 7}`;
  await expect(box(app, place)).toBeChecked();
  await app.press('Share');
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(box(app, place)).toBeChecked();
  await expect(mark(app, ofB + 7, line + 1)).toHaveAttribute('aria-pressed', 'true');
  await page.evaluate(() => localStorage.clear());
  await page.goto('about:blank');
  await page.goto(link);
  await expect(box(app, place)).toBeChecked();
});

for (const look of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1280, height: 800 },
    { width: 390, height: 844 },
  ]) {
    test(`axe-core finds nothing in the marks, ${look}, ${viewport.width} pixels wide`, async ({ app }) => {
      const { page } = app;
      await page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
      await app.write(program);
      await page.setViewportSize(viewport);
      await app.clickMargin('three');
      await app.clickMargin('listed');
      await app.debugTo('ready');
      await mark(app, ofC).click();
      await expect(mark(app, ofC)).toHaveAttribute('aria-pressed', 'true');
      await expect(mark(app, ofB)).toBeInViewport();
      await expectNoFindings(page, 'marks');
      await page.screenshot({ path: test.info().outputPath('marks.png') });
    });
  }
}

course('an author gives an element a breakpoint at a place of a line', async ({ course: page }) => {
  await page.open(`
    <python-debugger breakpoints="1:${ofC}">
      ${three}
      print(a, b, c)
    </python-debugger>`);
  await page.button('Debug').click();
  await expect(page.status()).toHaveText(`Paused on breakpoint at main.py:1:${ofC}`, { timeout: 45_000 });
  await expect(page.element().getByRole('treeitem', { name: 'b = 2', exact: true })).toBeVisible();
  await expect(page.element().getByRole('treeitem', { name: 'c = 3', exact: true })).toHaveCount(0);
});
