// The tables of what was measured, in README.md and docs/benchmarks.md.
import { readFileSync, writeFileSync } from 'node:fs';
import { Usage } from './options.mjs';

const PAGES = ['README.md', 'docs/benchmarks.md'];

/**
 * Puts a part's tables between its marks, `<!-- measured NAME -->` and `<!-- end of measured NAME -->`.
 * @throws Usage if no page has them
 */
export function intoReadme(name, text) {
  const marks = new RegExp(`(<!-- measured ${name} -->\n)[\\s\\S]*?(<!-- end of measured ${name} -->)`);
  for (const page of PAGES) {
    const file = new URL(`../../${page}`, import.meta.url);
    const before = readFileSync(file, 'utf8');
    if (!marks.test(before)) continue;
    writeFileSync(
      file,
      before.replace(marks, (_all, start, end) => `${start}${text}\n${end}`),
    );
    return;
  }
  throw new Usage(
    `No "<!-- measured ${name} -->" with "<!-- end of measured ${name} -->" is in ${PAGES.join(' or ')}; put both where its tables belong.`,
  );
}
