/** The page for those who do not see it, or not well: what axe-core finds in its states, and what is announced. */
import { expectNoFindings } from './axe.ts';
import { type Driver, expect, test } from './driver.ts';

const expectNothing = (app: Driver, state: string) => expectNoFindings(app.page, state);

/** Shows each tab in turn where there are tabs, and checks all of them. */
async function expectNothingAnywhere(app: Driver, state: string): Promise<void> {
  const tabs = app.page.getByRole('tablist', { name: 'Part that is shown' }).getByRole('tab');
  const count = await tabs.count();
  if (count === 0) return expectNothing(app, state);
  for (let index = 0; index < count; index++) {
    await tabs.nth(index).click();
    await expectNothing(app, `${state}, tab ${index + 1}`);
  }
  await tabs.first().click();
}

const program = `name = input("Who? ")  # @ask

def greet(who):
    data = bytearray(who.encode())
    text = "Hello, " + who
    print(text)  # @stop
    return [text, {"who": who}]

values = greet(name)
print(values[5])  # @fail
`;

const screens = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

for (const look of ['light', 'dark'] as const) {
  for (const [screen, viewport] of Object.entries(screens)) {
    test(`axe-core finds nothing in any state, ${look}, on a ${screen}`, async ({ app }) => {
      test.setTimeout(180_000);
      const { page } = app;
      await page.emulateMedia({ colorScheme: look, reducedMotion: 'reduce' });
      await app.write(program);
      await page.setViewportSize(viewport);
      const code = async () => {
        if (screen === 'phone') await page.getByRole('tab', { name: 'Code' }).click();
      };
      await expectNothingAnywhere(app, 'ready');
      await app.clickMargin('stop', { shift: true });
      await page.getByRole('textbox', { name: 'Condition' }).fill('who +');
      await page.keyboard.press('Enter');
      await expect(page.locator('.form-problem')).toHaveCount(1);
      await expectNothing(app, 'a form with a problem');
      await page.getByRole('textbox', { name: 'Condition' }).fill('who');
      await page.keyboard.press('Enter');
      await app.press('Debug');
      await app.booted();
      await expect(app.status).toHaveText('Waiting for input');
      await expectNothingAnywhere(app, 'waiting for input');
      if (screen === 'phone') await page.getByRole('tab', { name: 'Terminal' }).click();
      await app.enter('Ada');
      await app.expectPaused('breakpoint', 'stop');
      if (screen === 'phone') await page.getByRole('tab', { name: 'Breakpoints' }).click();
      const panel = await app.unfold('Frame evaluation');
      await panel.getByRole('button', { name: 'Health check' }).click();
      await expect(panel.getByRole('list', { name: 'Health check' })).toBeVisible();
      if (screen === 'phone') await page.getByRole('tab', { name: 'Values' }).click();
      await app.watch('nothing_there');
      await app.watch('who * 200');
      await app.item('Watch', /^nothing_there = NameError/).click();
      await expectNothingAnywhere(app, 'paused');
      if (screen === 'phone') await page.getByRole('tab', { name: 'Values' }).click();
      const data = app.item('Variables', /^data = /);
      await data.focus();
      await page.keyboard.press('p');
      await expect(data).toHaveCount(2);
      await page.keyboard.press('Shift+F10');
      await expect(page.getByRole('menu')).toBeVisible();
      await expectNothing(app, 'the menu of a value');
      await page.keyboard.press('Escape');
      await page.keyboard.press('ControlOrMeta+F');
      await page.keyboard.type('dat');
      await expectNothing(app, 'a search');
      await page.keyboard.press('Escape');
      await data.last().focus();
      await page.keyboard.press('m');
      await expect(page.getByRole('grid')).toBeVisible();
      await expectNothing(app, 'the bytes of a value');
      await page.keyboard.press('Escape');
      await code();
      // A click, since the keys go by rows where lines are wrapped.
      await app.region('Editor').locator('.view-line').getByText('text', { exact: true }).last().click();
      await page.keyboard.press('Control+Shift+F9');
      await expect(page.getByRole('dialog', { name: 'Value of text' })).toBeVisible();
      await expectNothing(app, 'the value at the cursor');
      await page.keyboard.press('Escape');
      if (screen === 'phone') await page.getByRole('tab', { name: 'Terminal' }).click();
      await app.entry.fill('te');
      await app.entry.press('Tab');
      await app.entry.fill('');
      await app.entry.fill('w');
      await app.entry.press('Tab');
      await expect(page.getByRole('listbox', { name: 'Completions' })).toBeVisible();
      await expectNothing(app, 'completing');
      await app.entry.fill('');
      await page.keyboard.press('F1');
      await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
      await expectNothing(app, 'the list of the keys');
      await page.keyboard.press('Escape');
      await app.press('Share');
      await expect(page.getByRole('dialog', { name: 'Share' })).toBeVisible();
      await expectNothing(app, 'the dialog to share the program');
      await page.keyboard.press('Escape');
      await code();
      await app.press('Continue');
      await expect(app.status).toHaveText(/^Paused on IndexError/);
      await expectNothingAnywhere(app, 'at an exception');
      await app.press('Continue');
      await expect(app.status).toHaveText('Ended with exit code 1');
      await expectNothingAnywhere(app, 'ended by an exception');
      await code();
      await app.write('if\n');
      await app.press('Run');
      await expect(app.status).toHaveText(/^Syntax error/);
      await expectNothingAnywhere(app, 'a syntax error');
    });
  }
}

