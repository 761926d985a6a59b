/** The program as an author writes it between tags: indented like its surroundings, with empty lines around it. */

/**
 * `text` without the blank lines around it and the indentation that all of its lines have in common. Lines are counted
 * in what is left.
 */
export function programText(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  while (lines.length > 0 && isBlank(lines[0])) lines.shift();
  while (lines.length > 0 && isBlank(lines.at(-1))) lines.pop();
  const common = commonIndentation(lines.filter((line) => !isBlank(line)));
  const program = lines.map((line) => line.slice(common.length));
  return program.length === 0 ? '' : `${program.join('\n')}\n`;
}

function isBlank(line: string | undefined): boolean {
  return line !== undefined && line.trim() === '';
}

/** The longest whitespace that all `lines` begin with: tabs and spaces are different things, as they are for Python. */
function commonIndentation(lines: readonly string[]): string {
  let common = /^[ \t]*/.exec(lines[0] ?? '')?.[0] ?? '';
  for (const line of lines) while (!line.startsWith(common)) common = common.slice(0, -1);
  return common;
}
