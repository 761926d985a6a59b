import type { Page } from '@playwright/test';
import { Driver, expect, test } from './driver.ts';

/** What a firewall or a login page puts in the place of any file. */
const LOGIN = { status: 200, contentType: 'text/html', body: '<!doctype html><title>Please log in</title>' };

async function opened(page: Page): Promise<Driver> {
  const app = new Driver(page);
  await app.open();
  return app;
}

/** What is left where a connection was cut, and nobody noticed. */
const HALVED = 'halved';
const NOTHING = 'nothing';
const DAMAGED = /: only a part of it came, or it was damaged on its way/;

const damages: readonly (readonly [string, typeof LOGIN | typeof HALVED | typeof NOTHING, RegExp])[] = [
  ['pyodide.asm.wasm', HALVED, DAMAGED],
  ['pyodide.asm.wasm', NOTHING, /: nothing came but an empty file/],
  ['python_stdlib.zip', HALVED, DAMAGED],
  ['python_stdlib.zip', NOTHING, /: nothing came but an empty file/],
  ['pyodide.mjs', HALVED, DAMAGED],
  ['pyodide.mjs', NOTHING, DAMAGED],
  ['pyodide.asm.mjs', LOGIN, /: something else came/],
  ['pyodide.asm.mjs', HALVED, DAMAGED],
  ['pyodide.asm.mjs', NOTHING, DAMAGED],
  ['pyodide-lock.json', LOGIN, /: something else came/],
  ['pyodide-lock.json', HALVED, DAMAGED],
  ['python-package-*.js', HALVED, /'python-package' could not be downloaded/],
  ['python-package-*.js', NOTHING, DAMAGED],
];

const failures: readonly (readonly [
  string,
  string,
  Parameters<import('@playwright/test').Route['fulfill']>[0],
  RegExp,
])[] = [
  [
    'the interpreter is missing',
    'pyodide.asm.wasm',
    { status: 404, body: 'no' },
    /pyodide\.asm\.wasm could not be downloaded: the server answered 404/,
  ],
  [
    'a firewall answers for the interpreter',
    'pyodide.asm.wasm',
    LOGIN,
    /pyodide\.asm\.wasm could not be downloaded: something else came in its place/,
  ],
  [
    'the library is missing',
    'python_stdlib.zip',
    { status: 503, body: '' },
    /python_stdlib\.zip could not be downloaded: the server answered 503/,
  ],
  [
    'a firewall answers for the library',
    'python_stdlib.zip',
    LOGIN,
    /python_stdlib\.zip could not be downloaded: something else came/,
  ],
  [
    'the loader is missing',
    'pyodide.mjs',
    { status: 404, body: 'no' },
    /pyodide\.mjs could not be downloaded: the server answered 404/,
  ],
  [
    'a firewall answers for the loader',
    'pyodide.mjs',
    LOGIN,
    /pyodide\.mjs could not be downloaded: something else came/,
  ],
];

for (const [what, file, answer, message] of failures) {
  test(`when ${what}, the page says what, from where, and tries again`, { tag: '@transport' }, async ({ page }) => {
    await page.context().route(`**/${file}`, (route) => route.fulfill(answer));
    const app = await opened(page);
    await expect(app.status).toHaveText(message);
    await expect(app.status).toContainText('try again');
    await app.expectOutput('could not be downloaded');
    await page.context().unroute(`**/${file}`);
    await app.press('Try again');
    await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
    await expect(app.button('Try again')).toBeHidden();
  });
}

for (const [file, answer, message] of damages) {
  const what = answer === LOGIN ? 'another page' : answer;
  test(`a file that comes damaged is named: ${file}, ${what}`, async ({ page }) => {
    await page.context().route(`**/${file}`, async (route) => {
      if (answer === LOGIN) return route.fulfill(LOGIN);
      const response = await route.fetch({ maxRetries: 3 });
      const { 'content-length': _, 'content-encoding': __, ...headers } = response.headers();
      const body = await response.body();
      return route.fulfill({ headers, body: answer === HALVED ? body.subarray(0, body.length / 2) : '' });
    });
    const app = await opened(page);
    await expect(app.status).toHaveText(message, { timeout: 20_000 });
    await expect(app.status).toContainText(file.replace(/-\*.*/, ''));
    await expect(app.status).toContainText('try again');
    await page.context().unrouteAll({ behavior: 'wait' });
    await app.press('Try again');
    await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  });
}

for (const answer of [HALVED, LOGIN]) {
  const what = answer === LOGIN ? 'as another page' : answer;
  test(`a hook that comes ${what} is done without, and the page says so`, async ({ page }) => {
    await page.context().route('**/dapper-hook.so', async (route) => {
      if (answer === LOGIN) return route.fulfill(LOGIN);
      const response = await route.fetch({ maxRetries: 3 });
      const body = await response.body();
      return route.fulfill({ status: 200, body: body.subarray(0, body.length / 2) });
    });
    const app = await opened(page);
    await app.write('for turn in range(3):\n    print(turn)  # @here\n');
    await app.debugTo('here');
    const panel = await app.unfold('Frame evaluation');
    await expect(panel).toContainText(/Hook\s*Not available/);
    await panel.getByRole('button', { name: 'Health check' }).click();
    await expect(panel.getByRole('list', { name: 'Health check' })).toContainText(
      'dapper-hook.so came, but is no WebAssembly module',
    );
  });
}

test('a connection that fails is reported, and Debug starts Python again', async ({ page }) => {
  await page.context().route('**/pyodide.asm.wasm', (route) => route.abort('connectionrefused'));
  const app = await opened(page);
  await expect(app.status).toContainText('pyodide.asm.wasm could not be downloaded');
  await page.context().unroute('**/pyodide.asm.wasm');
  await app.write('print("at last")\n');
  await app.press('Debug');
  await app.expectFinished();
  await app.expectOutput('at last');
});

test('a host that knows no type of Pyodide’s files serves the page', { tag: '@transport' }, async ({ page }) => {
  await page.context().route(/\.(mjs|wasm|zip)$/, async (route) => {
    // The server closes a connection that has been idle for a while, maybe just when it is to be used again.
    const response = await route.fetch({ maxRetries: 3 });
    await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'application/octet-stream' } });
  });
  const app = await opened(page);
  await expect(app.status).toHaveText('Ready', { timeout: 45_000 });
  await app.write('print("runs")  # @stop\n');
  await app.debugTo('stop');
  await app.press('Continue');
  await app.expectFinished();
  // The next Python is booting: what is being fetched for it must not outlast the page.
  await page.context().unrouteAll({ behavior: 'wait' });
});

test('the download tells how much there is and how much has come; one that stands still can be tried again', async ({
  page,
}) => {
  let held = true;
  await page.context().route('**/python_stdlib.zip', async (route) => {
    if (held) await new Promise(() => {});
    await route.continue();
  });
  const app = await opened(page);
  await expect(app.page.locator('.boot-bytes')).toHaveText(/^9\.\d of 13\.\d MB, 7\d %$/);
  await expect(app.status).toHaveText('Loading Python: nothing has come for a while', { timeout: 20_000 });
  await app.press('Debug');
  held = false;
  await app.press('Try again');
  await expect(app.status).toHaveText('Finished', { timeout: 45_000 });
});
