import { expectNoFindings } from './axe.ts';
import { type Driver, expect, test } from './driver.ts';

const program = `def look(table, key):
    try:
        return table[key]  # @look
    except LookupError:
        return None


look({}, "a")
look([], 1)
try:
    look(None, 1)
except TypeError as error:
    raise ValueError("no table") from error  # @raise
`;

test('the exceptions to stop at are said by an expression, which is kept', async ({ app }) => {
  await app.write(program);
  const { page } = app;
  const raised = app.region('Breakpoints').getByRole('checkbox', { name: 'Raised exceptions' });
  await raised.click();
  await app.press('Stop at some exceptions only');
  const form = page.getByRole('form', { name: 'Exceptions to stop at' });
  await expect(form.getByRole('textbox', { name: 'Only these classes' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(form.getByRole('textbox', { name: 'Only if' })).toBeFocused();
  await page.keyboard.type('isinstance(__exception__, ');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('form', { name: 'Exceptions to stop at' }).getByRole('alert')).toContainText(
    'never closed',
  );
  await page.keyboard.press('End');
  await page.keyboard.type('IndexError)');
  await page.keyboard.press('Enter');
  const button = app.button('Stop only if isinstance(__exception__, IndexError), and at all uncaught');
  await expect(button).toBeFocused();
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on IndexError at main.py:3 in look');
  await app.press('Continue');
  await expect(app.status).toHaveText('Paused on ValueError at main.py:13');
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await page.reload();
  await expect(raised).toBeChecked();
  await expect(button).toBeVisible();
});

test('only exceptions of some classes stop, and the classes are kept with the program', async ({ app }) => {
  await app.write(program);
  const { page } = app;
  await app.region('Breakpoints').getByRole('checkbox', { name: 'Raised exceptions' }).click();
  await app.press('Stop at some exceptions only');
  await page.keyboard.type('IndexError, ValueError');
  await page.keyboard.press('Enter');
  const button = app.button('Stop only at IndexError, ValueError, and at all uncaught');
  await expect(button).toBeFocused();
  await app.press('Stop only at IndexError, ValueError, and at all uncaught');
  await app.booted();
  const classes = page.getByRole('textbox', { name: 'Only these classes' });
  await classes.fill('IndexEror, ValueError, Lost');
  await page.keyboard.press('Enter');
  await expect(app.region('Terminal')).toContainText("No exception is called 'IndexEror' or 'Lost' yet");
  await app.press('Stop only at IndexEror, ValueError, Lost, and at all uncaught');
  await classes.fill('IndexError, ValueError');
  await page.keyboard.press('Enter');
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on IndexError at main.py:3 in look');
  await app.press('Continue');
  await expect(app.status).toHaveText('Paused on ValueError at main.py:13');
  const box = app.region('Editor').getByRole('group', { name: 'ValueError' });
  await expect(box).toContainText('raised');
  await app.press('Continue');
  await expect(box).toContainText('not handled');
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await page.reload();
  await expect(button).toBeVisible();
  await app.choose('Recursion');
  await expect(app.button('Stop at some exceptions only')).toBeVisible();
  await app.choose('Your own program');
  await expect(button).toBeVisible();
});

test('what nothing handles stops whatever the limits, unless they are for it too', async ({ app }) => {
  await app.write(`for name in ("a", "b"):
    try:
        {}[name]  # @look
    except KeyError:
        pass
assert name == "c", "no c"  # @assert
`);
  const { page } = app;
  const status = (name: string, marker: string) =>
    expect(app.status).toHaveText(`Paused on ${name} at main.py:${app.line(marker)}`);
  const box = page.getByRole('checkbox', { name: 'For uncaught ones too' });
  // With that filter alone they are meant for it.
  await app.press('Stop at some exceptions only');
  await expect(box).toBeChecked();
  await page.keyboard.press('Escape');
  await app.region('Breakpoints').getByRole('checkbox', { name: 'Raised exceptions' }).click();
  await app.press('Stop at some exceptions only');
  await expect(box).not.toBeChecked();
  await page.keyboard.type('KeyError');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  const button = app.button('Stop only at KeyError; once, and at all uncaught');
  await expect(button).toBeFocused();
  await app.press('Debug');
  await app.booted();
  await status('KeyError', 'look');
  await app.press('Continue');
  await status('AssertionError', 'assert');
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  await page.reload();
  await button.click();
  await expect(box).not.toBeChecked();
  await box.check();
  await page.keyboard.press('Enter');
  await app.press('Debug');
  await app.booted();
  await status('KeyError', 'look');
  await app.press('Continue');
  await expect(app.status).toHaveText('Ended with exit code 1');
  // What was kept before the limits said what they are for was for all filters.
  await page.evaluate(() => {
    const { uncaught: _, ...old } = JSON.parse(localStorage.getItem('dapper-web.exceptions') ?? '{}');
    localStorage.setItem('dapper-web.exceptions', JSON.stringify(old));
  });
  await page.reload();
  await app.press('Stop only at KeyError; once');
  await expect(box).toBeChecked();
});

test('the frames of what led to an exception are in the call stack, behind a label', async ({ app }) => {
  await app.write(program);
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText('Paused on ValueError at main.py:13');
  const stack = app.region('Call stack').getByRole('listbox');
  const label = stack.getByRole('option', { disabled: true });
  await expect(label).toContainText(/TypeError/);
  await label.click({ force: true });
  await expect(stack.getByRole('option', { selected: true })).toContainText('main.py:13');
  await stack.getByRole('option', { name: /^look/ }).click();
  await expect(app.item('Variables', 'key = 1')).toBeVisible();
});

test('what led to an exception, and the parts of a group, are in its box', async ({ app }) => {
  await app.write(`def parse(text):
    try:
        return int(text)
    except ValueError as error:
        error.add_note("of the second row")
        parts = ExceptionGroup("rows", [KeyError("a"), ExceptionGroup("more", [OSError("disk")])])
        raise parts from error  # @raise


parse("x")
`);
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText(/^Paused on ExceptionGroup at main.py:7/);
  const box = app.region('Editor').getByRole('group', { name: 'ExceptionGroup' });
  const items = box.getByRole('listitem');
  await expect(items).toHaveCount(4);
  await expect(items.nth(0)).toHaveText(/^\s*part 1 of 2\s+KeyError: 'a'\s*$/);
  await expect(items.nth(1).getByRole('listitem')).toHaveText(/part 1 of 1\s+OSError: disk/);
  await expect(items.nth(3)).toHaveText(/caused by\s+ValueError: invalid literal.*\n\s*of the second row/);
  await expectNoFindings(app.page, 'a group of exceptions');
});

test('exceptions of libraries, and all but the first, can be left out, and that is kept', async ({ app }) => {
  await app.write(`import json

for text in ("[", "{"):
    try:
        json.loads(text)  # @library
    except ValueError:
        pass
for n in range(3):
    try:
        raise OSError(n)  # @own
    except OSError:
        pass
`);
  const { page } = app;
  await app.region('Breakpoints').getByRole('checkbox', { name: 'Raised exceptions' }).click();
  await app.press('Stop at some exceptions only');
  const form = page.getByRole('form', { name: 'Exceptions to stop at' });
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(form.getByRole('checkbox', { name: 'Not in library code' })).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await expect(form.getByRole('checkbox', { name: 'Only the first of a run' })).toBeFocused();
  await page.keyboard.press('Space');
  await expectNoFindings(page, 'the limits of exceptions');
  await expectWhole(app);
  await page.keyboard.press('Enter');
  const button = app.button('Stop only outside of libraries; once, and at all uncaught');
  await expect(button).toBeFocused();
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText(`Paused on OSError at main.py:${app.line('own')}`);
  await app.press('Continue');
  await app.expectFinished();
  await page.reload();
  await expect(button).toBeVisible();
});

test('a program that ends itself is stopped at, if that is wanted, with whatever exit code', async ({ app }) => {
  await app.write('import sys\ncode = 0\nsys.exit(code)  # @exit\n');
  const { page } = app;
  await app.press('Debug');
  await app.booted();
  await app.expectFinished();
  await app.press('Stop at some exceptions only');
  const form = page.getByRole('form', { name: 'Exceptions to stop at' });
  for (let key = 0; key < 5; key += 1) await page.keyboard.press('Tab');
  await expect(form.getByRole('checkbox', { name: 'At every sys.exit()' })).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Enter');
  const button = app.button('Stop at every sys.exit()');
  await expect(button).toBeFocused();
  await app.press('Debug');
  await expect(app.status).toHaveText(`Paused on SystemExit at main.py:${app.line('exit')}`);
  await app.press('Continue');
  await app.expectFinished();
  await page.reload();
  await expect(button).toBeVisible();
});

test('on a phone the form is seen whole', async ({ app }) => {
  const { page } = app;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('tab', { name: 'Breakpoints' }).click();
  await app.press('Stop at some exceptions only');
  await expectWhole(app);
});

/** What ends the form is in view, without a scroll. */
async function expectWhole(app: Driver): Promise<void> {
  const panel = await app.region('Breakpoints').boundingBox();
  const save = await app.region('Breakpoints').getByRole('button', { name: 'Save' }).boundingBox();
  if (!panel || !save) throw new Error('the form is not there');
  expect(save.y + save.height).toBeLessThanOrEqual(panel.y + panel.height);
}
