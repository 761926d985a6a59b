// Python's standard library as a browser gets it: Pyodide's zip, and in it the bytecode of what each boot imports. Pyodide's
// has sources only, and compiling those is more than half of a boot. It makes the file half as large again.
import { cachedFile, libraryVersion } from './python-cache.mjs';

/** Bytecode that is used unchecked: the sources lie beside it, and neither ever changes. */
const COMPILE = `
import copy, importlib.util, io, marshal, sys, zipfile

UNCHECKED = (1).to_bytes(4, "little")
LIBRARY = next(path for path in sys.path if path.endswith(".zip"))
imported = [module.__spec__.origin for module in sys.modules.values() if getattr(module, "__spec__", None)]
with zipfile.ZipFile(LIBRARY) as given, zipfile.ZipFile("/tmp/library.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
    for entry in given.infolist():
        made.writestr(copy.copy(entry), given.read(entry), zipfile.ZIP_DEFLATED)
    for origin in sorted(set(imported)):
        if not (origin or "").startswith(f"{LIBRARY}/"):
            continue
        name = origin.removeprefix(f"{LIBRARY}/")
        source = given.read(name)
        code = marshal.dumps(compile(source, origin, "exec", dont_inherit=True))
        data = importlib.util.MAGIC_NUMBER + UNCHECKED + importlib.util.source_hash(source) + code
        made.writestr(zipfile.ZipInfo(f"{name}c", given.getinfo(name).date_time), data, zipfile.ZIP_DEFLATED)
`;

/**
 * The library, made once for the installed Pyodide.
 * @returns {Promise<string>} the file's path
 */
export function libraryWithBytecode() {
  return cachedFile(
    'stdlib',
    async () => {
      const { loadPyodide } = await import('pyodide');
      const pyodide = await loadPyodide();
      pyodide.runPython(COMPILE, { globals: pyodide.toPy({}) });
      return pyodide.FS.readFile('/tmp/library.zip');
    },
    libraryVersion(),
  );
}
