// Pyodide's own script, as one that V8 can keep the machine-independent code of: it keeps none of a module's.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const EXPORT = /export default (\w+);\s*$/;
const IMPORT = /(?<![.\w$])import\(/g;

/**
 * The text of a script whose value is a function: given the URL of the module `pyodide.asm.mjs`, and what imports modules
 * (a script whose code is kept cannot do that itself), it returns what that module exports.
 * @returns {string}
 * @throws Error if the module is not as it is known
 */
export function pyodideScript() {
  const file = createRequire(import.meta.url).resolve('pyodide/pyodide.asm.mjs');
  const text = readFileSync(file, 'utf8');
  const [, name] = EXPORT.exec(text) ?? [];
  if (name === undefined || /^import\b/m.test(text)) {
    throw new Error(
      `${file} is not one function that is its default export: src/node/pyodide-script.ts cannot load it.`,
    );
  }
  const body = text
    .replace(EXPORT, `return ${name};`)
    .replaceAll('import.meta.url', 'moduleUrl')
    .replace(IMPORT, 'importModule(');
  return `(function (moduleUrl, importModule) { "use strict"; ${body}\n})`;
}
