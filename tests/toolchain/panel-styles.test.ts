/** Styles of the panels count in a shadow tree as in a document; and Monaco's are those that an editor can show. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const styles = join(root, 'src/ui/styles');
const editor = join(root, 'src/ui/editor');
const monaco = join(root, 'node_modules/monaco-editor/esm/vs');

/** What of Monaco is imported with the rest, and never seen in an editor for Python. */
const UNSEEN = [
  'base/browser/ui/progressbar/progressbar.css',
  'base/browser/ui/selectBox/selectBox.css',
  'base/browser/ui/selectBox/selectBoxCustom.css',
  'editor/browser/gpu/css/media/decorationCssRuleExtractor.css',
  'editor/browser/viewParts/gpuMark/gpuMark.css',
  'editor/browser/widget/diffEditor/components/accessibleDiffViewer.css',
  'editor/browser/widget/diffEditor/style.css',
  'editor/browser/widget/multiDiffEditor/style.css',
  'editor/contrib/codeAction/browser/lightBulbWidget.css',
  'editor/contrib/colorPicker/browser/colorPicker.css',
  'editor/contrib/dropOrPasteInto/browser/postEditWidget.css',
  'editor/contrib/gotoSymbol/browser/peek/referencesWidget.css',
  'editor/contrib/inlineCompletions/browser/hintsWidget/inlineCompletionsHintsWidget.css',
  'editor/contrib/inlineProgress/browser/inlineProgressWidget.css',
  'editor/contrib/symbolIcons/browser/symbolIcons.css',
  'editor/standalone/browser/quickInput/standaloneQuickInput.css',
  'platform/actionWidget/browser/actionWidget.css',
  'platform/quickinput/browser/media/quickInput.css',
];

/** The style sheets that `file` imports, and those that its imports do, in their order. */
function sheetsOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  if (file.endsWith('.css')) return [relative(monaco, file)];
  const imports = readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s*(?:[^'";]*?from\s*)?['"]([^'"?]+)['"]/gm);
  return [...imports].flatMap(([, specifier = '']) => {
    if (specifier.startsWith('.')) return sheetsOf(resolve(dirname(file), specifier), seen);
    if (!specifier.startsWith('monaco-editor/')) return [];
    const path = join(monaco, specifier.slice('monaco-editor/'.length));
    return sheetsOf(path.endsWith('.js') ? path : `${path}.js`, seen);
  });
}

test('an editor brings the style sheets that Monaco would, but for what is never seen', () => {
  const text = readFileSync(join(editor, 'monaco.css'), 'utf8');
  const brought = [...text.matchAll(/@import ".*?\/esm\/vs\/(.*?)"/g)].map(([, path]) => path);
  const wanted = sheetsOf(join(editor, 'monaco.ts'));
  expect(wanted).toEqual(expect.arrayContaining(UNSEEN));
  expect(brought).toEqual(wanted.filter((path) => !UNSEEN.includes(path)));
});

const sheets = readdirSync(styles).filter((name) => name.endsWith('.css'));

test.each(sheets)('%s is of panels, not of the page', (name) => {
  const text = readFileSync(join(styles, name), 'utf8').replaceAll(/\/\*.*?\*\//gs, '');
  const selectors = [...text.matchAll(/(?:^|[}{;])\s*([^{};@]+)\{/g)].map(([, selector = '']) => selector.trim());
  const ofPage = selectors.filter((selector) => /(?:^|[\s,>])(?:html|body|#)|\.region/.test(selector));
  const ofDocument = selectors.filter((selector) => selector.includes(':root') && !selector.includes(':host'));
  // The width of the window says nothing of the room that a panel has.
  const ofWindow = text.match(/@media[^{]*(?:width|height)[^{]*/g) ?? [];
  expect([...ofPage, ...ofDocument, ...ofWindow]).toEqual([]);
});
