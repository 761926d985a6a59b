import type { Page } from '@playwright/test';
import { Driver, expect, test } from './driver.ts';

/** Keeps the page's workers within reach, to be ended behind the page's back: no event tells of that. */
async function keepWorkers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const kept: Worker[] = [];
    Object.assign(globalThis, { kept, gone: new Set<string>() });
    globalThis.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        if (args[1]?.name === 'dapper') kept.push(this);
      }
    };
  });
}

/** Ends the newest worker. */
async function endWorker(page: Page): Promise<void> {
  await page.evaluate(() => (globalThis as unknown as { kept: Worker[] }).kept.at(-1)?.terminate());
}

/** Ends all workers, the program's and one that boots ahead of the next start, as soon as each has its lock. */
async function endWorkers(page: Page, least = 1): Promise<void> {
  const ended = () =>
    page.evaluate(async (least) => {
      const { kept, gone } = globalThis as unknown as { kept: Worker[]; gone: Set<string> };
      const { held = [] } = await navigator.locks.query();
      // A worker that was ended keeps its lock for some time.
      const names = held.flatMap(({ name }) => (name?.startsWith('dapper-') && !gone.has(name) ? [name] : []));
      if (kept.length < least || names.length < kept.length) return false;
      for (const worker of kept.splice(0)) worker.terminate();
      for (const name of names) gone.add(name);
      return true;
    }, least);
  await expect.poll(ended).toBe(true);
}

async function opened(page: Page): Promise<Driver> {
  await keepWorkers(page);
  const app = new Driver(page);
  await app.open();
  return app;
}

async function expectDeathAndStart(app: Driver): Promise<void> {
  await expect(app.status).toContainText('ended without a word', { timeout: 15_000 });
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'stop');
}

const PROGRAM = 'import time\nprint("begun")  # @stop\ninput("well? ")\nwhile True:\n    time.sleep(0.01)\n';

test('a worker that ends silently is missed while it boots', { tag: '@transport' }, async ({ page }) => {
  await page.context().route('**/python_stdlib.zip', () => new Promise(() => {}), { times: 1 });
  const app = await opened(page);
  await expect(app.status).toHaveText('Loading Python');
  await expect(app.page.locator('.boot-bytes')).toBeVisible();
  await endWorker(page);
  await expect(app.status).toContainText('ended without a word', { timeout: 15_000 });
  await app.press('Try again');
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
});

test('a worker that ends silently is missed when idle, paused, waiting and running, and one click starts again', {
  tag: '@transport',
}, async ({ page }) => {
  test.slow(); // Python boots five times
  const app = await opened(page);
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  await app.write(PROGRAM);
  await app.clickMargin('stop');
  await endWorkers(page);
  await expectDeathAndStart(app);
  await endWorkers(page);
  await expectDeathAndStart(app);
  await app.press('Continue');
  await expect(app.status).toHaveText('Waiting for input');
  await endWorkers(page);
  await expectDeathAndStart(app);
  await app.press('Continue');
  await app.enter('go on');
  await expect(app.status).toHaveText('Debugging: running');
  await endWorkers(page);
  await expectDeathAndStart(app);
});

test('a program that closes its own worker does not leave the page waiting', { tag: '@transport' }, async ({
  page,
}) => {
  const app = await opened(page);
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  await app.write('from js import self\nself.close()\nprint("closed")\n');
  await app.press('Run');
  await expect(app.status).toHaveText(/ended without a word|Finished/, { timeout: 15_000 });
  await app.write('print("works")  # @stop\n');
  await app.press('Debug');
  await app.expectOutput('works');
  await app.expectFinished();
});

test('a spare that ends silently is replaced when it is needed', async ({ page }) => {
  const app = await opened(page);
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  await app.write('print("one")  # @stop\n');
  await app.press('Run');
  await app.expectFinished();
  await endWorkers(page, 2);
  // The page has noticed when nobody waits for a lock any more.
  const locks = () => page.evaluate(async () => Object.values(await navigator.locks.query()).flat().length);
  await expect.poll(locks).toBe(0);
  await app.press('Run');
  await app.expectFinished();
});

test('a worker that is ended at random moments is always missed', { tag: ['@transport', '@soak'] }, async ({
  page,
}) => {
  const moments = Number(process.env.DAPPER_KILLS ?? 100); // on each transport
  test.setTimeout(moments * 60_000);
  const app = await opened(page);
  await app.write(PROGRAM);
  await app.clickMargin('stop');
  for (let moment = 0; moment < moments; moment += 1) {
    const button = app.button('Try again');
    if (await button.isVisible()) await button.click();
    else await app.page.keyboard.press('F5');
    await page.waitForTimeout((moment * 7919) % 5000);
    if (moment % 3 === 2) await app.page.keyboard.press('F5');
    await endWorkers(page);
    await expect(app.status, `moment ${moment}`).toContainText('ended without a word', { timeout: 20_000 });
  }
  await app.press('Debug');
  await app.expectPaused('breakpoint', 'stop');
});

test('a worker that ends silently as soon as it has its lock is missed', { tag: '@transport' }, async ({ page }) => {
  // What it would say when it has the lock is never said.
  const context = page.context();
  await context.route(/assets\/browser-.*\.js/, async (route) => {
    const response = await route.fetch({ maxRetries: 3 });
    const mute = `const { request } = LockManager.prototype;
LockManager.prototype.request = function (name) { return request.call(this, name, () => new Promise(() => {})); };\n`;
    await route.fulfill({ response, body: mute + (await response.text()) });
  });
  const app = await opened(page);
  await endWorkers(page);
  await expect(app.status).toContainText('ended without a word', { timeout: 15_000 });
  await context.unrouteAll({ behavior: 'wait' });
  await app.press('Try again');
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
});
