/** Each build says under which licences the work of others is that it contains. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test.each([
  ['vscode-jsonrpc', 'Microsoft Corporation'],
  ['comlink', 'Apache License'],
  ['valibot', 'MIT License'],
  ['Pyodide', 'Mozilla Public License Version 2.0'],
  ['CPython', 'PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2'],
  ['musl', 'Rich Felker'],
])('the command-line adapter comes with the licence of %s', (name, words) => {
  const text = readFileSync(new URL('../../dist/node/third-party-licenses.txt', import.meta.url), 'utf8');
  const [, ...entries] = text.split(/^=+\n(?=.*\n=+$)/m);
  const own = entries.filter((entry) => entry.startsWith(name));
  expect(own).toHaveLength(1);
  expect(own[0]).toContain(words);
});
