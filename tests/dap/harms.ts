/** What programs do to the standard library that the debugger uses too. */
import { unindented } from '../unindented.ts';

const BOOM = `
kept = []
def boom(*arguments, leave=SystemExit, **options):
    raise leave("the debugger has called a function of the program")
`;

/** By what it does: the body of a function, in which `sys`, `boom` and `kept` are known. */
export const HARMS = {
  'replaces functions of json and os': `
    import json, os, os.path, posixpath, genericpath
    json.dumps = json.loads = json.JSONEncoder.encode = json.JSONEncoder.iterencode = json.JSONDecoder.decode = boom
    for module in (json.encoder, json.decoder, os.path, genericpath, os):
        for name in list(vars(module)):
            if not name.startswith("__"):
                setattr(module, name, boom)
  `,
  'replaces the built-in functions and types': `
    import builtins
    names = [name for name in dir(builtins) if not name.startswith("__")]
    for name in names:
        builtins.__dict__[name] = boom
  `,
  'deletes the built-ins': `
    import builtins
    space, keep = builtins.__dict__, ("__build_class__", "__import__")
    for name in [name for name in space if name not in keep]:
        del space[name]
  `,
  'replaces functions of sys, sys.monitoring and time': `
    import time
    for module in (getattr(sys, "monitoring", time), time, sys):
        for name in list(vars(module)):
            if not name.startswith("__") and name not in ("stdout", "stderr", "stdin", "modules", "path"):
                setattr(module, name, boom)
  `,
  'replaces everything in the modules that Python has loaded, but for its own': `
    for name, module in list(sys.modules.items()):
        if name.startswith(("_pyodide", "pyodide", "importlib", "_frozen", "__main__", "harm", "js")) or name in ("builtins", "sys"):
            continue
        if type(module) is not type(sys):
            continue  # one that is loaded when it is touched
        kept.append(dict(vars(module)))  # what goes away may call what was replaced
        for key in list(getattr(module, "__dict__", ())):
            if not key.startswith("__"):
                try:
                    setattr(module, key, boom)
                except Exception:
                    pass
  `,
  'empties sys.modules': `
    sys.modules.clear()
  `,
  'replaces classes of the library': `
    import traceback, ast, collections, functools, contextlib, enum, io, types
    for kind in (traceback.TracebackException, traceback.StackSummary, traceback.FrameSummary, ast.NodeVisitor,
                 ast.NodeTransformer, contextlib.suppress, collections.Counter, functools.cached_property):
        for name in list(kind.__dict__):
            if name not in ("__dict__", "__weakref__", "__doc__", "__module__"):
                try:
                    setattr(kind, name, boom)
                except (AttributeError, TypeError):
                    pass
    for module in (traceback, ast, collections, functools, contextlib, enum, io, types):
        for name in list(vars(module)):
            if not name.startswith("__"):
                setattr(module, name, None)
  `,
} as const;

/** The text of a module whose function `harm` does such things. */
export function harmModule(harms: readonly string[]): string {
  const body = unindented(harms.map(unindented).join('')).replaceAll(/^/gm, '    ');
  return `import sys\ndef harm():\n${body}\n${BOOM}`;
}
