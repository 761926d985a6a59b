/** The standard library with the bytecode of what each boot imports: nobody finds out, except by the clock. */
import { readFileSync } from 'node:fs';
import { loadPyodide, type PyodideAPI } from 'pyodide';
import { expect, test } from 'vitest';

const { libraryWithBytecode } = (await import(new URL('../../scripts/lib/stdlib.mjs', import.meta.url).href)) as {
  libraryWithBytecode(): Promise<string>;
};
const bootstrap = readFileSync(new URL('../../src/worker/bootstrap.py', import.meta.url), 'utf8');

const ORIGINS = `
import sys
sorted(module.__spec__.origin for module in sys.modules.values() if ".zip/" in (getattr(module.__spec__, "origin", "") or ""))
`;

/** What a program can see of each module, and of the code in it. */
const SEEN = `
import sys, types

def seen(module):
    names = ("__name__", "__file__", "__cached__", "__doc__", "__package__", "__path__", "__spec__")
    yield [(name, repr(getattr(module, name, None))) for name in names]
    for value in getattr(module, "__dict__", {}).values():
        if isinstance(value, types.FunctionType) and value.__module__ == module.__name__:
            yield value.__qualname__, value.__code__.co_filename, list(value.__code__.co_lines()), value.__doc__

import re
lines = [repr(each) for name, module in sorted(sys.modules.items()) if name != "__main__" for each in seen(module)]
re.sub(r" at 0x\\w+", "", "\\n".join(lines))
`;

async function boot(stdLibURL?: string): Promise<PyodideAPI> {
  return loadPyodide(stdLibURL === undefined ? {} : { stdLibURL });
}

function run(pyodide: PyodideAPI, ...texts: readonly string[]): unknown {
  const globals = pyodide.toPy({ __name__: 'test' });
  for (const text of texts.slice(0, -1)) pyodide.runPython(text, { globals });
  return pyodide.runPython(texts.at(-1) ?? '', { globals });
}

test('all that a boot imports is there as bytecode, and looks like what comes from the sources', async () => {
  const [given, made] = [await boot(), await boot(await libraryWithBytecode())];
  const sources = (run(given, ORIGINS) as { toJs(): string[] }).toJs();
  expect((run(made, ORIGINS) as { toJs(): string[] }).toJs()).toEqual(sources.map((origin) => `${origin}c`));
  run(made, bootstrap, '_name_sources()');
  expect(String(run(made, SEEN)).split('\n')).toEqual(String(run(given, SEEN)).split('\n'));
});

test('its source is shown', async () => {
  const made = await boot(await libraryWithBytecode());
  run(made, bootstrap, '_name_sources()');
  const look = 'import inspect, tempfile; inspect.getsource(tempfile.mkdtemp).splitlines()[0]';
  expect(run(made, look)).toBe('def mkdtemp(suffix=None, prefix=None, dir=None):');
});
