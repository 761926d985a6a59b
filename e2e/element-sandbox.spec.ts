/** `<python-debugger sandbox>`: an interpreter of opaque origin, and what of the page its programs reach. */
import type { Frame } from '@playwright/test';
import { type Course, test } from './course.ts';
import { expect } from './driver.ts';

// Its programs try to reach the project's own page and what that keeps.
test.use({ apart: true });

/** Tries what a script of the page's origin could do, and prints what became of it. */
const BURGLAR = `
      import js

      def tried(what):
          try:
              return str(what())
          except Exception as error:
              return type(error).__name__

      def get():
          request = js.XMLHttpRequest.new()
          request.open("GET", "ADDRESS", False)
          request.send()
          return request.status

      print("origin:", js.self.origin)
      print("page:", tried(get))
      print("kept:", tried(lambda: js.indexedDB.open("work")))
      print("document:", hasattr(js, "document"))

      from pyodide.ffi import create_once_callable
      import asyncio

      said = asyncio.Future()
      script = 'fetch("ADDRESS", { mode: "no-cors" }).then(() => postMessage("reached"), () => postMessage("refused"))'
      worker = js.Worker.new("data:text/javascript," + js.encodeURIComponent(script))
      worker.onmessage = create_once_callable(lambda event: said.set_result(event.data))
      print("worker:", await said)
`;

/** The frame that the interpreter is in. */
function frameOf(course: Course): Frame {
  const [frame, ...others] = course.page.frames().filter((each) => each !== course.page.mainFrame());
  expect(others).toEqual([]);
  if (!frame) throw new Error('The page has no frame.');
  return frame;
}

async function runBurglar(course: Course, sandbox: string): Promise<void> {
  const address = new URL('./icon.svg', test.info().project.use.baseURL).href;
  await course.open(`<python-debugger ${sandbox}>${BURGLAR.replaceAll('ADDRESS', address)}</python-debugger>`);
  await course.button('Run').click();
  await expect(course.status()).toHaveText('Finished', { timeout: 45_000 });
}

function terminal(course: Course) {
  return course.element().getByRole('region', { name: 'Terminal' });
}

test('a program in a sandbox has no origin, and reaches neither the page’s host nor what is kept', async ({
  course,
}) => {
  await runBurglar(course, 'sandbox');
  await expect(terminal(course)).toContainText('origin: null');
  await expect(terminal(course)).toContainText('page: JsException');
  await expect(terminal(course)).toContainText('kept: JsException');
  await expect(terminal(course)).toContainText('document: False');
  await expect(terminal(course)).toContainText('worker: refused');
});

test('a program in a sandbox may connect to what its author names', async ({ course }) => {
  await runBurglar(course, 'sandbox="./"');
  await expect(terminal(course)).toContainText('origin: null');
  await expect(terminal(course)).toContainText('page: 200');
  await expect(terminal(course)).toContainText('worker: reached');
});

test('a program outside of a sandbox is one of the page', async ({ course }) => {
  await runBurglar(course, '');
  await expect(terminal(course)).toContainText('page: 200');
  await expect(terminal(course)).toContainText('kept: [object IDBOpenDBRequest]');
});

const LOOP = `
      total = 0
      for n in range(3):
          total += n
      print(total)
`;

/** Debugs a program in a sandbox up to its breakpoint. */
async function paused(course: Course): Promise<void> {
  await course.open(`<python-debugger sandbox breakpoints="3 if n == 1">${LOOP}</python-debugger>`);
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:3', { timeout: 45_000 });
}

test('a program in a sandbox is debugged as any other, and its frame goes with the element', async ({ course }) => {
  await paused(course);
  await expect(course.element().getByRole('treeitem', { name: 'n = 1', exact: true })).toBeVisible();
  await course.button('Step over').click();
  await expect(course.status()).toHaveText('Paused on step at main.py:2');
  await course.button('Restart').click();
  await expect(course.status()).not.toHaveText(/^Paused/);
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:3', { timeout: 45_000 });
  await course.button('Continue').click();
  await expect(course.status()).toHaveText('Finished');
  await expect(terminal(course)).toContainText('3');
  await expect(course.page.locator('iframe')).toHaveAttribute('sandbox', 'allow-scripts');
  await course.element().evaluate((element) => element.remove());
  await expect(course.page.locator('iframe')).toHaveCount(0);
});

test('a sandbox works in a page that is isolated, too', async ({ course }) => {
  await course.open(`<python-debugger sandbox breakpoints="3 if n == 1">${LOOP}</python-debugger>`, {
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
  });
  expect(await course.page.evaluate(() => crossOriginIsolated)).toBe(true);
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:3', { timeout: 45_000 });
  await course.button('Continue').click();
  await expect(course.status()).toHaveText('Finished');
});

test('a loop in a sandbox is paused and ended', async ({ course }) => {
  await course.open('<python-debugger sandbox>\n  count = 0\n  while True: count += 1\n</python-debugger>');
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Debugging: running', { timeout: 45_000 });
  await course.button('Pause').click();
  await expect(course.status()).toHaveText(/^Paused .*main\.py:2/);
  await course.button('Continue').click();
  await course.button('Stop').click();
  await expect(course.status()).toHaveText('Stopped');
});

test('messages of others than frame and page, or of another shape, change nothing', async ({ course }) => {
  await paused(course);
  const { page } = course;
  await page.evaluate(async () => {
    const stranger = document.createElement('iframe');
    document.body.append(stranger);
    const { contentWindow } = stranger;
    const inside = contentWindow as (Window & { eval(text: string): void }) | null;
    inside?.eval(`
      parent.postMessage({ type: 'dapper/dead', worker: 1, reason: 'forged' }, '*');
      parent.document.querySelector('iframe').contentWindow.postMessage({ type: 'dapper/end', worker: 1 }, '*');
    `);
    postMessage({ type: 'dapper/dead', worker: 1, reason: 'forged' }, '*');
    // Until all of that has been delivered.
    await new Promise((resolve) => setTimeout(resolve, 200));
    stranger.remove();
  });
  const frame = frameOf(course);
  const say = (message: unknown) =>
    frame.evaluate((text) => parent.postMessage(JSON.parse(text), '*'), JSON.stringify(message));
  for (const message of [
    null,
    [],
    { type: 'dapper/dead' },
    { type: 'dapper/dead', worker: 1, reason: 7 },
    { type: 'x' },
  ]) {
    await say(message);
  }
  await course.button('Step over').click();
  await expect(course.status()).toHaveText('Paused on step at main.py:2');
  await expect(terminal(course)).not.toContainText('forged');
  // The same from the frame itself, in the right shape, is believed.
  await say({ type: 'dapper/dead', worker: 1, reason: 'told by the frame' });
  await expect(course.status()).toContainText('Python has stopped');
  await expect(terminal(course)).toContainText("Python's worker failed: told by the frame.");
});

test('what is no address is said in one sentence', async ({ course }) => {
  await course.open('<python-debugger sandbox="* javascript:x">print(1)</python-debugger>');
  await expect(course.element().getByRole('alert')).toHaveText(
    'The attribute "sandbox" must have addresses that programs may connect to, such as "https://example.org/data/", or "*" for all: "javascript:x" cannot be read.',
  );
});
