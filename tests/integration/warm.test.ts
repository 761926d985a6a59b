/** What makes the interpreter hot runs beside every program: it must not fail, print, warn or import. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadPyodide } from 'pyodide';
import { expect, test } from 'vitest';

const WARM = fileURLToPath(new URL('../../src/worker/warm.py', import.meta.url));

test('warming up neither fails nor leaves anything that a program could find', async () => {
  const printed: string[] = [];
  const pyodide = await loadPyodide({
    indexURL: dirname(createRequire(import.meta.url).resolve('pyodide/package.json')),
    stdout: (text) => printed.push(text),
    stderr: (text) => printed.push(text),
  });
  const modules = () => pyodide.runPython('import sys; ",".join(sorted(sys.modules))');
  const before = modules();
  const names = pyodide.toPy({});
  pyodide.runPython(readFileSync(WARM, 'utf8'), { globals: names, filename: '<dapper warm>' });
  const warm = names.get('warm');
  for (let run = 0; run < 5; run += 1) warm();
  warm.destroy();
  names.destroy();
  expect(modules()).toBe(before);
  expect(printed).toEqual([]);
});
