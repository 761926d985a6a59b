/** Packages and addresses as a person writes them. What a package is called exactly is for the worker to know. */

/** What a text says. */
export interface Read {
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
 * The packages that a text names: names with the versions that will do, and addresses of wheels, with spaces or commas
 * between them.
 *
 * @param base - What addresses are relative to.
 */
export function readPackages(text: string, base: string): Read {
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

/**
 * The addresses in a text, with spaces between them.
 *
 * @param base - What they are relative to.
 */
export function readAddresses(text: string, base: string): Read {
  const found = text
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => ({ word, url: addressOf(word, base) }));
  return {
    values: found.flatMap(({ url }) => url ?? []),
    wrong: found.flatMap(({ word, url }) => (url === undefined ? [word] : [])),
  };
}

/** What the author means by an address: the worker's own place is none of the page's. */
export function addressOf(text: string, base: string): string | undefined {
  if (/\s/.test(text) || !URL.canParse(text, base)) return undefined;
  const { protocol, href } = new URL(text, base);
  return ['http:', 'https:', 'blob:'].includes(protocol) ? href : undefined;
}
