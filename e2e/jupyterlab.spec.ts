/** JupyterLab's own debugger, on a kernel of JupyterLite that is a session: see examples/jupyterlab. */
import { expect, type Locator, type Page } from '@playwright/test';
import { test as base } from './driver.ts';
import { buildWithPacked, hasPackage, openExample, type ServedExample } from './examples.ts';
import { installPacked, type Packed } from './packed.ts';

/** JupyterLab with a notebook of two cells: a function, and a loop that calls it. */
class Lab {
  constructor(readonly page: Page) {}

  /** Opens it, and waits for its kernel. */
  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.page.getByRole('button', { name: 'Enable Debugger' })).toBeEnabled({ timeout: 60_000 });
  }

  async enableDebugger(): Promise<void> {
    await this.page.getByRole('button', { name: 'Enable Debugger' }).click();
    await expect(this.page.getByRole('button', { name: 'Disable Debugger' })).toBeVisible();
    await expect(this.sidebar).toBeVisible();
  }

  cell(at: number): Locator {
    return this.page.locator('.jp-Notebook .jp-CodeCell').nth(at);
  }

  async run(at: number): Promise<void> {
    await this.cell(at).locator('.cm-content').click();
    await this.page.keyboard.press('Shift+Enter');
  }

  /** Writes a text into a cell, and runs it. */
  async runText(at: number, text: string): Promise<Locator> {
    const cell = this.cell(at);
    // A cell that ends its work may take the focus while another is written.
    await expect(async () => {
      await cell.locator('.cm-content').click();
      await this.page.keyboard.press('Control+A');
      await this.page.keyboard.insertText(text);
      await expect(cell.locator('.cm-line')).toHaveText(text.split('\n'), { timeout: 1000 });
    }).toPass();
    await this.page.keyboard.press('Shift+Enter');
    return cell;
  }

  /** Clicks in the gutter beside a line: the first of its elements only holds its width. */
  async toggleBreakpoint(at: number, line: number): Promise<void> {
    await this.cell(at).locator('.cm-breakpoint-gutter .cm-gutterElement').nth(line).click();
  }

  get sidebar(): Locator {
    return this.page.getByRole('region', { name: 'Debugger section' });
  }

  section(name: string): Locator {
    return this.sidebar.getByRole('region', { name: `${name} Section` });
  }

  variable(text: string): Locator {
    return this.section('Variables').getByRole('treeitem', { name: text, exact: true });
  }

  button(name: string): Locator {
    return this.sidebar.getByRole('toolbar', { name: 'Callstack panel toolbar' }).getByRole('button', { name });
  }

  /** The program stands there, and its cell shows the line. */
  async standsAt(at: number, line: number, frames: readonly string[]): Promise<void> {
    await expect(this.section('Callstack').getByRole('listitem')).toHaveText(frames, { timeout: 30_000 });
    const text = await this.cell(at)
      .locator('.cm-line')
      .nth(line - 1)
      .textContent();
    await expect(this.cell(at).locator('.jp-DebuggerEditor-highlight')).toHaveText(text ?? '');
  }
}

const test = base.extend<{ lab: Lab }>({
  lab: async ({ page }, use) => {
    await use(new Lab(page));
  },
});

test.skip(!hasPackage('@jupyterlab/debugger'), 'The packages are not installed: see examples/README.md.');
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let packed: Packed;
let example: ServedExample;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  packed = await installPacked();
  example = await openExample('jupyterlab', { output: 'dist' }, (folder) => buildWithPacked(folder, packed));
});

test.afterAll(async () => {
  await example?.close();
  packed?.remove();
});

