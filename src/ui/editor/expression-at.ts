/** Which expression stands at a column of a line of Python: the name, and the attributes and plain indices before it. */

/** A part of a line; columns are 1-based and `end` is past the last. */
export interface ExpressionPlace {
  readonly expression: string;
  readonly start: number;
  readonly end: number;
}

/** A name, and attributes and simple subscripts after it: what can be evaluated without calling anything. */
const chain =
  /[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*|\[(?:-?\d+|'[^'\\]*'|"[^"\\]*"|[\p{L}_][\p{L}\p{N}_]*)\])*/gu;

const part = /^(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*|\[[^\]]*\])/u;

const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** The expression at `column` of `line`, up to the part that is pointed at; nothing in comments, strings and numbers. */
export function expressionAt(line: string, column: number): ExpressionPlace | undefined {
  const offset = column - 1;
  for (const match of blank(line).matchAll(chain)) {
    const start = match.index;
    const end = start + match[0].length;
    if (offset < start || offset >= end || /[\p{L}\p{N}_.]/u.test(line[start - 1] ?? '')) continue;
    const [name = ''] = match[0].match(/^[\p{L}\p{N}_]+/u) ?? [];
    if (keywords.has(name)) return undefined;
    let length = name.length;
    while (start + length <= offset) {
      const [next = ''] = line.slice(start + length, end).match(part) ?? [];
      if (next === '') break;
      length += next.length;
    }
    return { expression: line.slice(start, start + length), start: start + 1, end: start + length + 1 };
  }
  return undefined;
}

/** `line` with comments and the inside of strings blanked, except strings that are an index. */
function blank(line: string): string {
  return line.replace(/(\[)?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|#.*/gu, (text, bracket: string | undefined) =>
    bracket ? text : ' '.repeat(text.length),
  );
}
