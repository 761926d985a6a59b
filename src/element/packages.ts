/** Which packages a program is started with, as the author of a page writes it. */
import { addressOf, type Read, readAddresses, readPackages } from '../client/written-packages.ts';
import type { PackageOptions } from '../protocol/index.ts';

/** The attributes that are read here. */
export const PACKAGE_ATTRIBUTES = ['packages', 'package-indexes', 'package-base'] as const;
export type PackageAttribute = (typeof PACKAGE_ATTRIBUTES)[number];

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
  // A page that is not checked by TypeScript may set anything.
  if (!Array.isArray(values)) throw new TypeError(sentence(name, [values]));
  const wrong = values.filter((text) => {
    if (typeof text !== 'string') return true;
    const read = readAttribute(name, text, base);
    return read.values.length !== 1 || read.wrong.length > 0;
  });
  if (wrong.length > 0) throw new TypeError(sentence(name, wrong));
  return values.map((text) => text.trim()).join(' ');
}

function readAttribute(name: PackageAttribute, text: string, base: string): Read {
  if (name === 'packages') return readPackages(text, base);
  if (name === 'package-indexes') return readAddresses(text, base);
  // More than one base is none.
  const word = text.trim();
  const url = word === '' ? undefined : addressOf(word, base);
  return url === undefined ? { values: [], wrong: word === '' ? [] : [word] } : { values: [url], wrong: [] };
}

/** What each attribute has, for a person. */
const WANTED: Readonly<Record<PackageAttribute, string>> = {
  packages: 'must name packages, such as "numpy attrs>=23", or wheels, such as "./kit-1.0-py3-none-any.whl"',
  'package-indexes': 'must have addresses, such as "https://example.org/simple/", with spaces between them',
  'package-base': 'must be one address, such as "https://example.org/pyodide/"',
};

function sentence(name: PackageAttribute, wrong: readonly unknown[]): string {
  const words = wrong.map((word) => `"${word}"`);
  return `The attribute "${name}" ${WANTED[name]}: ${words.join(', ')} cannot be read.`;
}