test('a breakpoint in the gutter of a cell stops; its panels show where, steps go on, output comes', async ({
  lab,
}) => {
  await lab.open(example.url);
  await lab.enableDebugger();
  await lab.toggleBreakpoint(0, 2);
  await expect(lab.section('Breakpoints')).toContainText('2');
  await lab.run(0);
  await expect(lab.variable('square: function')).toBeVisible();
  await lab.run(1);
  await lab.standsAt(0, 2, ['squareCell [1]:2', '<module>Cell [*]:3']);
  await expect(lab.variable('side: 1')).toBeVisible();

  await lab.button('Next').click();
  await lab.standsAt(0, 3, ['squareCell [1]:3', '<module>Cell [*]:3']);
  await lab.variable('area: 1').click({ button: 'right' });
  await lab.page.getByRole('menuitem', { name: 'Copy Variable to Globals' }).click();
  await lab.variable('area: 1').click({ button: 'right' });
  await lab.page.getByRole('menuitem', { name: 'Render Variable' }).click();
  await expect(lab.page.locator('.jp-DebuggerRichVariable')).toContainText('1');
  await lab.button('Step Out').click();
  await lab.standsAt(1, 3, ['<module>Cell [*]:3']);

  await lab.toggleBreakpoint(0, 2);
  await expect(lab.section('Breakpoints')).not.toContainText('Cell');
  await lab.button('Continue').click();
  await expect(lab.cell(1).locator('.jp-OutputArea')).toContainText('3 14');
  await expect(lab.cell(1).locator('.jp-OutputArea-executeResult')).toContainText('14');
  await expect(lab.section('Callstack').getByRole('listitem')).toHaveCount(0);
  await expect(lab.variable('total: 14')).toBeVisible();
  await expect(lab.variable('area: 1')).toBeVisible();
});

test('a step leaves a cell at its end, and the console of the debugger evaluates at a stop', async ({ lab }) => {
  const { page } = lab;
  await lab.open(example.url);
  await lab.enableDebugger();
  await lab.run(0);
  await lab.toggleBreakpoint(1, 5);
  await lab.run(1);
  await lab.standsAt(1, 5, ['<module>Cell [*]:5']);
  await lab.button('Evaluate Code').click();
  const console = page.locator('.jp-DebugConsole');
  await console.locator('.jp-CodeConsole-promptCell .cm-content').click();
  await page.keyboard.insertText('square(total) + 1');
  await page.keyboard.press('Shift+Enter');
  await expect(console).toContainText('197');
  await page.keyboard.press('F10');
  await expect(lab.cell(1).locator('.jp-OutputArea-executeResult')).toContainText('14');
  await expect(lab.button('Next')).toBeDisabled();
});

test('cells end by errors, ask for input and await; without the debugger nothing stops', async ({ lab }) => {
  await lab.open(example.url);
  const asks = await lab.runText(0, 'name = input("Who? ")\nname.upper()');
  const answer = asks.locator('.jp-Stdin-input');
  await answer.fill('Ada');
  await answer.press('Enter');
  await expect(asks).toContainText("'ADA'");
  const waits = await lab.runText(1, 'import asyncio\nawait asyncio.sleep(0.1)\n[name, 1]');
  await expect(waits).toContainText("['Ada', 1]");
  const fails = await lab.runText(2, 'breakpoint()\n1 / 0');
  await expect(fails).toContainText('ZeroDivisionError: division by zero');
  await expect(fails).not.toContainText('notebook_kernel');
});

test('a cell that runs on can be paused; a restart gives a fresh kernel', async ({ lab }) => {
  const { page } = lab;
  await lab.open(example.url);
  await lab.enableDebugger();
  await lab.runText(0, 'n = 1\nwhile n:\n    n += 1');
  await expect(lab.cell(0)).toContainText('[*]:');
  await lab.button('Pause').click();
  await expect(lab.section('Callstack').getByRole('listitem')).toHaveText([/^<module>Cell \[\*\]:[23]$/]);
  const paused = page.getByText('Paused in Debugger');
  await expect(paused).toBeVisible();
  await lab.button('Terminate').click();
  await expect(paused).toBeHidden();
  await page.getByRole('button', { name: 'Restart the kernel', exact: true }).click();
  await page.getByRole('dialog').locator('.jp-mod-accept').click();
  const fresh = await lab.runText(1, '"n" in globals()');
  await expect(fresh).toContainText('False', { timeout: 60_000 });
});
