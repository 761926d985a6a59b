/** VS Code's own workbench, as npm has it, with the debugger in it: see examples/vscode. */
import { expect, type Locator, type Page } from '@playwright/test';
import { test as base } from './driver.ts';
import { buildWithPacked, hasPackage, openExample, type ServedExample } from './examples.ts';
import { installPacked, type Packed } from './packed.ts';

/** The workbench with `main.py` in the editor. */
class Workbench {
  constructor(readonly page: Page) {}

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.line('import shapes')).toBeVisible({ timeout: 60_000 });
    // The keys are there when the extension is known.
    await this.page.getByRole('tab', { name: /^Run and Debug/ }).click();
    await expect(this.page.getByRole('button', { name: /^Start Debugging/ })).toBeVisible({ timeout: 30_000 });
  }

  line(text: string): Locator {
    return this.page.locator('.view-line').filter({ hasText: text });
  }

  /** Puts the cursor on a line, and presses a key. */
  async pressAt(text: string, key: string): Promise<void> {
    const number = this.page.locator('.line-numbers.active-line-number');
    await this.line('import shapes').click();
    await expect(number).toHaveText('1');
    if (text !== 'import shapes') {
      await this.line(text).click();
      await expect(number).not.toHaveText('1');
    }
    await this.page.keyboard.press(key);
  }

  /** Debugs `main.py` to its breakpoint at line 4. */
  async debug(): Promise<void> {
    await this.pressAt('print(side', 'F9');
    const breakpoints = this.page.getByRole('tree', { name: 'Breakpoints' });
    await expect(breakpoints.getByRole('checkbox', { name: /^main\.py 4/ })).toBeVisible();
    await this.page.keyboard.press('F5');
    await this.standsAt('<module> main.py 4');
  }

  tree(name: string): Locator {
    return this.page.getByRole('tree', { name });
  }

  /** What the program has printed, and what was asked. */
  get console(): Locator {
    return this.page.locator('.repl');
  }

  get stack(): Locator {
    return this.page.getByRole('treegrid', { name: 'Debug Call Stack' });
  }

  /** The program stands there, and the editor shows it. @param place - The innermost frame: function, file, line. */
  async standsAt(place: string): Promise<void> {
    const [name, file, line] = place.split(' ') as [string, string, string];
    const frame = this.stack.getByRole('row', { name: `Stack Frame ${name}, line ${line}, ${file}` });
    await expect(frame).toBeVisible({ timeout: 60_000 });
    await expect(this.page.getByRole('tab', { name: new RegExp(`^${file}`), selected: true })).toBeVisible();
    await expect(this.page.locator('.debug-top-stack-frame-line')).not.toHaveCount(0);
  }
}

const test = base.extend<{ workbench: Workbench }>({
  workbench: async ({ page }, use) => {
    await use(new Workbench(page));
  },
});

test.skip(!hasPackage('@codingame/monaco-vscode-api'), 'The packages are not installed: see examples/README.md.');
test.describe.configure({ mode: 'serial', timeout: 180_000 });

let packed: Packed;
let example: ServedExample;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  packed = await installPacked();
  example = await openExample('vscode', { output: 'dist' }, (folder) => buildWithPacked(folder, packed));
});

test.afterAll(async () => {
  await example?.close();
  packed?.remove();
});

test('its keys, panels and console debug a program of two files', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.open(example.url);
  await workbench.debug();
  const variables = workbench.tree('Debug Variables');
  await expect(variables.getByRole('treeitem', { name: /^side,? value 1/ })).toBeVisible();
  await page.getByRole('button', { name: /^Step Into/ }).click();
  await workbench.standsAt('square shapes.py 2');
  await expect(workbench.stack.getByRole('row', { name: /^Stack Frame <module>/ })).toBeVisible();
  await page.keyboard.press('F10');
  await workbench.standsAt('square shapes.py 3');
  await expect(variables.getByRole('treeitem', { name: /^area,? value 1/ })).toBeVisible();

  await workbench.console.click();
  await page.keyboard.type('area + 40');
  await page.keyboard.press('Enter');
  await expect(workbench.console).toContainText('41');

  await page.keyboard.press('Shift+F5');
  await expect(page.getByRole('button', { name: /^Stop/ })).toHaveCount(0);
});

test('a second start has the text that was edited meanwhile; a restart begins anew', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.open(example.url);
  await workbench.debug();
  await page.keyboard.press('F5');
  await expect(workbench.console).toContainText('1 1', { timeout: 30_000 });
  await page.keyboard.press('Control+Shift+F5');
  await expect(workbench.console).not.toContainText('1 1', { timeout: 30_000 });
  await workbench.standsAt('<module> main.py 4');
  // A stop that comes while restarts are under way ends them all.
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('Control+Shift+F5');
  await page.keyboard.press('Shift+F5');
  await expect(page.getByRole('button', { name: /^Stop/ })).toHaveCount(0);
  await workbench.pressAt('import shapes', 'End');
  await page.keyboard.type('; print("edited")');
  await page.keyboard.press('Control+S');
  await page.keyboard.press('F5');
  await workbench.standsAt('<module> main.py 4');
  await expect(workbench.console).toContainText('edited');
});
