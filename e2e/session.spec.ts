import { Driver, expect, test } from './driver.ts';

test('Debug pressed while Python boots waits, says so, and then runs', { tag: '@transport' }, async ({ page }) => {
  let letBoot = () => {};
  const mayBoot = new Promise<void>((resolve) => {
    letBoot = resolve;
  });
  await page.route('**/pyodide.asm.wasm', async (route) => {
    await mayBoot;
    await route.continue();
  });
  const app = new Driver(page);
  await app.open();
  await app.write('print("hello")\n');
  await app.press('Debug');
  await expect(app.status).toContainText('Then your program is debugged');
  letBoot();
  await app.expectOutput('hello');
  await app.expectFinished();
});

test('a program runs again and again, each time from the start', { tag: '@transport' }, async ({ app }) => {
  await app.write('import builtins\nprint("old", hasattr(builtins, "mark"))  # @stop\nbuiltins.mark = 1\n');
  await app.debugTo('stop');
  await app.press('Continue');
  await app.expectFinished();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'stop');
  await app.press('Restart');
  await app.expectPaused('breakpoint', 'stop');
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput('old False');
});

test('Run does not stop at breakpoints', async ({ app }) => {
  await app.write('print("one")  # @stop\n');
  await app.clickMargin('stop');
  await app.press('Run');
  await app.expectFinished();
  await app.expectOutput('one');
});

test('the exit code of a program is shown', async ({ app }) => {
  await app.write('import sys\nsys.exit(3)\n');
  await app.press('Run');
  await expect(app.status).toHaveText('Ended with exit code 3');
});

test('a reload keeps the program, its breakpoints and the watched expressions', async ({ app }) => {
  await app.write('a = 1\nb = a + 1  # @stop\nprint(b)\n');
  await app.clickMargin('stop');
  await app.watch('a * 7');
  await app.page.reload();
  await expect(app.breakpoint('stop')).toBeChecked();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'stop');
  await expect(app.item('Watch', 'a * 7 = 7')).toBeVisible();
});

test('a worker that dies is reported, the program is kept, and one click starts again', { tag: '@transport' }, async ({
  app,
}) => {
  await app.write('import ctypes\nprint("before")  # @stop\nctypes.string_at(0xFFFFFFF0, 64)\nprint("after")\n');
  await app.debugTo('stop');
  await app.press('Continue');
  await expect(app.status).toContainText('Python has stopped');
  await expect(app.breakpoint('stop')).toBeChecked();
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'stop');
});

test('a program that is stopped is said to be stopped, also if Python had to be ended with it', {
  tag: '@transport',
}, async ({ app }) => {
  await app.write('print("sleeps")\nimport time\ntime.sleep(60)\n');
  await app.press('Run');
  await app.expectOutput('sleeps');
  await app.press('Stop');
  await expect(app.status).toHaveText('Stopped');
  await app.expectOutput('[The program was stopped]');
  await app.write('print("busy")\nsum(range(10**12))\n');
  await app.press('Run');
  await app.expectOutput('busy');
  await app.press('Stop');
  await expect(app.status).toHaveText('Stopped');
});

test('another program starts with an empty terminal', async ({ app }) => {
  await app.write('print("of the old one")\n');
  await app.press('Run');
  await app.expectFinished();
  await app.choose('Recursion');
  await expect(app.status).toHaveText('Ready');
  await expect(app.region('Terminal')).not.toContainText('of the old one');
});

test('a start while the next Python still boots tells how far that is', async ({ app }) => {
  let letBoot = () => {};
  const mayBoot = new Promise<void>((resolve) => {
    letBoot = resolve;
  });
  // All of Python that a later worker fetches is its script.
  await app.page.context().route('**/assets/browser-*.js', async (route) => {
    await mayBoot;
    await route.continue();
  });
  await app.write('print("hello")\n');
  await app.press('Run');
  await app.expectFinished();
  await app.press('Run');
  await expect(app.status).toHaveText(/^(Starting|Loading) Python/);
  await expect(app.page.getByRole('progressbar')).toBeVisible();
  letBoot();
  await app.expectFinished();
});

test('Stop right after Debug is never lost', { tag: '@transport' }, async ({ app }) => {
  test.slow(); // Python boots once for each
  await app.write('while True:\n    pass\n');
  for (const delay of [0, 2, 5, 10, 20, 50, 100]) {
    await app.page.evaluate(async (milliseconds) => {
      const press = (name: string) =>
        [...document.querySelectorAll('button')].find(({ innerText }) => innerText.trim() === name)?.click();
      press('Debug');
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      press('Stop');
    }, delay);
    await expect(app.status).toHaveText('Stopped');
    await expect(app.region('Terminal')).not.toContainText(/initialize|No program|has ended/);
  }
});
