// Compiles the Python package `dapper` with the pinned Pyodide, so that starting the debugger costs no compiling.
// A Pyodide with another Python compiles the sources itself.
import { readFileSync } from 'node:fs';
import { cachedFile } from './python-cache.mjs';

const MODULE = 'virtual:dapper-bytecode';

/** Where the worker has the debugger in Pyodide's file system. */
export const FOLDER = '/opt/dapper';

/** Leaves out docstrings and types: they are for people, and since 3.14 each annotated function has a second one for them. */
const COMPILE = `
import ast, marshal
from importlib.util import MAGIC_NUMBER

class Untyped(ast.NodeTransformer):
    def visit_FunctionDef(self, node):
        node.returns = None
        return self.generic_visit(node)

    def visit_arg(self, node):
        node.annotation = None
        return node

    def visit_If(self, node):
        self.generic_visit(node)
        return node.orelse if ast.unparse(node.test) == "TYPE_CHECKING" else node

codes = {}
for name, path, text in sources(FOLDER):
    if name in ("dapper.wire.names", "dapper.wire.requests"):
        continue  # types, and nothing else
    codes[name] = compile(Untyped().visit(ast.parse(text)), path, "exec", dont_inherit=True, optimize=2)
with open(f"{FOLDER}/dapper.bin", "wb") as file:
    file.write(MAGIC_NUMBER + marshal.dumps(codes))
`;

/** What the worker runs first, and what must be known of it to compile. */
export const bootstrap = readFileSync(new URL('../../src/worker/bootstrap.py', import.meta.url), 'utf8');

/**
 * Writes the package's files into Pyodide's file system.
 * @param {import('pyodide').PyodideAPI} pyodide
 * @param {{path: string, text: string}[]} files
 */
export function writePackage(pyodide, files) {
  for (const { path, text } of files) {
    const full = `${FOLDER}/${path}`;
    pyodide.FS.mkdirTree(full.slice(0, full.lastIndexOf('/')));
    pyodide.FS.writeFile(full, text);
  }
}

/**
 * Compiles the package that lies in Pyodide's file system, into one file beside it.
 * @param {import('pyodide').PyodideAPI} pyodide
 */
export function compilePackage(pyodide) {
  const names = pyodide.toPy({ FOLDER, __name__: 'compile' });
  pyodide.runPython(bootstrap, { globals: names });
  pyodide.runPython(COMPILE, { globals: names });
  names.destroy();
}

/**
 * Vite plugin: the module `virtual:dapper-bytecode` exports the compiled package, base64.
 * @returns {import('vite').Plugin}
 */
export function dapperBytecode() {
  return {
    name: 'dapper:bytecode',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load: async (id) => {
      if (id !== `\0${MODULE}`) return null;
      return `export default ${JSON.stringify(readFileSync(await compiledPackage()).toString('base64'))};`;
    },
  };
}

/**
 * The compiled package.
 * @returns {Promise<string>} the file's path
 */
export function compiledPackage() {
  return cachedFile('bytecode', async (files) => {
    const { loadPyodide } = await import('pyodide');
    const pyodide = await loadPyodide();
    writePackage(pyodide, files);
    compilePackage(pyodide);
    return pyodide.FS.readFile(`${FOLDER}/dapper.bin`);
  });
}
