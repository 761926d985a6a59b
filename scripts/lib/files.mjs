import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './setup.mjs';

const skipped = new Set(['node_modules', 'dist', 'test-results', 'playwright-report', '__pycache__']);

/**
 * The files of the checkout with one of these endings, with "/" between folders, sorted; nothing that was made or installed.
 * @param {string[]} endings such as ".py"
 * @returns {string[]} paths from the root of the checkout
 */
export function sourceFiles(endings) {
  /** @type {string[]} */
  const found = [];
  /** @param {string} folder */
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || skipped.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (endings.some((ending) => entry.name.endsWith(ending))) {
        found.push(relative(root, path).split(sep).join('/'));
      }
    }
  };
  walk(root);
  return found.sort();
}
