/** `<python-debugger>` in pages of all kinds; its files are of another origin. */
import { readFileSync } from 'node:fs';
import { FACTORIAL, test } from './course.ts';
import { expect } from './driver.ts';

test('until it is used an element is text and two buttons, and nothing else is loaded', async ({ course }) => {
  await course.open(`<python-debugger>${FACTORIAL}</python-debugger>`.repeat(30));
  await expect(course.element(29)).toContainText('def factorial(n):');
  await expect(course.element().locator('.line')).toHaveCount(6);
  await expect(course.button('Debug', 29)).toBeVisible();
  const scripts = course.asked.filter((path) => /\.(m?js|wasm|css)$/.test(path));
  // The bundler's own helper, which loads the rest when it is time, is a file beside it.
  expect(scripts.filter((path) => !path.startsWith('/parts/preload-helper'))).toEqual(['/python-debugger.js']);
  expect(course.page.workers()).toEqual([]);
});

test('Debug stops at the author’s breakpoint; values and output are seen in a small element', {
  tag: '@transport',
}, async ({ course }) => {
  await course.page.setViewportSize({ width: 740, height: 600 });
  await course.open(
    `<python-debugger breakpoints="3, 6 log 'begins'" height="360px" style="width: 700px">${FACTORIAL}</python-debugger>`,
  );
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:3 in factorial', { timeout: 45_000 });
  await expect(course.element().getByRole('treeitem', { name: 'n = 1', exact: true })).toBeVisible();
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText('begins');
  const lines = course.element().locator('.view-line');
  const editor = await course.element().locator('.monaco-editor').boundingBox();
  expect(editor?.height).toBeGreaterThanOrEqual(12 * 19);
  await expect(lines.first()).toBeVisible();
  await course.button('Step out').click();
  await expect(course.status()).toHaveText(/^Paused on step/);
  await course.button('Continue').click();
  await expect(course.status()).toHaveText('Finished');
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText('120');
});

test('F5 debugs before the first start too, Ctrl+F5 runs, and at the end the output is in sight', async ({
  course,
}) => {
  await course.open(`<python-debugger breakpoints="3">${FACTORIAL}</python-debugger>`.repeat(2));
  await course.button('Run').focus();
  await course.page.keyboard.press('F5');
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:3 in factorial', { timeout: 45_000 });
  await course.button('Run', 1).focus();
  await course.page.keyboard.press('Control+F5');
  await expect(course.status(1)).toHaveText('Finished', { timeout: 45_000 });
  const rows = course.element(1).locator('.xterm-rows > div');
  await expect(rows.filter({ hasText: /^120$/ })).toBeInViewport({ ratio: 1 });
  await expect(rows.filter({ hasText: '[The program ended with exit code 0]' })).toBeInViewport();
  await course.page.setViewportSize({ width: 390, height: 800 });
  await course.button('Run', 1).click();
  await expect(course.status(1)).toHaveText('Finished', { timeout: 45_000 });
  await expect(rows.filter({ hasText: /^120$/ })).toBeInViewport({ ratio: 1 });
});

test('a program in a block of code is read as generators write one: with numbers, buttons and lines of their own', async ({
  course,
}) => {
  const code = ['a = 1', '', 'if a < 2:', '    print(a)'];
  const text = code.join('\n').replace('<', '&lt;');
  const each = (make: (line: string, number: number) => string) =>
    code.map((line, at) => make(line.replace('<', '&lt;'), at + 1)).join('');
  const numbers = code.map((_, at) => at + 1).join('\n');
  const blocks = [
    `<pre><code>${text}\n</code></pre>`,
    `<div><pre>${each((line) => `<span class="token-line">${line}<br></span>`)}</pre><button>Copy</button></div>`,
    `<figure><figcaption>main.py</figcaption><pre><code>${each((line) => `<div class="ec-line"><div class="gutter"><div class="ln" aria-hidden="true">1</div></div><div class="code">${line}</div></div>`)}</code></pre></figure>`,
    `<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>${numbers}</pre></div></td><td class="code"><div><pre>${text}</pre></div></td></tr></table>`,
    `<table class="lntable"><tr><td class="lntd"><pre><code>${each((_, number) => `<span class="lnt">${number}\n</span>`)}</code></pre></td><td class="lntd"><pre><code>${text}</code></pre></td></tr></table>`,
    `<pre class="highlight"><code><table><tr><td class="gutter"><pre class="lineno">${numbers}</pre></td><td class="code"><pre>${text}</pre></td></tr></table></code></pre>`,
    `<pre>a = 1<div></div>${each((line, number) => (number > 2 ? `<div>${line}</div>` : ''))}</pre>`,
  ];
  await course.open(blocks.map((block) => `<python-debugger>${block}</python-debugger>`).join(''));
  for (const [at] of blocks.entries()) {
    await expect(course.element(at).locator('.line'), blocks[at]).toHaveText(code.map((line) => `${line}\n`));
  }
});

