/** A release of Pyodide with packages of a test in its own list. */
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { listed } from './wheels.ts';

/** Its name, and that before Pyodide 0.24. */
const LISTS = ['pyodide-lock.json', 'repodata.json'];

/** The text of a release's list with more packages in it. */
export function listWith(text: string, packages: readonly ReturnType<typeof listed>[]): string {
  const list = JSON.parse(text);
  for (const each of packages) list.packages[each.name] = each;
  return JSON.stringify(list);
}

/**
 * Puts a release together.
 *
 * @param name - Its folder in `node_modules`.
 */
export function releaseWith(packages: readonly ReturnType<typeof listed>[], name = 'pyodide') {
  const origin = fileURLToPath(new URL(`../../node_modules/${name}/`, import.meta.url));
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'dapper-release-'));
  const files = readdirSync(origin);
  const list = LISTS.find((name) => files.includes(name));
  if (list === undefined) throw new Error(`${origin} has none of ${LISTS.join(' and ')}`);
  for (const file of files) if (file !== list) symlinkSync(join(origin, file), join(folder, file));
  writeFileSync(join(folder, list), listWith(readFileSync(join(origin, list), 'utf8'), packages));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
