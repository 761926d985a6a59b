/** The element in the pages that generators of documentation make of the sites in examples/generators. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { test as base } from './driver.ts';
import { findProgram, openExample, runProgram, type ServedExample } from './examples.ts';
import { root } from './packed.ts';

interface Generator {
  /** What builds a site, in its folder. */
  readonly build: readonly string[];
  /** Where a site has files that are served as they are. */
  readonly files: string;
  /** Where it is built. */
  readonly output: string;
}

const GENERATORS: Record<string, Generator> = {
  plain: { build: [], files: '.', output: '.' },
  docusaurus: { build: ['docusaurus', 'build'], files: 'static', output: 'build' },
  starlight: { build: ['astro', 'build'], files: 'public', output: 'dist' },
  mkdocs: { build: ['mkdocs', 'build', '--quiet'], files: 'docs', output: 'site' },
  sphinx: { build: ['sphinx-build', '-q', '.', 'site'], files: '_static', output: 'site' },
};

/** Where a site's first page is; generators are told so. */
const PATH = '/course/';

const isHere = ({ build: [command] }: Generator) => command === undefined || findProgram(command) !== undefined;

/** What went wrong in the page; of files that are missing, those of the element count. */
const test = base.extend<{ faults: string[] }>({
  faults: [
    async ({ page }, use) => {
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('response', (response) => {
        if (response.status() >= 400 && response.url().includes('/element/')) faults.push(response.url());
      });
      page.on('console', (message) => {
        const isMissing = message.text().startsWith('Failed to load resource');
        if (message.type() === 'error' && !isMissing) faults.push(message.text());
      });
      await use(faults);
      expect(faults).toEqual([]);
    },
    { auto: true },
  ],
});

/** Debugs the factorial of a page from its breakpoint to its end. */
async function debugFactorial(page: Page): Promise<Locator> {
  const element = page.locator('python-debugger');
  await expect(element.locator('.line')).toHaveText([
    'def factorial(n):\n',
    /^ {4}if n < 2:\n$/,
    /^ {8}return 1\n$/,
    /^ {4}return n \* factorial\(n - 1\)\n$/,
    '\n',
    'print(factorial(5))\n',
  ]);
  await element.getByRole('button', { name: 'Debug', exact: true }).click();
  const status = element.getByRole('status');
  await expect(status).toHaveText('Paused on breakpoint at main.py:3 in factorial', { timeout: 60_000 });
  await element.getByRole('button', { name: 'Continue', exact: true }).click();
  await expect(status).toHaveText('Finished');
  await expect(element.getByRole('region', { name: 'Terminal' })).toContainText('120');
  return element;
}

for (const [name, generator] of Object.entries(GENERATORS)) {
  test.describe(name, () => {
    test.skip(!isHere(generator), `${name} is not installed: see examples/README.md.`);
    test.describe.configure({ mode: 'serial', timeout: 180_000 });
    let site: ServedExample;
    test.beforeAll(async () => {
      // A generator takes a minute, and more beside other tests.
      test.setTimeout(600_000);
      const { build, files, output } = generator;
      site = await openExample(join('generators', name), { output, base: PATH }, async (folder) => {
        cpSync(join(root, 'dist', 'element'), join(folder, files, 'element'), { recursive: true });
        await runProgram(build, folder);
      });
    });
    test.afterAll(() => site?.close());

    test('a program of a page is debugged', async ({ page }) => {
      await page.goto(site.url);
      await debugFactorial(page);
    });

    if (name !== 'docusaurus' && name !== 'starlight') return;

    test('the element is as light or dark as the page, also when that changes', async ({ page }) => {
      await page.emulateMedia({ colorScheme: 'light' });
      await page.goto(site.url);
      const element = page.locator('python-debugger');
      const ground = () => element.locator('.shell').evaluate((shell) => getComputedStyle(shell).backgroundColor);
      const light = await ground();
      const root = page.locator('html');
      await root.evaluate((html) => {
        html.dataset.theme = 'dark';
      });
      await expect.poll(ground).not.toBe(light);
      await element.getByRole('button', { name: 'Run', exact: true }).click();
      await expect(element.getByRole('status')).toHaveText('Finished', { timeout: 60_000 });
      await expect(element).toHaveAttribute('data-look', 'dark');
      await root.evaluate((html) => {
        html.dataset.theme = 'light';
      });
      await expect(element).toHaveAttribute('data-look', 'light');
    });

    if (name !== 'docusaurus') return;

    test('a page that is gone to by a link of the site has its own program', async ({ page }) => {
      await page.goto(site.url);
      await debugFactorial(page);
      await page.getByRole('link', { name: 'words', exact: true }).click();
      await expect(page.getByRole('heading', { level: 1 })).toHaveText('Words');
      const element = page.locator('python-debugger');
      await expect(element.locator('.line')).toHaveCount(4);
      await element.getByRole('button', { name: 'Debug', exact: true }).click();
      await expect(element.getByRole('status')).toHaveText('Paused on breakpoint at main.py:3', { timeout: 60_000 });
    });
  });
}