test('what is wrong with an attribute is still said when the program was started, and the rest works', async ({
  course,
}) => {
  await course.open('<python-debugger panels="nonsense">print("hi")</python-debugger>');
  await course.button('Run').click();
  await expect(course.status()).toHaveText('Finished', { timeout: 45_000 });
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText('hi');
  await expect(course.element().getByRole('alert').first()).toContainText('The attribute "panels" names "nonsense"');
});

test('the elements of a page share one interpreter, and the last that is started has it', async ({ course }) => {
  const loop = '<python-debugger>\n  print("waits")\n  input()\n</python-debugger>';
  await course.open(`${loop}<python-debugger>print("second")</python-debugger>`);
  await course.element().evaluate((element) => {
    const said: string[] = [];
    element.addEventListener('output', ((event: CustomEvent<{ category: string; text: string }>) => {
      if (event.detail.category === 'important') said.push(event.detail.text);
      element.setAttribute('data-said', JSON.stringify(said));
    }) as EventListener);
  });
  await course.button('Debug').click();
  await expect(course.status()).toHaveText(/input/, { timeout: 45_000 });
  const before = course.page.workers().length;
  await course.button('Run', 1).click();
  await expect(course.status(1)).toHaveText('Finished', { timeout: 45_000 });
  await expect(course.element().getByRole('region', { name: 'Terminal' })).toContainText(
    'another program of this page',
  );
  const said = await course.element().getAttribute('data-said');
  expect(JSON.parse(said ?? '')).toEqual(['Ended, because another program of this page was started.\n']);
  expect(course.page.workers().length).toBe(before);
});

test('a text that is given, or fetched, while the debugger is loaded is the one that runs', async ({ course }) => {
  let send = () => {};
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  await course.page.route('**/late.py', async (route) => {
    await sent;
    await route.fulfill({ body: 'print("fetched")', contentType: 'text/x-python' });
  });
  await course.open(
    '<python-debugger>print("written")</python-debugger><python-debugger src="late.py"></python-debugger>',
  );
  await course.element().evaluate((element) => {
    const host = element as HTMLElement & { run(): Promise<void>; program: string };
    void host.run();
    host.program = 'print("given")';
  });
  const output = (at: number) => course.element(at).getByRole('region', { name: 'Terminal' });
  await expect(output(0)).toContainText('given', { timeout: 45_000 });
  await expect(course.status()).toHaveText('Finished');
  await course.button('Run', 1).click();
  await expect(course.status(1)).toHaveText(/^Loading/);
  send();
  await expect(output(1)).toContainText('fetched', { timeout: 45_000 });
});

test('an element that runs when it is seen does so once, also where it was moved, started before or is told late', async ({
  course,
}) => {
  const runs = '<python-debugger isolated auto-run>print(1)</python-debugger>';
  await course.open(`<h2>Above</h2><div style="height: 3000px"></div>${runs.repeat(2)}<python-debugger isolated>print(2)</python-debugger>
    <section></section><div style="height: 3000px"></div>`);
  const page = course.page;
  await page.evaluate(async () => {
    const hosts = [...document.querySelectorAll<HTMLElement & { run(): Promise<void> }>('python-debugger')];
    for (const host of hosts) {
      host.addEventListener('started', () => {
        host.dataset.starts = String(Number(host.dataset.starts ?? 0) + 1);
      });
    }
    const [moved, before, late] = hosts;
    document.querySelector('section')?.append(moved as Node);
    await before?.run();
    late?.setAttribute('auto-run', 'run');
  });
  // The two that stay come first now.
  await expect(course.status(0)).toHaveText('Finished', { timeout: 45_000 });
  for (const at of [2, 1, 0, 2, 1, 0]) {
    await course.element(at).scrollIntoViewIfNeeded();
    await expect(course.status(at)).toHaveText('Finished', { timeout: 45_000 });
    await page.getByRole('heading', { name: 'Above' }).scrollIntoViewIfNeeded();
    await expect(course.element(at)).not.toBeInViewport();
  }
  for (const at of [0, 1, 2]) await expect(course.element(at)).toHaveAttribute('data-starts', '1');
});

