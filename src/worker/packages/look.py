"""What is asked of Python before a program starts: what it imports, and what a wheel says of itself.

Runs when there is something to ask, in a namespace of its own. Answers are JSON.
"""

import ast
import json
import os
import sys

_MOST_FILES = 200
_STATEMENTS = ("body", "orelse", "finalbody", "handlers", "cases")


def missing_imports(path, cwd=None, module=None):
    """Top-level modules that a program imports and that are not there.

    Modules beside it that it imports are looked through as well. What only a type checker wants is left out.

    Args:
        path: the program's file.
        cwd: of a module that is run by its name, the folder in which it is looked for.
        module: its name.

    Returns:
        A JSON object with a boolean for each name: whether the program cannot start without it, because it imports it
        wherever it runs, and does not catch the `ImportError`.
    """
    from importlib.util import find_spec

    folder = os.path.dirname(os.path.realpath(path)) if module is None else os.path.realpath(cwd)
    names, seen = {}, {}
    pending = [(path, True), *((each, True) for each in _files(folder, module.split(".") if module else []))]
    while pending and len(seen) < _MOST_FILES:
        file, runs = pending.pop()
        if seen.get(file) or (file in seen and not runs):
            continue
        seen[file] = runs
        for start, parts, imported in _imports(file, is_program=file == path):
            needed = runs and imported
            beside = _files(start or folder, parts)
            if beside or start:
                pending.extend((each, needed) for each in beside)
            else:
                names[parts[0]] = names.get(parts[0], False) or needed
    is_there = {name for name in names if name in sys.modules or find_spec(name) is not None}
    return json.dumps({name: needed for name, needed in names.items() if name not in is_there})


def _files(folder, parts):
    """The files in a folder that the import of a dotted name runs."""
    found, at = [], folder
    for part in parts:
        at = os.path.join(at, part)
        for file in (os.path.join(at, "__init__.py"), f"{at}.py"):
            if os.path.isfile(file):
                found.append(file)
                break
        if not os.path.isdir(at):
            break
    return found


def _imports(file, *, is_program):
    """What a file imports.

    Returns:
        For each name: the folder that a relative one starts from, or None; the parts of the dotted name; whether it is
        imported whenever the file runs, and not caught where it is missing.
    """
    try:
        with open(file, "rb") as source:
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return []  # Python reports it when it runs the file
    found = []
    pending = [(tree, True)]
    while pending:
        node, runs = pending.pop()
        if isinstance(node, ast.Import):
            found.extend((None, each.name.split("."), runs) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = [os.pardir] * (node.level - 1)
            # Each folder has one name: modules that import each other are looked through once.
            start = os.path.normpath(os.path.join(os.path.dirname(file), *up)) if node.level else None
            module = node.module.split(".") if node.module else []
            found.extend((start, [*module, each.name], runs) for each in node.names)
        if _is_for_types(node):
            pending.extend((each, False) for each in node.orelse)
            continue
        for field in _STATEMENTS:
            inside = runs and _always_runs(node, field, is_program=is_program)
            pending.extend((each, inside) for each in getattr(node, field, ()) if isinstance(each, ast.AST))
    return found


def _always_runs(node, field, *, is_program):
    """Whether a block of a statement runs whenever the statement does, and errors of imports leave it."""
    if isinstance(node, (ast.Try, ast.TryStar)):
        return field == "finalbody" or (field in ("body", "orelse") and not _catches_missing(node))
    if isinstance(node, ast.With):
        return not any(_names_missing(item.context_expr) for item in node.items)
    if isinstance(node, ast.If):
        return is_program and field == "body" and ast.unparse(node.test) == "__name__ == '__main__'"
    return isinstance(node, (ast.Module, ast.ClassDef))


def _catches_missing(node):
    """Whether it is a `try` that goes on where a module is missing."""
    return any(handler.type is None or _names_missing(handler.type) for handler in node.handlers)


def _names_missing(expression):
    """Whether it names an exception that an import raises where there is no such module."""
    kinds = {getattr(each, "id", "") for each in ast.walk(expression)}
    return not kinds.isdisjoint(("ImportError", "ModuleNotFoundError", "Exception"))


def _is_for_types(node):
    """Whether it is an `if TYPE_CHECKING`."""
    test = getattr(node, "test", None)
    return isinstance(node, ast.If) and "TYPE_CHECKING" in (getattr(test, "id", ""), getattr(test, "attr", ""))


def describe_wheel(path, is_known):
    """What a file of a package says of itself.

    Args:
        path: the file.
        is_known: whether its hash tells if it is damaged, and nothing else need be known of it.

    Returns:
        A JSON object: "sha256", and "requires" (a list), "python" and "version" of a wheel; or "problem".
    """
    import hashlib
    import zipfile
    import zlib
    from email.parser import HeaderParser

    with open(path, "rb") as file:
        said = {"sha256": hashlib.file_digest(file, "sha256").hexdigest()}
    if is_known:
        return json.dumps(said)
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            names = [
                name for name in archive.namelist() if name.endswith(".dist-info/METADATA") and name.count("/") == 1
            ]
            metadata = archive.read(names[0]).decode("utf-8", "replace") if names else ""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zlib.error) as error:
        return json.dumps({**said, "problem": f"it is not a readable archive ({error})"})
    if damaged is not None:
        return json.dumps({**said, "problem": f"{damaged} in it is damaged"})
    if not metadata:
        return json.dumps({**said, "problem": "it has no wheel metadata"})
    fields = HeaderParser().parsestr(metadata)
    said["requires"] = fields.get_all("Requires-Dist") or []
    said["python"] = fields.get("Requires-Python") or ""
    said["version"] = fields.get("Version") or ""
    return json.dumps(said)
