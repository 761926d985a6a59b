// Compiles the Python package `dapper` with the pinned Pyodide, so that starting the debugger costs no compiling.
// A Pyodide with another Python compiles the sources itself.
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { cachedFile } from './python-cache.mjs';

const MODULE = 'virtual:dapper-bytecode';
const SOURCES = 'virtual:dapper-sources';

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
    if name in TYPES:
        continue
    codes[name] = compile(Untyped().visit(ast.parse(text)), path, "exec", dont_inherit=True, optimize=2)
with open(f"{FOLDER}/dapper.bin", "wb") as file:
    file.write(MAGIC_NUMBER + marshal.dumps(codes))
`;

/** Modules of types, which nothing imports when it runs. */
const TYPES = ['dapper.wire.names', 'dapper.wire.requests'];

/** Leaves out comments and docstrings too, but not their lines: what is said of a line is true in both. */
const BARE = `
import ast, io, json, tokenize

def is_remark(node):
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)

def meaning(tree):
    for node in ast.walk(tree):
        if isinstance(getattr(node, "body", None), list):
            node.body = [each for each in node.body if not is_remark(each)] or [ast.Expr(ast.Constant(...))]
    return ast.dump(tree)

def bare(text):
    lines = text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column].rstrip()
    for node in ast.walk(ast.parse(text)):
        body = getattr(node, "body", None)
        for each in filter(is_remark, body if isinstance(body, list) else ()):
            lines[each.lineno - 1] = " " * each.col_offset + "..." if len(body) == 1 else ""
            lines[each.lineno : each.end_lineno] = [""] * (each.end_lineno - each.lineno)
    result = "\\n".join(lines) + "\\n"
    if meaning(ast.parse(result)) != meaning(ast.parse(text)):
        raise ValueError("without comments it is another program: " + text[:80])
    return result

json.dumps({path: bare(text) for path, text in json.loads(FILES).items()})
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
  const names = pyodide.toPy({ FOLDER, TYPES, __name__: 'compile' });
  pyodide.runPython(bootstrap, { globals: names });
  pyodide.runPython(COMPILE, { globals: names });
  names.destroy();
}

/**
 * Vite plugin: the module `virtual:dapper-bytecode` exports the compiled package, compressed and in base64;
 * `virtual:dapper-sources` its sources by their paths, for other Pythons: all but those that programs import, without
 * what is for people.
 * @returns {import('vite').Plugin}
 */
export function dapperBytecode() {
  /** @type {Readonly<Record<string, () => Promise<string>>>} */
  const makers = {
    [MODULE]: async () =>
      JSON.stringify(deflateSync(readFileSync(await compiledPackage()), { level: 9 }).toString('base64')),
    [SOURCES]: async () => readFileSync(await bareSources(), 'utf8'),
  };
  return {
    name: 'dapper:bytecode',
    resolveId: (id) => (id in makers ? `\0${id}` : null),
    load: async (id) => {
      const make = id.startsWith('\0') ? makers[id.slice(1)] : undefined;
      return make ? `export default ${await make()};` : null;
    },
  };
}

/** @returns {Promise<string>} the path of a file of JSON */
function bareSources() {
  return cachedFile('sources', async (files) => {
    const { loadPyodide } = await import('pyodide');
    const pyodide = await loadPyodide();
    /** @param {{path: string}} file */
    const isShipped = ({ path }) =>
      !path.startsWith('dapper/_frame_eval/') && !TYPES.includes(path.replace('.py', '').replaceAll('/', '.'));
    const shipped = Object.fromEntries(files.filter(isShipped).map(({ path, text }) => [path, text]));
    const names = pyodide.toPy({ FILES: JSON.stringify(shipped) });
    const sources = pyodide.runPython(BARE, { globals: names });
    names.destroy();
    return new TextEncoder().encode(sources);
  });
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
