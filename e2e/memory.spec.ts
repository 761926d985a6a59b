/** What a page keeps of sessions that have ended. Counted, not weighed: `bench/scale/memory.mjs` weighs. */
import type { CDPSession } from '@playwright/test';
import { type Driver, expect, type RegionName, test } from './driver.ts';

interface Counts {
  readonly workers: number;
  readonly listeners: number;
  readonly nodes: number;
}

/** What is left when nothing goes any more: the page frees nodes in turns of its own, later where the machine is busy. */
async function counts({ page }: Driver, devtools: CDPSession): Promise<Counts> {
  let left = '';
  await expect(async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(1000);
    const { jsEventListeners, nodes } = await devtools.send('Memory.getDOMCounters');
    const before = left;
    left = JSON.stringify({ workers: page.workers().length, listeners: jsEventListeners, nodes });
    expect(left).toBe(before);
  }).toPass({ timeout: 30_000 });
  return JSON.parse(left) as Counts;
}

/**
 * Counts after the first sessions and after further ones. Each may have to wait for a boot, and so takes its time.
 *
 * A page gets some listeners and nodes once, at a moment of their own (those of the service worker, of Playwright, of what
 * is said): what has come is looked at once more. What each session leaves comes again.
 */
async function compare(app: Driver, session: () => Promise<void>): Promise<readonly [Counts, Counts]> {
  test.slow();
  const devtools = await app.page.context().newCDPSession(app.page);
  await devtools.send('HeapProfiler.enable');
  for (let ended = 0; ended < 2; ended++) await session();
  const further = async () => {
    for (let ended = 0; ended < 3; ended++) await session();
    return counts(app, devtools);
  };
  let before = await counts(app, devtools);
  let after = await further();
  const isMore = after.listeners > before.listeners || after.nodes > before.nodes;
  if (isMore) [before, after] = [after, await further()];
  await devtools.detach();
  return [before, after];
}

test('a program that has ended leaves nothing behind but what the next one takes away', async ({ app }) => {
  await app.write('for i in range(50):\n    print("line", i)\n');
  const [before, after] = await compare(app, async () => {
    await app.press('Run');
    await app.expectFinished();
    // That of the program that has ended, and the one that was booted ahead; Monaco's own comes when it is needed.
    await expect.poll(() => pythons(app)).toBe(2);
  });
  expect(after.workers).toBe(before.workers);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  expect(after.nodes).toBeLessThanOrEqual(before.nodes);
});

test('a program that is restarted while it is paused leaves nothing behind', async ({ app }) => {
  // Each run shows a number of its own: a restart may be over before anyone has seen it begin.
  await app.write('import os\ndef f(n):\n    run = os.urandom(8).hex()\n    return run  # @stop\nprint(f(10))\n');
  await app.debugTo('stop');
  const inPanels: number[] = [];
  const [before, after] = await compare(app, async () => {
    const former = await numberOf(app);
    await app.press('Restart');
    await expect.poll(() => numberOf(app)).not.toBe(former);
    await app.expectPaused('breakpoint', 'stop');
    await expect(app.item('Variables', 'n = 10')).toBeVisible();
    inPanels.push((await nodesIn(app, 'Variables')) + (await nodesIn(app, 'Breakpoints')));
  });
  expect(after.workers).toBe(before.workers);
  expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  expect(inPanels.at(-1)).toBe(inPanels[0]);
  // Monaco's decorations and what is said to screen readers take a node now and then; a panel would take dozens.
  expect(after.nodes).toBeLessThan(before.nodes + 20);
});

/** The number of the run that is shown; waits until there is one. */
async function numberOf(app: Driver): Promise<string> {
  const shown = app
    .region('Variables')
    .getByText(/'[0-9a-f]{16}'/)
    .first();
  return shown.innerText();
}

/** How many nodes of a region there are, also those that are not elements: lists that are drawn anew leave comments
 * behind. */
function nodesIn(app: Driver, name: RegionName): Promise<number> {
  return app.region(name).evaluate((region) => {
    const walker = document.createTreeWalker(region, NodeFilter.SHOW_ALL);
    let nodes = 0;
    while (walker.nextNode()) nodes++;
    return nodes;
  });
}

/** How many workers there are that run Python. */
function pythons({ page }: Driver): number {
  return page.workers().filter((worker) => worker.url().includes('/browser-')).length;
}
