/** Packages of a `<python-debugger>`: from an index on this machine, and from beside the page. */
import { IndexServer } from '../tests/packages/index-server.ts';
import { makeWheel } from '../tests/packages/wheels.ts';
import { test as base } from './course.ts';
import { expect } from './driver.ts';

const GREETING = makeWheel({
  name: 'greeting-kit',
  requires: ['shouting>=1'],
  files: { 'greeting_kit.py': 'from shouting import loud\n\n\ndef greet(name):\n    return loud("hello " + name)\n' },
});
const SHOUTING = makeWheel({ name: 'shouting', files: { 'shouting.py': 'loud = str.upper\n' } });
const PROGRAM = `
    import greeting_kit
    text = greeting_kit.greet("you")
    print(text)
`;

const test = base.extend<{ index: IndexServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it what a fixture needs.
  index: async ({}, use) => {
    const index = await IndexServer.start([GREETING, SHOUTING]);
    await use(index);
    await index.stop();
  },
});

test('a start waits for packages and says how they come in; Stop takes it back, and Debug starts anew', async ({
  course,
  index,
}) => {
  const path = `/simple/shouting/${SHOUTING.file}`;
  index.answer(path, { body: Buffer.alloc(50_000), hang: 200_000 });
  await course.open(
    `<python-debugger packages="greeting-kit>=1" package-indexes="${index.url}" breakpoints="3">${PROGRAM}</python-debugger>`,
  );
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Loading shouting 1.0 (2 of 2)', { timeout: 45_000 });
  const progress = course.element().getByRole('progressbar', { name: 'Loading packages' });
  // What is needed in all is known when each package has begun to come.
  const done = (50_000 + GREETING.bytes.length) / 1e3;
  const text = new RegExp(`^${done.toFixed(0)} of ${(done + 150).toFixed(0)} kB, 25 %$`);
  await expect(progress).toHaveAttribute('aria-valuetext', text);
  await expect(course.element().getByText(text)).toBeVisible();
  await expect(course.button('Stop')).toHaveAttribute('aria-disabled', 'false');
  await course.button('Stop').focus();
  await course.page.keyboard.press('Shift+F5');
  await expect(course.status()).toHaveText('Stopped');
  await expect(progress).toHaveCount(0);
  index.answer(path, { body: SHOUTING.bytes });
  await course.page.keyboard.press('F5');
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:3', { timeout: 45_000 });
  await expect(course.element().getByRole('treeitem', { name: "text = 'HELLO YOU'", exact: true })).toBeVisible();
});

test('a wheel beside the page is loaded, and there again after a restart', async ({ course }) => {
  await course.page.route(`**/${SHOUTING.file}`, (route) => route.fulfill({ body: SHOUTING.bytes }));
  await course.open(
    `<python-debugger packages="./${SHOUTING.file}" breakpoints="2">
      from shouting import loud
      print(loud("quiet"))
    </python-debugger>`,
  );
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
  await course.button('Restart').click();
  await expect(course.status()).not.toHaveText(/^Paused/);
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:2', { timeout: 45_000 });
  await course.button('Continue').click();
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText('QUIET');
});

test('a package that cannot be had keeps the program from being started, and the status says why', async ({
  course,
  index,
}) => {
  await course.open(`<python-debugger packages="nowhere-kit" panels="variables">print(1)</python-debugger>`);
  const failed = course
    .element()
    .evaluate(
      (element) =>
        new Promise((resolve) =>
          element.addEventListener('failed', (event) => resolve((event as CustomEvent).detail), { once: true }),
        ),
    );
  await course.button('Run').click();
  await expect(course.status()).toHaveText(/^The program was not started, .* nowhere-kit is unknown: /, {
    timeout: 45_000,
  });
  expect(await failed).toEqual({ message: expect.stringContaining('nowhere-kit is unknown') });
  // The properties count from the next start.
  await course.element().evaluate((element, url) => {
    const host = element as HTMLElement & { packages: readonly string[]; packageIndexes: readonly string[] };
    host.packages = ['shouting >= 1, < 2'];
    host.packageIndexes = [url];
  }, index.url);
  await expect(course.element()).toHaveAttribute('packages', 'shouting >= 1, < 2');
  await course.button('Run').click();
  await expect(course.status()).toHaveText('Finished', { timeout: 45_000 });
  expect(index.asked).toContain(`/simple/shouting/${SHOUTING.file}`);
});

test('what is no package is said in one sentence: in the element, and to a script that sets the property', async ({
  course,
}) => {
  await course.open('<python-debugger packages="numpy <b> ./kit.zip">print(1)</python-debugger>');
  const sentence = /The attribute "packages" must name packages, .*: "<b>", "\.\/kit\.zip" cannot be read\./;
  await expect(course.element().getByRole('alert')).toHaveText(sentence);
  const thrown = await course.element().evaluate((element) => {
    const host = element as HTMLElement & { packages: readonly string[]; packageBase: string | undefined };
    host.packageBase = '../pyodide/';
    const kept = [...host.packages, host.packageBase];
    try {
      host.packages = ['numpy', 'two words'];
    } catch (error) {
      return [...kept, (error as Error).name, (error as Error).message];
    }
    return kept;
  });
  expect(thrown).toEqual([
    'numpy',
    new URL('/pyodide/', course.page.url()).href,
    'TypeError',
    expect.stringMatching(/^The attribute "packages" must .*: "two words" cannot be read\.$/),
  ]);
});
