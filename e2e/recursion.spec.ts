import { expect, test } from './driver.ts';

const PROGRAM = `
import sys
import traceback

def plain(n):
    if n < 0:
        n = 0  # @never
    deeper = n + 1  # @conditional
    return 1 + plain(deeper)

class Chain:
    def method(self, n):
        deeper = n + 1
        return [self.method(deeper)]

def report(name, function):
    try:
        function(0)
    except RecursionError as error:
        print(name, error, len(traceback.extract_tb(error.__traceback__)), sys.getrecursionlimit())

report("plain", plain)
report("method", Chain().method)
sys.setrecursionlimit(2_000)
report("deep", plain)
print("end", "of", "program")
`;

test('unbounded recursion ends in the same RecursionError with breakpoints as without', { tag: '@transport' }, async ({
  app,
}) => {
  const outcomes = async (): Promise<string[]> => {
    await app.expectOutput('end of program');
    await app.expectFinished();
    const text = (await app.region('Terminal').innerText()).replace(/\u00a0/g, ' ');
    // The terminal's text stands there twice: for the eye and for screen readers.
    return [...new Set(text.match(/^\w+ maximum recursion depth exceeded \d+ \d+$/gm))];
  };
  await app.write(PROGRAM);
  await app.press('Run');
  const bare = await outcomes();
  expect(bare).toHaveLength(3);

  await app.clickMargin('never');
  await app.clickMargin('conditional', { shift: true });
  const form = app.page.getByRole('form', { name: `Breakpoint at line ${app.line('conditional')}` });
  await form.getByRole('textbox', { name: 'Condition' }).fill('n == -5');
  await form.getByRole('button', { name: 'Save' }).click();
  await app.page.reload(); // for an empty terminal
  await app.press('Debug');
  expect(await outcomes()).toEqual(bare);
});
