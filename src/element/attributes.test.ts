import { expect, test } from 'vitest';
import { settingsOf } from './attributes.ts';

/** The settings of an element with these attributes. */
function settings(attributes: Record<string, string>) {
  const map = new Map(Object.entries(attributes));
  return settingsOf({
    getAttribute: (name) => map.get(name) ?? null,
    hasAttribute: (name) => map.has(name),
    baseURI: 'https://course.example/one/page.html',
  });
}

test('an element without attributes shows values and output, and can be edited', () => {
  expect(settings({})).toEqual({
    breakpoints: [],
    watches: [],
    packages: {},
    panels: ['variables', 'terminal'],
    readonlyLines: [],
    stopOnEntry: false,
    autoRun: undefined,
    isolated: false,
    problems: [],
  });
});

test('lists are lists', () => {
  const { watches, panels, readonlyLines } = settings({
    watches: 'f(a, b); len(c);',
    panels: 'watch, stack terminal',
    'read-only': '1-3, 7',
  });
  expect({ watches, panels, readonlyLines }).toEqual({
    watches: ['f(a, b)', 'len(c)'],
    panels: ['watch', 'stack', 'terminal'],
    readonlyLines: [
      [1, 3],
      [7, 7],
    ],
  });
});

test('an attribute without a value says yes', () => {
  const { readonlyLines, stopOnEntry, autoRun, isolated } = settings({
    'read-only': '',
    'stop-on-entry': '',
    'auto-run': '',
    isolated: '',
  });
  expect({ readonlyLines, stopOnEntry, autoRun, isolated }).toEqual({
    readonlyLines: 'all',
    stopOnEntry: true,
    autoRun: 'run',
    isolated: true,
  });
});

test.each([
  [{ panels: 'values' }, 'The attribute "panels" names "values", and can name variables, watch,'],
  [{ 'read-only': '3-1' }, '"3-1" does not'],
  [{ 'auto-run': 'yes' }, 'must be "run" or "debug": "yes" is neither'],
  [{ packages: 'numpy ./kit.zip' }, '"./kit.zip" cannot be read'],
  [{ breakpoints: 'x' }, '"x" must be a line such as 3'],
  [
    { sandbox: 'https:// data:x' },
    'programs may connect to, such as "https://example.org/data/", or "*" for all: "https://", "data:x" cannot',
  ],
])('what cannot be read is said: %o', (attributes, sentence) => {
  expect(settings(attributes as Record<string, string>).problems).toEqual([expect.stringContaining(sentence)]);
});

test('folders are addresses from the page on, and need no slash', () => {
  const { assets, pyodide, problems } = settings({ assets: '../dapper', pyodide: 'https://cdn.example/pyodide/' });
  expect([assets?.href, pyodide?.href]).toEqual(['https://course.example/dapper/', 'https://cdn.example/pyodide/']);
  expect(problems).toEqual([]);
  const wrong = settings({ assets: 'https://' });
  expect(wrong.assets).toBeUndefined();
  expect(wrong.problems).toEqual(['The attribute "assets" must be the address of a folder: "https://" is not.']);
});

test('a sandbox is there by its attribute, which names what its programs may connect to', () => {
  expect(settings({}).sandbox).toBeUndefined();
  expect(settings({ sandbox: '' }).sandbox).toEqual([]);
  expect(settings({ sandbox: ' data/  https://api.example/v1 * ' }).sandbox).toEqual([
    'https://course.example/one/data/',
    'https://api.example/v1',
    '*',
  ]);
});