test('what is set, what is raised and what is printed is announced', async ({ app }) => {
  await app.write('def f(values):\n    return values[3]  # @raise\n\nprint("before")\nf([])\n');
  const polite = app.page.locator('.only-read[aria-live=polite]');
  const urgent = app.page.locator('.only-read[aria-live=assertive]');
  await app.goTo('raise');
  await app.page.keyboard.press('F9');
  await expect(polite).toHaveText(`Breakpoint set on line ${app.line('raise')}: return values[3]  # @raise`);
  await app.page.keyboard.press('F9');
  await expect(polite).toContainText('Breakpoint removed from line 2');
  await app.press('Debug');
  await app.expectPaused('IndexError', 'raise');
  await expect(urgent).toHaveText('IndexError: list index out of range');
  const output = app.region('Terminal').locator('.live-region');
  await expect(output).toHaveAttribute('aria-live', 'polite');
  await expect(output).toContainText('before');
  await app.press('Continue');
  await app.press('Run');
  await expect(urgent).toHaveText('IndexError: list index out of range, in line 2');
  await expect(output).toHaveAttribute('aria-live', 'polite');
});

test('where the system gives the colours what is chosen and what is set is seen, and no output twice', async ({
  app,
}) => {
  const { page } = app;
  await app.write(program);
  await page.emulateMedia({ forcedColors: 'active' });
  await app.clickMargin('stop');
  await app.press('Run');
  await app.booted();
  await app.enter('Ada');
  await app.expectOutput('Hello, Ada');
  await app.press('Debug');
  await expect(app.status).toHaveText('Waiting for input');
  await app.enter('Ada');
  await app.expectPaused('breakpoint', 'stop');
  const sign = app.region('Breakpoints').locator('.glyph').first();
  const colour = (of: string) => sign.evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), of);
  expect(await colour('background-color')).toBe('rgb(209, 52, 43)');
  const frames = app.region('Call stack').getByRole('option');
  await expect(frames.first()).toHaveCSS('outline-style', 'solid');
  await expect(frames.last()).toHaveCSS('outline-style', 'none');
  await expect(app.region('Terminal').locator('.xterm-accessibility-tree')).toHaveCSS('color', 'rgba(0, 0, 0, 0)');
  await page.emulateMedia({ forcedColors: 'none' });
});
