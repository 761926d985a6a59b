/** The language of an element's words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectNoFindings } from './axe.ts';
import { type Course, test } from './course.ts';
import { expect } from './driver.ts';

const program = `
      def area(width, height):
          return width * height

      sizes = [(1, 2), (3, 4)]
      print(sum(area(*size) for size in sizes))
`;

/** Every text that the screen can say, each in brackets. */
function bracketed(): string {
  const words: object = JSON.parse(readFileSync(join(import.meta.dirname, '../docs/words.json'), 'utf8'));
  return JSON.stringify(Object.fromEntries(Object.keys(words).map((english) => [english, `⟦${english}⟧`])));
}

/** What is the same in every language: the program, its values and errors, keys, and what Monaco calls itself. */
const SAME =
  /^(?:(?:\/home\/pyodide\/)?main\.py(?::\d)?|area|<genexpr>|(?:width|height)(?: = \d)?|int: \d|(?:nothing = )?NameError: .*|nothing|Python 3\.\d+\.\d+, \w+|editor|KeyError, OSError|isinstance\(.*\))$|^ \((?:\w+\+)*\w+\)$/;

/** What people read or hear of an element, or of a part of it, that is in no brackets, and has letters. */
async function bareTexts(course: Course, part = course.element()): Promise<readonly string[]> {
  const texts = await part.evaluate((host) => {
    const apart =
      '.still .code, .view-lines, .monaco-aria-container, .margin, .xterm, kbd, code, style, svg, .only-read';
    const root = host.shadowRoot ?? host;
    const texts: string[] = [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement;
      if (element?.closest(apart)) continue;
      if (node instanceof Text) texts.push(node.data.trim());
      else if (node instanceof Element)
        for (const name of ['title', 'aria-label', 'aria-description', 'placeholder', 'aria-roledescription'])
          texts.push(node.getAttribute(name) ?? '');
    }
    // From within: what is said may be part of what is said.
    const bare = (text: string): string => {
      const rest = text.replace(/⟦[^⟦⟧]*⟧/g, '');
      return rest === text ? rest : bare(rest);
    };
    return [...new Set(texts)].map(bare);
  });
  return texts.filter((text) => /\p{L}{2}/u.test(text) && !SAME.test(text));
}

test('all that an element says can be in another language', async ({ course }) => {
  await course.page.route('**/words.json', (route) => route.fulfill({ json: JSON.parse(bracketed()) }));
  const panels = 'variables watch stack breakpoints frame-evaluation terminal';
  await course.open(
    `<python-debugger words="words.json" panels="${panels}" breakpoints="2" watches="width; nothing">${program}</python-debugger>`,
  );
  await expect(course.button('⟦Debug⟧')).toBeVisible();
  expect(await bareTexts(course)).toEqual([]);
  await course.button('⟦Debug⟧').click();
  await expect(course.status()).toHaveText('⟦Paused on ⟦breakpoint⟧⟧ ⟦at main.py:2⟧ ⟦in area⟧', { timeout: 45_000 });
  const values = course.element().getByRole('treeitem', { name: 'width = 1', exact: true });
  await expect(values).toHaveCount(2);
  expect(await bareTexts(course)).toEqual([]);

  const { keyboard } = course.page;
  for (const [key, shown] of [
    ['Shift+F10', '[role=menu]'],
    ['F2', '.tree-row input'],
  ] as const) {
    await values.first().focus();
    await keyboard.press(key);
    await expect(course.element().locator(shown)).toBeVisible();
    expect(await bareTexts(course)).toEqual([]);
    await keyboard.press('Escape');
  }
  await course.element().locator('.view-line').first().click();
  for (const key of ['Shift+F9', 'Control+g', 'Shift+F10']) {
    await keyboard.press(key);
    await expect(course.element().locator('form, [role=menu]').first()).toBeVisible();
    expect(await bareTexts(course)).toEqual([]);
    await keyboard.press('Escape');
  }
  await course.element().locator('.exception-edit').click();
  expect(await bareTexts(course)).toEqual([]);
});

test("what the worker refuses, and what its breakpoints wait for, is in the element's language", async ({ course }) => {
  await course.open(
    `<python-debugger lang="de" panels="breakpoints terminal" breakpoints="2 if width ==, 5">${program}</python-debugger>`,
  );
  await course.button('Debuggen').click();
  const refused = "Die Bedingung 'width ==' ist kein Python-Ausdruck (invalid syntax).";
  await expect(course.element().locator('.breakpoint-problem')).toHaveText(refused, { timeout: 45_000 });
});