test('elements that run when they are seen wait for each other, and for what a reader debugs', async ({ course }) => {
  await course.open(`
    <python-debugger auto-run="debug" breakpoints="1" height="200px">print("first")</python-debugger>
    <python-debugger auto-run height="200px" lang="de">print("second")</python-debugger>
    <python-debugger auto-run height="200px">print("third")</python-debugger>`);
  const output = (at: number) => course.element(at).getByRole('region', { name: 'Terminal' });
  await expect(course.status(0)).toHaveText('Paused on breakpoint at main.py:1', { timeout: 45_000 });
  await expect(course.status(1)).toHaveText('Startet, wenn das andere Programm beendet ist');
  await expect(course.status(2)).toHaveText('Starts when the other program has ended');
  // Whoever does not want to wait starts it, which ends the other.
  await course.button('Run', 2).click();
  await expect(output(2)).toContainText('third', { timeout: 45_000 });
  await expect(course.status(2)).toHaveText('Finished');
  await expect(output(0)).toContainText('Ended, because another program of this page was started.');
  await expect(course.status(0)).toHaveText('Stopped');
  await expect(course.status(1)).toHaveText('Beendet', { timeout: 45_000 });
  await expect(course.element(1)).toContainText('second');
});

test('what a page sets as a program and is no text is refused in words, and what stands there stays', async ({
  course,
}) => {
  await course.open('<python-debugger>print("written")</python-debugger>');
  const said = await course.element().evaluate((element) => {
    try {
      return String(Reflect.set(element, 'program', 5));
    } catch (error) {
      return String(error);
    }
  });
  expect(said).toBe('TypeError: The property "program" must be a text: 5 is none.');
  await expect(course.element()).toContainText('print("written")');
});

test('a program that the page sets is there before the element is defined or put in, and stays when it is moved', async ({
  course,
}) => {
  await course.open('<section></section><python-debugger src="late.py"></python-debugger>');
  const programs = await course.page.evaluate(() => {
    type Host = HTMLElement & { program: string };
    const put = document.querySelector('python-debugger') as Host;
    put.program = 'print("set")\n';
    document.querySelector('section')?.append(put);
    const made = document.createElement('python-debugger') as Host;
    made.program = 'print("made")\n';
    document.querySelector('section')?.append(made);
    // As one that was set before the script was there.
    const early = document.createElement('python-debugger') as Host;
    Object.defineProperty(early, 'program', {
      value: 'print("early")\n',
      configurable: true,
      enumerable: true,
      writable: true,
    });
    document.querySelector('section')?.append(early);
    early.program += 'print("later")\n';
    return [put, made, early].map(({ program }) => program);
  });
  expect(programs).toEqual(['print("set")\n', 'print("made")\n', 'print("early")\nprint("later")\n']);
  await expect(course.element(2)).toHaveText(/print\("early"\)\s*print\("later"\)/);
  await expect(course.element()).toContainText('The program could not be fetched');
  await expect(course.element()).toHaveJSProperty('program', 'print("set")\n');
});

test('a part that cannot be loaded leaves nothing behind, and may come at the next try', async ({ course }) => {
  const part = '**/parts/read-only-lines*';
  await course.page.route(part, (route) => route.abort());
  await course.open('<python-debugger isolated breakpoints="1">print(1)</python-debugger>');
  await course.button('Debug').click();
  await expect(course.status()).toHaveText(
    'The debugger could not be loaded: the network did not bring a part of it. Check the connection, then try again.',
    { timeout: 45_000 },
  );
  await expect(course.element().locator('.shell > *')).toHaveCount(1);
  await expect.poll(() => course.page.workers().length).toBe(0);
  await course.page.unroute(part);
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:1', { timeout: 45_000 });
  expect(course.page.workers().length).toBe(1);
});

test('an element that is removed ends its worker', async ({ course }) => {
  await course.open('<python-debugger>\n  while True: pass\n</python-debugger>');
  await course.button('Run').click();
  await expect(course.status()).toHaveText(/^Running/, { timeout: 45_000 });
  await course.element().evaluate((element) => element.remove());
  await expect.poll(() => course.page.workers().length).toBe(0);
});

test('an element that was removed and is put in again can be started again', async ({ course }) => {
  await course.open('<python-debugger breakpoints="1">print(1)</python-debugger>');
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:1', { timeout: 45_000 });
  await course.element().evaluate(async (element) => {
    element.remove();
    // It is closed in a microtask.
    await Promise.resolve();
    document.body.append(element);
  });
  await expect(course.element()).toHaveJSProperty('state', 'still');
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:1', { timeout: 45_000 });
});

test('an element that is moved while its program is paused goes on there', async ({ course }) => {
  await course.open('<python-debugger breakpoints="1">print(1)</python-debugger><section></section>');
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:1', { timeout: 45_000 });
  await course.element().evaluate((element) => document.querySelector('section')?.append(element));
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:1');
  await course.button('Continue').click();
  await expect(course.status()).toHaveText('Finished');
});

