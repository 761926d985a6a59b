/**
 * Whether what was written at a Python prompt goes on in the next line, by the rules of Python's own prompt: a bracket,
 * a triple quote or a backslash leaves a line open, and a block ends with an empty line.
 *
 * It looks at the text alone, so that Enter does something at once; what it cannot tell is left to Python to complain
 * about.
 */

/** The width of one level of indentation. */
const indentWidth = 4;

/** A statement's first part, as far as it can be told from the text. */
interface LogicalLine {
  /** With strings and comments left out. */
  readonly code: string;
  readonly indent: number;
}

interface Scan {
  readonly lines: readonly LogicalLine[];
  /** The text ends inside a bracket, inside a triple-quoted string, or with a backslash. */
  readonly open: boolean;
}

const opensBlock = /^(?:(?:if|for|while|def|class|with|try|async)(?![\p{L}\p{N}_])|@)/u;

/** Whether Enter at the end of `text` asks for another line instead of running it. */
export function goesOn(text: string): boolean {
  const { lines, open } = scan(text);
  if (open) return true;
  const last = lines.at(-1);
  if (!last || /\n[ \t]*$/.test(text)) return false;
  if (last.code.endsWith(':')) return true;
  return (lines.length > 1 && last.indent > 0) || opensBlock.test(last.code);
}

/** The spaces that a new line after `text` begins with. */
export function indentAfter(text: string): string {
  const { lines, open } = scan(text);
  const last = lines.at(-1);
  if (open || !last) return '';
  return ' '.repeat(last.indent + (last.code.endsWith(':') ? indentWidth : 0));
}

/** How many characters Backspace takes away after `before`, the part of a line before the cursor: a level of spaces. */
export function spacesToRemove(before: string): number {
  return /^ +$/.test(before) ? ((before.length - 1) % indentWidth) + 1 : 0;
}

/** How many spaces Tab puts after `before`, which holds nothing but spaces. */
export function spacesToInsert(before: string): number {
  return indentWidth - (before.length % indentWidth);
}

/** A string from its quotes to the closing ones, a comment, or any other character. */
const token =
  /(?<triple>'''|""")(?:\\.|(?!\k<triple>).)*(?<closed>\k<triple>)?|'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|#[^\n]*|\\\n|./gs;

function scan(text: string): Scan {
  const lines: LogicalLine[] = [];
  let depth = 0;
  let code = '';
  let indent = '';
  let open = false;
  const end = () => {
    if (code.trim() !== '') lines.push({ code: code.trim(), indent: indent.length });
    code = '';
    indent = '';
  };
  for (const { 0: part, groups } of text.matchAll(token)) {
    open = false;
    if (part === '\n') {
      if (depth === 0) end();
    } else if (part === '\\\n' || part.startsWith('#')) {
      open = part === '\\\n';
    } else if (/^['"]/.test(part)) {
      code += "''";
      open = groups?.triple !== undefined && groups.closed === undefined;
    } else {
      if ('([{'.includes(part)) depth++;
      else if (')]}'.includes(part)) depth = Math.max(0, depth - 1);
      if (code === '' && /[ \t]/.test(part)) indent += part === '\t' ? '    ' : ' ';
      else code += part;
    }
  }
  open ||= /(?<!\\)\\$/.test(code);
  end();
  return { lines, open: open || depth > 0 };
}