test('what Monaco finds and replaces text by is in the language of each element', async ({ course }) => {
  await course.page.route('**/words.json', (route) => route.fulfill({ json: JSON.parse(bracketed()) }));
  await course.open(`<python-debugger words="words.json">${program}</python-debugger>
    <python-debugger lang="de">${program}</python-debugger><python-debugger>${program}</python-debugger>`);
  const { keyboard } = course.page;
  const find = async (at: number, run: string) => {
    await course.button(run, at).click();
    const editor = course.element(at).locator('.monaco-editor').first();
    await expect(editor.locator('.view-line').first()).toBeVisible({ timeout: 45_000 });
    await editor.locator('.view-line').first().click();
    await keyboard.press('ControlOrMeta+h');
    await expect(editor.locator('.find-widget.visible')).toBeVisible();
    await editor.getByRole('textbox').last().waitFor();
    return editor.locator('.find-widget');
  };
  const widget = await find(0, '⟦Run⟧');
  const field = widget.getByRole('textbox', { name: '⟦Find⟧' });
  await field.fill('size');
  await expect(widget.locator('.matchesCount')).toHaveText(/^⟦(\d|\?) of 4⟧$/);
  await field.fill('nothing');
  await expect(widget.locator('.matchesCount')).toHaveText('⟦No results⟧');
  await widget.getByRole('checkbox', { name: '⟦Match Case⟧' }).hover();
  await course.page.waitForTimeout(1500); // a hover of Monaco's comes late
  const overlays = course.element().locator('.overlayWidgets');
  expect(await bareTexts(course, overlays)).toEqual([]);
  await expect(course.page.getByText('Match Case')).toHaveCount(0);
  const german = await find(1, 'Ausführen');
  await expect(german.getByRole('textbox', { name: 'Suchen' })).toHaveAttribute(
    'placeholder',
    'Suchen (⇅ für Früheres)',
  );
  await expect(german.getByRole('button', { name: 'Schließen (Escape)' })).toHaveAttribute(
    'title',
    'Schließen (Escape)',
  );
  const english = await find(2, 'Run');
  await expect(english.getByRole('textbox', { name: 'Find' })).toBeVisible();
});

test('a lesson is in the language of its author, whatever the words are in', async ({ course }) => {
  await course.open(`<div lang="nl"><python-debugger>${program}
    <python-scene title="Begin">Hallo.</python-scene></python-debugger></div>`);
  await course.button('Start the lesson').click();
  const text = course.element().getByRole('group', { name: 'Step', exact: true }).getByText('Hallo.');
  await expect(text).toBeVisible({ timeout: 45_000 });
  const language = () => text.evaluate((node) => node.closest<HTMLElement>('[lang]')?.lang);
  await expect.poll(language).toBe('nl');
  const heading = course.element().getByRole('heading', { name: 'Step 1 of 1: Begin' });
  expect(await heading.evaluate((node) => node.closest<HTMLElement>('[lang]')?.lang)).toBe('en');
});

test('an element speaks the language of its text', async ({ course }) => {
  await course.open(`<h2>Languages</h2><div lang="de-AT"><python-debugger breakpoints="2">${program}</python-debugger></div>
    <python-debugger lang="fr">${program}</python-debugger><python-debugger lang="xx">${program}</python-debugger>
    <python-debugger lang="es-x">${program}</python-debugger><python-debugger lang="constructor">${program}</python-debugger>`);
  await expect(course.button('Exécuter', 1)).toBeVisible();
  await expect(course.button('Debug', 2)).toBeVisible();
  await expect(course.button('Depurar', 3)).toBeVisible();
  await expect(course.element(4)).toContainText('The attribute "lang" is "constructor"');
  await expect(course.element(2)).toContainText('The attribute "lang" is "xx", and there are words in en, de, es, fr');
  await course.button('Debuggen').click();
  await expect(course.status()).toHaveText('Angehalten: Haltepunkt bei main.py:2 in area', { timeout: 45_000 });
  await expect(course.element().getByRole('region', { name: 'Variablen' })).toContainText('width');
  await expectNoFindings(course.page, 'an element in German');
  await course.button('Fortsetzen').click();
  await course.button('Fortsetzen').click();
  await expect(course.status()).toHaveText('Beendet');
});

test("what Monaco says to screen readers is in the language of the page's elements, if they have one", async ({
  course,
}) => {
  const fetched: string[] = [];
  course.page.on('request', (request) => fetched.push(request.url()));
  await course.open(`<div lang="de-AT"><python-debugger>${program}</python-debugger></div>`);
  await course.button('Ausführen').click();
  const editor = course.element().locator('.monaco-editor').first();
  await expect(editor.locator('.view-line').first()).toBeVisible({ timeout: 45_000 });
  await editor.locator('.view-line').first().click();
  await course.page.keyboard.press('ControlOrMeta+f');
  const field = editor.getByRole('textbox', { name: 'Suchen' });
  await field.fill('size');
  await expect(editor.locator('.matchesCount')).toHaveText(/^(\d|\?) von 4$/);
  // Monaco says it, and nobody else has put it into German.
  await expect(
    course.page
      .locator('.monaco-alert, .monaco-status')
      .getByText(/gefunden/)
      .first(),
  ).toBeAttached();
});
