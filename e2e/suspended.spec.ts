import { expect, test } from './driver.ts';

/** A step of each task takes several times as long as a running program keeps the page's messages waiting. */
const IN_TURN = `import asyncio, time
inside = []

async def work(name):
    await asyncio.sleep(0)
    inside.append(name)
    end = time.monotonic() + 0.15
    while time.monotonic() < end:
        assert inside == [name], inside
    inside.remove(name)
    return name

for turn in range(3):
    print(asyncio.run(asyncio.wait_for(asyncio.gather(*map(work, "abcd")), 60)))
`;

const PAUSED = `import asyncio
ran = 0

async def beside():
    global ran
    while True:
        ran += 1
        await asyncio.sleep(0)

async def main():
    task = asyncio.create_task(beside())
    await asyncio.sleep(0.05)
    before = ran
    print("further:", ran - before)  # @here
    task.cancel()

asyncio.run(main())
`;

test('no task begins in the middle of another, however long that takes', { tag: '@transport' }, async ({ app }) => {
  await app.write(IN_TURN);
  await app.press('Debug');
  await app.expectFinished();
  await app.expectOutput(/(?:\['a', 'b', 'c', 'd'\]\s*){3}/);
});

test('while the program is paused its other tasks stand still', { tag: '@transport' }, async ({ app }) => {
  await app.write(PAUSED);
  await app.clickMargin('here');
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText(
    new RegExp(`^Paused on breakpoint in task Task-\\d+ \\(main\\) at main\\.py:${app.line('here')} in main$`),
  );
  for (const round of [1, 2, 3]) {
    await app.watch(`${round}, ran - before`);
    await expect(app.item('Watch', `${round}, ran - before = (${round}, 0)`)).toBeVisible();
  }
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput('further: 0');
});
