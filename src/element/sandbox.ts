/** What programs in a sandbox may connect to, as an author writes it and as it follows from the packages. */
import type { PackageOptions } from '../protocol/index.ts';

/** Of the attribute: every address there is. */
const EVERYWHERE = '*';

/**
 * Reads the attribute `sandbox`.
 *
 * @param base - What addresses are relative to.
 * @param problems - Takes a sentence if something of it cannot be read; the rest counts.
 * @returns the addresses; undefined if there is no attribute.
 */
export function readSandbox(text: string | null, base: string, problems: string[]): readonly string[] | undefined {
  if (text === null) return undefined;
  const words = text.split(/\s+/).filter(Boolean);
  const read = words.map((word) => ({ word, address: word === EVERYWHERE ? word : addressOf(word, base) }));
  const wrong = read.filter(({ address }) => address === undefined).map(({ word }) => `"${word}"`);
  if (wrong.length > 0) {
    const rule =
      'must have addresses that programs may connect to, such as "https://example.org/data/", or "*" for all';
    problems.push(`The attribute "sandbox" ${rule}: ${wrong.join(', ')} cannot be read.`);
  }
  return read.flatMap(({ address }) => address ?? []);
}

/** What a program with these packages may connect to: what the author names, and where its packages are. */
export function reachesOf(addresses: readonly string[], packages: PackageOptions): readonly string[] {
  const { packages: wanted, packageIndexes, packageBase } = packages;
  const wheels = (wanted ?? []).filter((each) => URL.canParse(each));
  return [...addresses, ...wheels, ...(packageIndexes ?? []), ...(packageBase ? [packageBase] : [])];
}

function addressOf(word: string, base: string): string | undefined {
  if (!URL.canParse(word, base)) return undefined;
  const { protocol, href } = new URL(word, base);
  return protocol === 'https:' || protocol === 'http:' ? href : undefined;
}
