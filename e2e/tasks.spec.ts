import { type Driver, expect, test } from './driver.ts';

const program = `import asyncio


async def fetch(gate, size):
    kept = size * 2
    await gate.wait()  # @wait
    return kept  # @return


async def main():
    gate, later = asyncio.Event(), asyncio.Event()
    quick = asyncio.create_task(fetch(gate, 1), name="quick")
    slow = asyncio.create_task(fetch(later, 5), name="slow")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gate.set()  # @here
    got = await quick
    later.set()
    return got + await slow


print(await main())
`;

const tasks = (app: Driver) => app.region('Call stack').getByRole('listbox', { name: 'Tasks' });
const frames = (app: Driver) => app.region('Call stack').getByRole('listbox', { name: 'Frames, innermost first' });

test('tasks are listed at a stop, the running one marked, and each can be looked at by keys', async ({ app }) => {
  await app.write(program);
  await app.clickMargin('here');
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText(
    new RegExp(`^Paused on breakpoint in task Task-\\d+ \\(<module>\\) at main\\.py:${app.line('here')} in main$`),
  );
  const list = tasks(app);
  await expect(list.getByRole('option')).toHaveText([
    /MainThread\s+runs Task-\d+ \(<module>\)/,
    /quick \(fetch\)\s+waits for Event.wait/,
    /slow \(fetch\)\s+waits for Event.wait/,
  ]);
  const running = list.getByRole('option', { name: /^MainThread/ });
  await expect(running).toHaveAttribute('aria-current', 'true');
  await expect(running).toHaveAttribute('aria-selected', 'true');
  await expect(running.locator('svg')).toBeVisible();

  await running.focus();
  await app.page.keyboard.press('End');
  const slow = list.getByRole('option', { name: /^slow/ });
  await expect(slow).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(slow).toHaveAttribute('aria-selected', 'true');
  await expect(running).toHaveAttribute('aria-current', 'true');
  await expect(frames(app).getByRole('option')).toHaveText([/^\s*Event\.wait/, /^\s*fetch/]);
  await expect(app.item('Variables', 'kept = 10')).toBeVisible();
  await expect(app.status).toHaveText(
    `Task slow (fetch) — waits for Event.wait at main.py:${app.line('wait')} in fetch`,
  );

  await slow.press('Home');
  await app.page.keyboard.press(' ');
  await expect(app.item('Variables', 'kept = 10')).toHaveCount(0);
  await expect(frames(app).getByRole('option').first()).toHaveText(/^\s*main/);
});

test('a step in a task that waits runs until it goes on, and the stop says which task it is', async ({ app }) => {
  await app.write(program);
  await app.clickMargin('here');
  await app.press('Debug');
  await app.booted();
  await tasks(app).getByRole('option', { name: /^slow/ }).click();
  await expect(app.item('Variables', 'kept = 10')).toBeVisible();
  await app.press('Step over');
  await expect(app.status).toHaveText(`Paused on step in task slow (fetch) at main.py:${app.line('return')} in fetch`);
  await expect(tasks(app).getByRole('option').first()).toHaveText(/MainThread\s+runs slow \(fetch\)/);
  await app.press('Continue');
  await app.expectFinished();
  await app.expectOutput('12');
  await expect(tasks(app)).toHaveCount(0);
});

test('a program without tasks has no list of them', async ({ app }) => {
  await app.write('def f(n):\n    return n  # @stop\n\n\nf(1)\n');
  await app.debugTo('stop');
  await expect(frames(app).getByRole('option')).toHaveCount(2);
  await expect(tasks(app)).toHaveCount(0);
});

test('with many tasks the frames of the chosen one are in view beside it', async ({ app }) => {
  await app.write(`import asyncio


async def wait(gate, number):
    await gate.wait()


async def main():
    gate = asyncio.Event()
    all = [asyncio.create_task(wait(gate, n), name=f"task{n}") for n in range(8)]
    await asyncio.sleep(0)
    gate.set()  # @here
    await asyncio.gather(*all)


await main()
`);
  await app.clickMargin('here');
  await app.press('Debug');
  await app.booted();
  await expect(app.status).toHaveText(/^Paused on breakpoint/);
  const frame = frames(app).getByRole('option').first();
  await expect(tasks(app).getByRole('option')).toHaveCount(9);
  await expect(frame).toBeInViewport({ ratio: 1 });
  await tasks(app).getByRole('option').first().focus();
  await app.page.keyboard.press('End');
  await app.page.keyboard.press('Enter');
  const chosen = tasks(app).getByRole('option', { selected: true });
  await expect(chosen).toHaveText(/^\s*task7/);
  await expect(chosen).toBeInViewport({ ratio: 1 });
  await expect(frame).toHaveText(/^\s*Event\.wait/);
  await expect(frame).toBeInViewport({ ratio: 1 });
});
