/**
 * Pyodide's own script from the build: with the code that V8 made of it (scripts/compile-script.mjs), where Pyodide
 * would have a megabyte of text read and compiled at each start.
 */
import { existsSync, readFileSync } from 'node:fs';
import vm from 'node:vm';
import type { PyodideOptions } from '../worker/platform.ts';
import { besideBundle } from './bundle.ts';

/**
 * What to tell Pyodide so that it does not load its script itself; nothing where the build has kept none.
 *
 * @param bundle - URL of the worker's bundle.
 */
export function pyodideScriptOptions(bundle: URL): PyodideOptions {
  const code = besideBundle('script', bundle);
  if (!existsSync(code)) return {};
  const url = import.meta.resolve('pyodide/pyodide.asm.mjs');
  const script = new vm.Script(readFileSync(new URL('pyodide-script.js', bundle), 'latin1'), {
    filename: url,
    // Code of another engine is refused, and then the text is compiled.
    cachedData: readFileSync(code),
  });
  const importModule = (name: string): Promise<unknown> => import(/* @vite-ignore */ name);
  const createPyodideModule = script.runInThisContext()(url, importModule);
  // An option that Pyodide has for builds of its own, and does not document.
  return { createPyodideModule } as PyodideOptions;
}
