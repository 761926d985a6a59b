import { type Driver, expect, test } from './driver.ts';

/** Until the program, which said so, is inside the call: nothing of that can be seen from outside. */
async function insideCall(app: Driver): Promise<void> {
  await app.page.waitForTimeout(500);
}

test('Pause stops an endless loop, and Stop ends it', { tag: '@transport' }, async ({ app }) => {
  await app.write('n = 0\nprint("in the loop")\nwhile True:\n    n += 1\n');
  await app.press('Debug');
  await app.expectOutput('in the loop');
  await app.press('Pause');
  await expect(app.status).toHaveText(/^Paused at main\.py:[234]$/);
  await expect(app.item('Variables', /^n = \d+$/)).toBeVisible();
  await app.press('Stop');
  await expect(app.button('Debug')).toBeEnabled();
});

test('Pause reaches a program that prints without end, and the page stays awake', { tag: '@transport' }, async ({
  app,
}) => {
  await app.write('n = 0\nwhile True:\n    print("line", n)\n    n += 1\n');
  await app.press('Debug');
  await app.expectOutput(/line \d+\s*line \d+/);
  await app.page.waitForTimeout(1000);
  const answered = await app.page.evaluate(async () => {
    const start = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 0));
    return performance.now() - start;
  });
  // A browser that draws without a graphics processor has less time for it.
  expect(answered).toBeLessThan(test.info().project.metadata.awake ?? 500);
  await app.press('Pause');
  await expect(app.status).toHaveText(/^Paused at main\.py:[234]$/);
  await app.press('Stop');
  await expect(app.button('Debug')).toBeEnabled();
});

test('a breakpoint set while the program runs stops it', { tag: '@transport' }, async ({ app }) => {
  await app.write('n = 0\nwhile True:\n    n += 1  # @loop\n');
  await app.press('Debug');
  await expect(app.status).toHaveText('Debugging: running');
  await app.clickMargin('loop');
  await app.expectPaused('breakpoint', 'loop');
});

test('Pause wakes a program that sleeps', { tag: '@transport' }, async ({ app }) => {
  await app.write('import time\nprint("sleeps")\ntime.sleep(1000)  # @sleep\n');
  await app.press('Debug');
  await app.expectOutput('sleeps');
  await insideCall(app);
  await app.press('Pause');
  await expect(app.status).toHaveText(`Paused at main.py:${app.line('sleep')}`);
});

test('Stop ends a program that is inside one long call, and Debug starts a fresh one', { tag: '@transport' }, async ({
  app,
}) => {
  await app.write('print("counts")\nprint(sum(range(10**12)))\n');
  await app.press('Debug');
  await app.expectOutput('counts');
  await insideCall(app);
  await app.press('Pause');
  await expect(app.status).toContainText('Busy');
  await app.press('Stop');
  await expect(app.button('Debug')).toBeEnabled();
  await app.expectOutput('[The program was stopped]');
  // What asked in vain meanwhile does not report it again.
  const endings = (await app.region('Terminal').locator('.xterm-rows').innerText()).match(/Python was ended/g);
  expect(endings).toHaveLength(1);
  await app.write('print("fresh")\n');
  await app.press('Debug');
  await app.expectOutput('fresh');
  await app.expectFinished();
});
