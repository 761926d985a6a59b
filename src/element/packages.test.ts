import { describe, expect, test } from 'vitest';
import { type PackageAttribute, packageAttribute, packageOptions } from './packages.ts';

const PAGE = 'https://course.example/one/page.html';

/** What a launch gets of these attributes, and what is wrong with them. */
function read(attributes: Partial<Record<PackageAttribute, string>>) {
  const problems: string[] = [];
  const options = packageOptions((name) => attributes[name] ?? null, PAGE, problems);
  return { ...options, problems };
}

test('without attributes a launch says nothing of packages', () => {
  expect(read({})).toEqual({ problems: [] });
});

test.each([
  ['numpy attrs>=23', ['numpy', 'attrs>=23']],
  ['numpy, pandas', ['numpy', 'pandas']],
  ['numpy,pandas', ['numpy', 'pandas']],
  ['\n  attrs >=23, <24\n  Greeting_Kit[quiet, loud] ~= 2.0  ', ['attrs>=23,<24', 'Greeting_Kit[quiet,loud]~=2.0']],
  ['attrs==23.*, numpy', ['attrs==23.*', 'numpy']],
  ['./kit-1.0-py3-none-any.whl', ['https://course.example/one/kit-1.0-py3-none-any.whl']],
  ['/kit.whl numpy', ['https://course.example/kit.whl', 'numpy']],
  ['https://cdn.example/@a/kit.whl?v=1', ['https://cdn.example/@a/kit.whl?v=1']],
])('packages are separated by spaces or commas: %o', (text, packages) => {
  expect(read({ packages: text })).toEqual({ packages, problems: [] });
});

test('addresses are relative to the page', () => {
  expect(read({ 'package-indexes': 'simple/ https://example.org/simple/', 'package-base': '../pyodide/' })).toEqual({
    packageIndexes: ['https://course.example/one/simple/', 'https://example.org/simple/'],
    packageBase: 'https://course.example/pyodide/',
    problems: [],
  });
});

test.each<[unknown, string]>([
  ['numpy', '"numpy" cannot be read.'],
  [null, '"null" cannot be read.'],
  [['numpy', 1, ['attrs']], '"1", "attrs" cannot be read.'],
])('a property that is no list of texts is refused in words: %o', (value, words) => {
  const set = () => packageAttribute('packages', value as readonly string[], PAGE);
  expect(set).toThrow(TypeError);
  expect(set).toThrow(words);
});

test.each<[Partial<Record<PackageAttribute, string>>, string]>([
  [{ packages: '<23 -e kit.zip' }, 'The attribute "packages" must name packages, such as "numpy attrs>=23"'],
  [{ packages: '<23 numpy, -e kit.zip attrs>>1' }, ': "<23", "-e", "attrs>>1" cannot be read.'],
  [{ packages: 'file:///kit.whl' }, '"file:///kit.whl" cannot be read.'],
  [{ 'package-indexes': 'https:// ftp://example.org/' }, 'must have addresses, such as "https://example.org/simple/"'],
  [{ 'package-indexes': 'https:// ftp://example.org/' }, '"https://", "ftp://example.org/" cannot be read.'],
  [{ 'package-base': 'https://a.example/ https://b.example/' }, 'must be one address'],
])('what cannot be read is said in one sentence: %o', (attributes, sentence) => {
  expect(read(attributes).problems).toEqual([expect.stringContaining(sentence)]);
});

test('what can be read counts beside what cannot', () => {
  expect(read({ packages: '<23 numpy >= attrs' }).packages).toEqual(['numpy', 'attrs']);
});

describe('a property', () => {
  test('is an attribute, which says the same', () => {
    const values = ['attrs >=23, <24', 'numpy', ' ./kit.whl '];
    expect(read({ packages: packageAttribute('packages', values, PAGE) })).toEqual({
      packages: ['attrs>=23,<24', 'numpy', 'https://course.example/one/kit.whl'],
      problems: [],
    });
    expect(packageAttribute('package-base', [], PAGE)).toBe('');
  });

  test.each<[PackageAttribute, string]>([
    ['packages', 'numpy pandas'],
    ['packages', ''],
    ['packages', 'attrs; python_version < "4"'],
    ['package-indexes', 'a/ b/'],
    ['package-base', 'https://'],
  ])('%s refuses %o, and says what is allowed', (name, text) => {
    expect(() => packageAttribute(name, [text], PAGE)).toThrow(
      new RegExp(`^The attribute "${name}" must .*: "${text}" cannot be read\\.$`),
    );
  });
});
