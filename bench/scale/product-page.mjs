// The page as a person uses it: by its buttons, with its panels filled. Times are taken inside the page.
import { lineOf } from './session.mjs';
import { installWatch } from './watch.mjs';

const WATCHED = ['total', 'len(items)'];

/** The page with a program of the person's own in it, and Python booted. */
async function opened(product, text, breakpoints = []) {
  const page = await product((fresh) =>
    fresh.addInitScript(
      ([program, watched]) => {
        localStorage.setItem('dapper-web.chosen', JSON.stringify('own'));
        localStorage.setItem('dapper-web.program.own', JSON.stringify(program));
        localStorage.setItem('dapper-web.watch.own', JSON.stringify(watched));
      },
      [{ text, breakpoints: breakpoints.map((line) => ({ line, enabled: true })) }, WATCHED],
    ),
  );
  await page.waitForFunction(() => document.querySelector('[role=status]')?.textContent?.trim() === 'Ready');
  await page.evaluate(installWatch);
  return page;
}

/** Yields `{ measure, what, values }` of a program that prints a million lines. */
export async function* pagePrinting(product, { texts, repeats }) {
  for (const what of ['Run', 'Debug']) {
    const found = { seconds: [], task: [], gap: [] };
    for (let round = 0; round < repeats; round++) {
      const page = await opened(product, texts.printing);
      const { task, gap } = await page.evaluate((button) => window.watch.load(button, 'Finished'), what);
      const said = page.getByRole('region', { name: 'Terminal', exact: true }).getByText(/took \S+ seconds/);
      found.seconds.push(Number(/took (\S+) seconds/.exec(await said.first().textContent())[1]));
      found.task.push(task);
      found.gap.push(gap);
      await page.context().close();
    }
    yield { measure: 'printSeconds', what: `${what}, page`, values: found.seconds };
    yield { measure: 'longestTask', what: `${what}, page`, values: found.task };
    yield { measure: 'longestGap', what: `${what}, page`, values: found.gap };
  }
}

/** Yields `{ measure, what, values }` of the buttons Pause and Stop, while a program prints for ever. */
export async function* pageInterrupting(product, { texts, rounds, repeats }) {
  for (const what of ['Run', 'Debug']) {
    const found = { pause: [], stop: [] };
    for (let round = 0; round < repeats; round++) {
      const page = await opened(product, texts.endless);
      await page.evaluate((button) => window.watch.until(button, 'Debugging: running|Running'), what);
      for (let turn = 0; turn < rounds; turn++) {
        await page.waitForTimeout(300 + 7 * turn);
        found.pause.push(await page.evaluate(() => window.watch.until('Pause', 'Paused.*')));
        await page.evaluate(() => window.watch.until('Continue', 'Debugging: running|Running'));
      }
      await page.waitForTimeout(300);
      found.stop.push(await page.evaluate(() => window.watch.until('Stop', 'Stopped')));
      await page.context().close();
    }
    yield { measure: 'pausePrinting', what: `${what}, page`, values: found.pause };
    yield { measure: 'stopPrinting', what: `${what}, page`, values: found.stop };
  }
}

/** Yields `{ measure, what, values }` of a click on Step over. */
export async function* pageStepping(product, { texts, steps }) {
  const page = await opened(product, texts.steps, [lineOf(texts.steps, 'stop')]);
  await page.evaluate(() => window.watch.until('Debug', 'Paused on breakpoint.*'));
  const { known, drawn } = await page.evaluate((count) => window.watch.steps(count), steps);
  yield { measure: 'stepInPage', what: 'drawn', values: drawn };
  yield { measure: 'stepInPage', what: 'in the DOM', values: known };
  await page.context().close();
}

/** Yields `{ measure, what, values }` of a click that unfolds a container of a million. */
export async function* pageOpening(product, { texts }) {
  const page = await opened(product, texts.containers, [lineOf(texts.containers, 'stop')]);
  await page.evaluate(() => window.watch.until('Debug', 'Paused on breakpoint.*'));
  for (const name of ['numbers', 'words', 'unique']) {
    await page.getByRole('treeitem', { name: new RegExp(`^${name} = `) }).waitFor();
    const values = await page.evaluate((item) => window.watch.unfold(item), name);
    yield { measure: 'openInPage', what: name, values: [values] };
  }
  await page.context().close();
}

export const pageScenarios = { pageStepping, pageOpening, pageInterrupting, pagePrinting };
