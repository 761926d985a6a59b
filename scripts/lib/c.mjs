// clang-format as WebAssembly, with the settings of .clang-format.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from '@wasm-fmt/clang-format';
import { sourceFiles } from './files.mjs';
import { root } from './setup.mjs';

/**
 * Checks the format of every C file, and with `write` fixes it.
 * @param {{ write: boolean }} options
 * @returns {string[]} one line for each file that is not formatted
 */
export function checkC({ write }) {
  const style = readFileSync(join(root, '.clang-format'), 'utf8');
  /** @type {string[]} */
  const problems = [];
  for (const file of sourceFiles(['.c', '.h'])) {
    const text = readFileSync(join(root, file), 'utf8');
    const formatted = format(text, file, style);
    if (formatted === text) continue;
    if (write) writeFileSync(join(root, file), formatted);
    else problems.push(`${file} is not formatted`);
  }
  return problems;
}
