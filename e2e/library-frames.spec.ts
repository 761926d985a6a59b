/** Frames of libraries in the call stack: folded, unfolded, and stepped into. */
import { expectNoFindings } from './axe.ts';
import { expect, test } from './driver.ts';

const program = `import json


def encode(value):
    return str(value)  # @encode


text = json.dumps([1j], default=encode)  # @dumps
plain = json.dumps([2])  # @plain
print(text, plain)
`;

test('frames of libraries are one row, which unfolds by click and key, and folds again at the next stop', async ({
  app,
}) => {
  await app.write(program);
  await app.debugTo('encode');
  const frames = app.region('Call stack').getByRole('option');
  await expect(frames).toHaveText([/encode/, /^\s*[2-9] frames of libraries\s*$/, /main program/]);
  await expectNoFindings(app.page, 'frames that are folded');
  await frames.first().focus();
  await app.page.keyboard.press('ArrowDown');
  await expect(frames.nth(1)).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(frames.nth(1)).toContainText('encoder.py');
  await expect(frames.nth(1)).toBeFocused();
  await expect(frames.last()).toContainText('main program');
  await app.page.keyboard.press('Enter');
  await expect(app.region('Editor')).toContainText('encoder.py');
  await app.press('Step out');
  await app.expectPaused('step', 'dumps');
  await expect(frames).toHaveCount(1);
});

test('a step goes into libraries once that is wanted, at once and in the next run, until it is not any more', async ({
  app,
}) => {
  await app.write(program);
  await app.debugTo('plain');
  const libraries = app.region('Call stack').getByRole('button', { name: 'Libraries' });
  await expect(libraries).toHaveAttribute('aria-pressed', 'false');
  await libraries.click();
  await expect(libraries).toHaveAttribute('aria-pressed', 'true');
  await app.press('Step into');
  await expect(app.region('Editor')).toContainText('json/__init__.py');
  await expect(app.region('Call stack').getByRole('option').first()).toContainText('dumps');
  await app.page.reload();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'plain');
  await expect(libraries).toHaveAttribute('aria-pressed', 'true');
  await app.press('Step into');
  await expect(app.region('Editor')).toContainText('json/__init__.py');
  await libraries.click();
  await app.press('Step into');
  await app.expectPaused('step', 'plain');
});
