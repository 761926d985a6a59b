/** Which packages a program is started with, as an author writes it. What a package is called exactly is for the worker to know. */
import type { PackageOptions } from '../protocol/index.ts';

/** The attributes that are read here. */
export const PACKAGE_ATTRIBUTES = ['packages', 'package-indexes', 'package-base'] as const;
export type PackageAttribute = (typeof PACKAGE_ATTRIBUTES)[number];

/** What an attribute says. */
interface Read {
  readonly values: readonly string[];
  /** Those of its words that cannot be read. */
  readonly wrong: readonly string[];
}

const OPERATOR = '(?:===|~=|==|!=|<=|>=|<|>)';
const CLAUSE = String.raw`${OPERATOR}\s*v?\d[\w.*+!-]*`;
/** A name, extras, and the versions that will do. Commas within it belong to it. */
const REQUIREMENT = String.raw`[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:\s*\[[\w\s.,-]*\])?(?:\s*${CLAUSE}(?:\s*,\s*${CLAUSE})*)?`;
/** Ends where a space or a comma does, or the whole text. */
const END = String.raw`(?=[\s,]|$)`;
const WHEEL = String.raw`[^\s,]+\.whl(?:[?#][^\s,]*)?`;
const WORDS = new RegExp(
  String.raw`(?<wheel>${WHEEL})${END}|(?<requirement>${REQUIREMENT})${END}|(?<wrong>[^\s,]+)`,
  'g',
);

/**
 * Reads the packages of a launch.
 *
 * @param value - Gives the text of an attribute.
 * @param base - What addresses are relative to.
 * @param problems - Takes a sentence for each attribute in which something cannot be read; the rest of it counts.
 */
export function packageOptions(
  value: (name: PackageAttribute) => string | null,
  base: string,
  problems: string[],
): PackageOptions {
  const read = (name: PackageAttribute) => {
    const { values, wrong } = readAttribute(name, value(name) ?? '', base);
    if (wrong.length > 0) problems.push(sentence(name, wrong));
    return values;
  };
  const packages = read('packages');
  const packageIndexes = read('package-indexes');
  const [packageBase] = read('package-base');
  return {
    ...(packages.length > 0 && { packages }),
    ...(packageIndexes.length > 0 && { packageIndexes }),
    ...(packageBase !== undefined && { packageBase }),
  };
}

/**
 * The text of an attribute that says `values`.
 *
 * @throws TypeError with a sentence, if one of them cannot be read.
 */
export function packageAttribute(name: PackageAttribute, values: readonly string[], base: string): string {
  const wrong = values.filter((text) => {
    const read = readAttribute(name, text, base);
    return read.values.length !== 1 || read.wrong.length > 0;
  });
  if (wrong.length > 0) throw new TypeError(sentence(name, wrong));
  return values.map((text) => text.trim()).join(' ');
}

function readAttribute(name: PackageAttribute, text: string, base: string): Read {
  if (name === 'packages') return readPackages(text, base);
  // More than one base is none.
  const words = name === 'package-base' ? [text.trim()].filter(Boolean) : text.split(/\s+/).filter(Boolean);
  const found = words.map((word) => ({ word, url: addressOf(word, base) }));
  return {
    values: found.flatMap(({ url }) => url ?? []),
    wrong: found.flatMap(({ word, url }) => (url === undefined ? [word] : [])),
  };
}

function readPackages(text: string, base: string): Read {
  const values: string[] = [];
  const wrong: string[] = [];
  for (const { groups = {} } of text.matchAll(WORDS)) {
    const { wheel, requirement } = groups;
    const value = wheel === undefined ? requirement?.replaceAll(/\s+/g, '') : addressOf(wheel, base);
    if (value === undefined) wrong.push(wheel ?? groups.wrong ?? '');
    else values.push(value);
  }
  return { values, wrong };
}

/** What the author means by an address: the worker's own place is none of the page's. */
function addressOf(text: string, base: string): string | undefined {
  if (/\s/.test(text) || !URL.canParse(text, base)) return undefined;
  const { protocol, href } = new URL(text, base);
  return ['http:', 'https:', 'blob:'].includes(protocol) ? href : undefined;
}

/** What each attribute has, for a person. */
const WANTED: Readonly<Record<PackageAttribute, string>> = {
  packages: 'must name packages, such as "numpy attrs>=23", or wheels, such as "./kit-1.0-py3-none-any.whl"',
  'package-indexes': 'must have addresses, such as "https://example.org/simple/", with spaces between them',
  'package-base': 'must be one address, such as "https://example.org/pyodide/"',
};

function sentence(name: PackageAttribute, wrong: readonly string[]): string {
  const words = wrong.map((word) => `"${word}"`);
  return `The attribute "${name}" ${WANTED[name]}: ${words.join(', ')} cannot be read.`;
}
