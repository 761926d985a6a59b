"""What is asked of Python before a program starts: what it imports, and what a wheel says of itself.

Runs when there is something to ask, in a namespace of its own. Answers are JSON.
"""

import ast
import json
import os
import sys

_MOST_FILES = 200
_STATEMENTS = ("body", "orelse", "finalbody", "handlers", "cases")


def missing_imports(path):
    """Top-level modules that a program imports and that are not there.

    Modules beside it are looked through as well. What only a type checker wants is left out.

    Args:
        path: the program's file.

    Returns:
        A JSON object with a boolean for each name: whether the program cannot do without it, because it does not catch the
        `ImportError`.
    """
    from importlib.util import find_spec

    folder = os.path.dirname(os.path.realpath(path))
    names, files = {}, [path]
    for file in files:  # it grows
        for name, needed in _imports(file).items():
            if name in names:
                names[name] = names[name] or needed
                continue
            beside = _beside(folder, name)
            if beside:
                files.extend(each for each in beside if each not in files)
                del files[_MOST_FILES:]
            else:
                names[name] = needed
    is_there = {name for name in names if name in sys.modules or find_spec(name) is not None}
    return json.dumps({name: needed for name, needed in names.items() if name not in is_there})


def _beside(folder, name):
    """The files of a module in the program's folder."""
    file = os.path.join(folder, f"{name}.py")
    if os.path.isfile(file):
        return [file]
    package = os.path.join(folder, name)
    if not os.path.isdir(package):
        return []
    found = [os.path.join(at, each) for at, _, files in os.walk(package) for each in files if each.endswith(".py")]
    return found[:_MOST_FILES]


def _imports(file):
    """Top-level modules that a file imports, and whether it cannot do without each."""
    try:
        with open(file, "rb") as source:
            tree = ast.parse(source.read())
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return {}  # who runs it is told
    found = {}
    pending = [(tree, True)]
    while pending:
        node, needed = pending.pop()
        if isinstance(node, ast.Import):
            names = [each.name for each in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module]
        else:
            names = []
        for name in names:
            top = name.partition(".")[0]
            found[top] = found.get(top, False) or needed
        for field in _STATEMENTS:
            is_body = field == "body"
            if is_body and _is_for_types(node):
                continue
            tried = is_body and _catches_missing(node)
            statements = [each for each in getattr(node, field, ()) if isinstance(each, ast.AST)]
            pending.extend((each, needed and not tried) for each in statements)
    return found


def _catches_missing(node):
    """Whether it is a `try` that goes on where a module is missing."""
    for handler in getattr(node, "handlers", ()):
        kinds = [None] if handler.type is None else ast.walk(handler.type)
        for kind in kinds:
            if kind is None or getattr(kind, "id", "") in ("ImportError", "ModuleNotFoundError", "Exception"):
                return True
    return False


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
        return json.dumps({**said, "problem": f"it is no archive that can be read ({error})"})
    if damaged is not None:
        return json.dumps({**said, "problem": f"{damaged} in it is damaged"})
    if not metadata:
        return json.dumps({**said, "problem": "it has no metadata of a wheel"})
    fields = HeaderParser().parsestr(metadata)
    said["requires"] = fields.get_all("Requires-Dist") or []
    said["python"] = fields.get("Requires-Python") or ""
    said["version"] = fields.get("Version") or ""
    return json.dumps(said)
