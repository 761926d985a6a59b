/** Whether an address has a program in it. What reads one is fetched when there is one. */

/** The parameter of the fragment. */
export const PARAMETER = 'code';

/** A program that does not fit into a link, or a link that has none; the message is for the person. */
export class LinkError extends Error {}

/** The parameter in the fragment of an address; `undefined` if there is none. */
export function codeIn(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get(PARAMETER) ?? undefined;
}
