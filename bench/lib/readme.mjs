// The README's tables of what was measured.
import { readFileSync, writeFileSync } from 'node:fs';
import { Usage } from './options.mjs';

const README = new URL('../../README.md', import.meta.url);

/**
 * Puts a part's tables between its marks, `<!-- measured NAME -->` and `<!-- end of measured NAME -->`.
 * @throws Usage if the README does not have them
 */
export function intoReadme(name, text) {
  const readme = readFileSync(README, 'utf8');
  const marks = new RegExp(`(<!-- measured ${name} -->\n)[\\s\\S]*?(<!-- end of measured ${name} -->)`);
  if (!marks.test(readme)) {
    throw new Usage(`README.md has no "<!-- measured ${name} -->" and "<!-- end of measured ${name} -->".`);
  }
  writeFileSync(
    README,
    readme.replace(marks, (_all, start, end) => `${start}${text}\n${end}`),
  );
}
