import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIRST_WORDS } from '../../src/element/first-words.ts';
import { WORDED, WORKER_TEXTS } from '../../src/element/worker-texts.ts';
import type { Dictionary } from '../../src/model/localize.ts';
import { type Said, saidIn } from './said.ts';

const root = join(import.meta.dirname, '..', '..');

const read = (path: string) => readFileSync(join(root, path), 'utf8');

/** Where the screen of the element is made. */
const FOLDERS = ['src/model', 'src/ui', 'src/element'];

/** The sources of the screen, by their paths. */
const sources = FOLDERS.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.(test|d)\.ts$/.test(name))
    .map((name) => join(folder, name)),
);

/** What is said to the authors of pages, about what they have written there, is in English; some files have no words. */
const ENGLISH = [
  'src/element/attributes.ts',
  'src/element/child-files.ts',
  'src/element/fetched.ts',
  'src/element/first-words.ts',
  'src/element/language.ts',
  'src/element/line-ranges.ts',
  'src/element/packages.ts',
  'src/element/sandbox.ts',
  'src/element/scenes/scene.ts',
  'src/element/scenes/within-program.ts',
  'src/element/within-program.ts',
  'src/model/written-breakpoints.ts',
  // Python's keywords.
  'src/ui/editor/expression-at.ts',
];

/** Names of the protocol and of Python, and what an author is told could not be fetched. */
const NO_WORDS = ['Library Code', 'KeyError, OSError', 'isinstance(__exception__, KeyError)', 'The program'];

/** What the worker calls the steps of its boot, and scopes and groups of values: said in the language of the screen. */
const FROM_WORKER = [
  ['src/client/engine.ts', /\blabel: '([^']+)'/g],
  ['src/worker/boot.ts', /\b(?:label: |step\('\w+', )'([^']+)'/g],
  ['src/worker/packages/report.ts', /\blabel: '([^']+)'/g],
  ['src/python/dapper/values/variables.py', /_scope\("([^"]+)"/g],
  ['src/python/dapper/values/presentation.py', /": "(\w+ variables)"/g],
].flatMap(([path, pattern]) => [...read(path as string).matchAll(pattern as RegExp)].map(([, text = '']) => text));

const found = (path: string) => saidIn(read(path));

test('what is said is found: in templates, attributes and sentences', () => {
  const source = `
    const label = words('Step over');
    html\`<p title="Not said" aria-label=\${localize('Said')}>Bare \${localize({ one: '{count} line', other: '{count} lines' }, { count: n })}
      <kbd>Ctrl F</kbd></p>\`;
    tell(\`Gone is \${name}\`);
    throw new Error(isOn ? 'It was wrong.' : localize('It was so'));
    const kinds = [{ name: words('Kind') }] as const;
    localize(isOn ? 'On' : 'Off');`;
  const { localized, bare } = saidIn(source);
  expect(localized.map(({ text }) => text)).toEqual([
    'Step over',
    'Said',
    '{count} lines',
    'It was so',
    'Kind',
    'On',
    'Off',
  ]);
  expect(bare.map(({ text }) => text)).toEqual(['Not said', 'Bare', 'Gone is ']);
});

test('nothing is said in English alone', () => {
  const isSaid = ({ text }: Said) => !FROM_WORKER.includes(text) && !NO_WORDS.includes(text);
  const bare = sources
    .filter((path) => !ENGLISH.includes(path))
    .flatMap((path) =>
      found(path)
        .bare.filter(isSaid)
        .map(({ text, line }) => `${path}:${line}: ${text}`),
    );
  expect(bare).toEqual([]);
});

/** All that the screen can say, as a dictionary that says it in English. */
const english: Dictionary = Object.fromEntries(
  [...sources.flatMap((path) => found(path).localized), ...FROM_WORKER.map((text): Said => ({ text, line: 0 }))]
    .map(({ text, plural }) => [text, plural ?? text] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1)),
);

test('what can be said is written down for those who put it into another language', async () => {
  await expect(`${JSON.stringify(english, undefined, 2)}\n`).toMatchFileSnapshot('../../docs/words.json');
});

/** The places of values in a text. */
const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([place]) => place).toSorted();

describe.each(Object.keys(FIRST_WORDS))('the words of %s', (language) => {
  const dictionary: Dictionary = JSON.parse(read(`src/element/words/${language}.json`));

  test('are all that can be said, in their order, with its values', () => {
    expect(Object.keys(dictionary)).toEqual(Object.keys(english));
    for (const [key, said] of Object.entries(dictionary)) {
      if (typeof said === 'string') expect([key, places(said)]).toEqual([key, places(key)]);
      // Where a plural is of one number, that need not be in it.
      else for (const text of Object.values(said)) expect(places(key)).toEqual(expect.arrayContaining(places(text)));
    }
  });

  test('have what is said before all of them are loaded', () => {
    expect(dictionary).toMatchObject(FIRST_WORDS[language] ?? {});
  });
});

describe('the texts of the worker', () => {
  /** Reasons of CPython's own, and what is put together of more parts than a text here shows. */
  const ASSEMBLED = [/^can't jump/, /runs? code$/, /^CPython can only jump/, /read-only cannot/, /^Hit condition/];
  /** Braces are written twice in some strings. */
  const plain = (text: string) => text.replace(/([{}])\1+/g, '$1').replaceAll('_', ' ');
  const FOLDERS = ['src/python/dapper', 'src/protocol', 'src/client', 'src/worker', 'src/channel'];
  const said = plain(
    FOLDERS.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(py|ts)$/.test(name) && !name.endsWith('.test.ts'))
        .map((name) => read(join(folder, name))),
    )
      .join('\n')
      // A literal that goes on in the next line.
      .replace(/(["'])\n\s*f?\1/g, ''),
  );

  test('are said there, as they stand', () => {
    const parts = (text: string) =>
      plain(text)
        .split(/\{\w+\}|: /)
        .map((part) => part.replace(/^[\s.;,'")]+|[\s.;:,'"(]+$/g, ''));
    const gone = WORKER_TEXTS.filter((text) => !ASSEMBLED.some((each) => each.test(text)))
      .flatMap(parts)
      .filter((part) => !said.includes(part));
    expect(gone).toEqual([]);
  });

  test('have words in their places only where those are texts themselves', () => {
    const places = new Set(WORKER_TEXTS.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, place]) => place)));
    expect([...WORDED].filter((place) => !places.has(place))).toEqual([]);
  });
});
