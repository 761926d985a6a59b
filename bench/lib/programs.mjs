// The benchmark's programs and the marks in them.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of the programs. */
export const FOLDER = fileURLToPath(new URL('../programs', import.meta.url));

/** The text of a program of `programs/`. */
export function programText(name) {
  return readFileSync(`${FOLDER}/${name}.py`, 'utf8');
}

/** Numbers of the lines that carry a mark, and what stands behind it. */
export function marked(text, mark) {
  return text.split('\n').flatMap((line, index) => {
    const found = new RegExp(`# @${mark}( .*)?$`).exec(line);
    return found ? [{ line: index + 1, note: (found[1] ?? '').trim() }] : [];
  });
}

/** Up to `count` lines with a mark. */
export function markedLines(text, mark, count) {
  return marked(text, mark)
    .slice(0, count)
    .map(({ line }) => ({ line }));
}
