/** Lists as an author writes them, read without spaces around their parts and without empty ones. */

/** What is between two semicolons outside of texts in quotes, which end with their line at the latest. */
const EXPRESSION = /(?:"(?:\\[\s\S]|[^"\\\n])*\\?(?:"|$)|'(?:\\[\s\S]|[^'\\\n])*\\?(?:'|$)|[^;"'])+/gm;

/** The parts of a list with commas between them. */
export function writtenList(text: string): string[] {
  return trimmed(text.split(','));
}

/** The expressions of a list with `;` between them. One may have a text with that in it. */
export function writtenExpressions(text: string): string[] {
  return trimmed(text.match(EXPRESSION) ?? []);
}

/** Expressions as an author would write them, without those that would not be read as they were meant. */
export function expressionsText(expressions: readonly string[]): { readonly text: string; readonly leftOut: number } {
  // With another after it: a quote that is not closed would take that in.
  const writable = expressions.filter((each) => {
    const [first, ...others] = writtenExpressions(`${each}; 1`);
    return first === each && others.length === 1;
  });
  return { text: writable.join('; '), leftOut: expressions.length - writable.length };
}

function trimmed(parts: readonly string[]): string[] {
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