test('the host is notified of stops, and drives the program', async ({ course }) => {
  await course.open(`<python-debugger breakpoints="3">${FACTORIAL}</python-debugger>`);
  const heard = await course.element().evaluate(async (element) => {
    const host = element as HTMLElement & { debug(): Promise<void>; continue(): Promise<void>; state: string };
    const events: unknown[] = [];
    const next = (name: string) =>
      new Promise((resolve) =>
        host.addEventListener(name, (event) => resolve((event as CustomEvent).detail), { once: true }),
      );
    const stopped = next('stopped');
    await host.debug();
    events.push(await stopped, host.state);
    const ended = next('ended');
    await host.continue();
    events.push(await ended, host.state);
    return events;
  });
  expect(heard).toEqual([{ reason: 'breakpoint', line: 3 }, 'paused', { exitCode: 0 }, 'ended']);
});

test('what a host asks for is done when it is told so: started, and at its end', async ({ course }) => {
  await course.open('<python-debugger>while True:\n    pass</python-debugger>');
  const states = await course.page.evaluate(async () => {
    type Host = HTMLElement & { state: string; program: string; run(): Promise<void>; stop(): Promise<void> };
    const host = document.querySelector('python-debugger') as Host;
    const seen: string[] = [];
    for (const name of ['started', 'ended']) host.addEventListener(name, () => seen.push(name));
    await host.run();
    seen.push(host.state);
    await host.stop();
    seen.push(host.state);
    host.program = 'while 1:\n    pass\n';
    await host.run();
    seen.push(host.state);
    // Right after a stop, a start waits for the end.
    await Promise.all([host.stop(), host.run()]);
    seen.push(host.state);
    const [running] = [host.stop(), host.remove()];
    await running;
    return seen;
  });
  expect(states).toEqual(['started', 'running', 'ended', 'ended', 'started', 'running', 'ended', 'started', 'running']);
});

test('keys work while the focus is in the element, and nowhere else', async ({ course }) => {
  await course.open(`<button>Elsewhere</button><python-debugger breakpoints="3">${FACTORIAL}</python-debugger>`);
  await course.button('Debug').focus();
  await course.page.keyboard.press('Enter');
  await expect(course.status()).toHaveText(/^Paused/, { timeout: 45_000 });
  await course.page.getByRole('button', { name: 'Elsewhere' }).focus();
  await course.page.keyboard.press('F10');
  await course.button('Step over').focus();
  await course.page.keyboard.press('F10');
  await expect(course.status()).toHaveText(/^Paused on step at main\.py:4/);
});

test('what the author wrote wrong is reported, and the rest works', async ({ course }) => {
  await course.open('<python-debugger breakpoints="1, x" auto-run="maybe">print(1)</python-debugger>');
  await expect(course.element().getByRole('alert')).toContainText('"x" must be a line such as 3');
  await expect(course.element().getByRole('alert')).toContainText('must be "run" or "debug": "maybe" is neither');
  await expect(course.element().getByRole('img', { name: 'breakpoint', exact: true })).toBeVisible();
});

test('an element that stops on entry does so at each start of Debug, and never under Run', async ({ course }) => {
  await course.open(`<python-debugger stop-on-entry>${FACTORIAL}</python-debugger>`);
  await course.button('Debug').click();
  const entered = /^Paused at main\.py:1$/;
  await expect(course.status()).toHaveText(entered, { timeout: 45_000 });
  await course.button('Step over').click();
  await expect(course.status()).toHaveText(/^Paused on step/);
  await course.button('Restart').click();
  await expect(course.status()).toHaveText(entered);
  await course.button('Continue').click();
  await expect(course.status()).toHaveText('Finished');
  // These are the buttons of the open editor, no longer those of the text.
  await course.button('Debug').click();
  await expect(course.status()).toHaveText(entered);
  await course.button('Stop').click();
  await course.button('Run').click();
  await expect(course.status()).toHaveText('Finished');
});

test('the example of the README stops where it says', async ({ course }) => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [example = ''] = /^<python-debugger[\s\S]*?^<\/python-debugger>/m.exec(readme) ?? [];
  await course.open(example);
  await course.button('Debug').click();
  await expect(course.status()).toHaveText('Paused on breakpoint at main.py:4 in factorial', { timeout: 45_000 });
  await expect(course.element().getByRole('treeitem', { name: 'n = 5', exact: true })).toBeVisible();
});

test('what is pasted after a dialog of an element is written at its cursor', async ({ course }) => {
  await course.open(`<python-debugger>${FACTORIAL}</python-debugger>`);
  await course.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await course.button('Run').click();
  await expect(course.status()).toHaveText('Finished', { timeout: 45_000 });
  const shown = course.element().locator('.view-lines');
  await shown.click();
  await course.page.evaluate(() => navigator.clipboard.writeText('pasted = 1'));
  await course.page.keyboard.press('Control+g');
  await expect(course.element().getByRole('dialog')).toBeVisible();
  await course.page.keyboard.press('Escape');
  await expect(course.element().getByRole('dialog')).toHaveCount(0);
  await course.page.keyboard.press('ControlOrMeta+V');
  await expect(shown).toContainText('pasted = 1');
});
