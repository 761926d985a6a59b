"""What could stand in an import statement: names of modules, and of what is in them. Nothing is imported for it."""

from __future__ import annotations

import ast
import io
import itertools
import os
import re
import sys
import zipimport
from collections.abc import Iterable
from importlib.machinery import all_suffixes
from types import ModuleType
from typing import Any

from dapper.code.quiet import Quiet, parsed
from dapper.values.generics import AnyDict, AnyList
from dapper.values.names import is_variable_name
from dapper.values.scope import Scope
from dapper.values.statics import ClassTable, is_a, module_dict, str_items

_LONGEST = 2_000
"""Characters before the cursor in which the statement begins."""
_MOST_ENTRIES = 5_000
"""Entries of a folder that are looked at."""
_LARGEST_SOURCE = 300_000
_BEGIN = r"(?:\A|[;:\n])[ \t]*(?:lazy[ \t]+)?"
_ONE = r"\w+(?:\s+as\s+\w+)?\s*,\s*"
_IMPORT = re.compile(rf"{_BEGIN}import\s+(?:[\w.]+(?:\s+as\s+\w+)?\s*,\s*)*(?P<path>[\w.]*)\Z")
_FROM = re.compile(rf"{_BEGIN}from\s+(?P<path>\.*[\w.]*)\Z")
_NAMES = re.compile(rf"{_BEGIN}from\s+(?P<path>\.*[\w.]*)\s+import(?:\s*\(\s*|\s+)(?:{_ONE})*(?P<name>\w*)\Z")
_KEYWORD = re.compile(rf"{_BEGIN}from\s+\.*[\w.]+\s+(?P<name>\w*)\Z")
# As they were before the program ran, which may change the module.
_scan, _open = os.scandir, io.open
_SUFFIXES = tuple(sorted(all_suffixes(), key=len, reverse=True))

_Names = dict[str, object]
"""Names, and the values of those that are known."""
MODULE = object()
"""Stands for a module that nobody has imported yet."""
KEYWORD = object()
"""Stands for a keyword."""
UNKNOWN = object()
"""Stands for the value of another name."""


def import_names(before: str, scope: Scope) -> tuple[_Names, str] | None:
    """What could follow, and what is there of it already; None: it is not in an import statement."""
    text = before[-_LONGEST:]
    found = _NAMES.search(text)
    if found is not None:
        path = _absolute(found["path"], scope)
        return ({} if path is None else {**_submodules(path), **_contents(path)}), found["name"]
    found = _IMPORT.search(text) or _FROM.search(text)
    if found is not None:
        base, dot, name = found["path"].rpartition(".")
        path = _absolute(base + dot, scope) if dot else ""
        return ({} if path is None else _submodules(path) if path else _top_level()), name
    found = _KEYWORD.search(text)
    return None if found is None else ({"import": KEYWORD}, found["name"])


def _absolute(path: str, scope: Scope) -> str | None:
    """The name of the module that a path means, `a.b` of `a.b.` too; None: there is none."""
    rest = path.lstrip(".")
    level, rest = len(path) - len(rest), rest.rstrip(".")
    if level == 0:
        return rest or None
    package = scope.global_names().get("__package__")
    if type(package) is not str or not package or level > package.count(".") + 1:
        return None
    parts = package.split(".")[: package.count(".") + 2 - level]
    return ".".join([*parts, rest] if rest else parts)


def _loaded() -> list[tuple[str, object]]:
    modules: object = sys.modules
    return str_items(modules) if is_a(modules, AnyDict) else []


def _entries(paths: object) -> list[str]:
    """The texts in a list of folders."""
    return [path for path in paths if type(path) is str] if is_a(paths, AnyList) else []


def _top_level() -> _Names:
    found: _Names = dict.fromkeys(sys.builtin_module_names, MODULE)
    for path in _entries(sys.path):
        found |= _in_folder(path or ".")
    found |= {name: value for name, value in _loaded() if "." not in name}
    return _usable(found)


def _submodules(path: str) -> _Names:
    found: _Names = {}
    for folder in _folders(path):
        found |= _in_folder(folder)
    begin = path + "."
    found |= {name[len(begin) :]: value for name, value in _loaded() if name.startswith(begin)}
    return _usable(found)


def _usable(names: _Names) -> _Names:
    return {name: value for name, value in names.items() if is_variable_name(name)}


def _module(path: str) -> dict[str, object] | None:
    """What a module that is there has."""
    found = dict(_loaded()).get(path)
    return dict(str_items(module_dict(found))) if is_a(found, ModuleType) else None


def _folders(path: str) -> list[str]:
    """The folders of a package: those that it says itself, or those in which it would be found."""
    loaded = _module(path)
    if loaded is not None:
        places = loaded.get("__path__")
        if not is_a(places, AnyList):  # a namespace package's
            places = dict(str_items(ClassTable().instance_dict(places) or {})).get("_path")
        return _entries(places)
    outer, _, name = path.rpartition(".")
    around = _folders(outer) if outer else [place or "." for place in _entries(sys.path)]
    return [f"{place.rstrip('/')}/{name}" for place in around]


def _in_folder(folder: str) -> _Names:
    """The modules that are in a folder, or in one of an archive."""
    found = _in_archive(folder)
    if found is None:
        try:
            with _scan(folder) as entries:
                found = [(entry.name, entry.is_dir()) for entry in itertools.islice(entries, _MOST_ENTRIES)]
        except (OSError, ValueError):
            return {}
    names = (name if is_folder else _without_suffix(name) for name, is_folder in found)
    return {
        name: MODULE for name in names if name.isidentifier() and name not in ("__init__", "__main__", "__pycache__")
    }


def _without_suffix(name: str) -> str:
    """The name of the module in a file; "" for another file."""
    return next((name[: -len(suffix)] for suffix in _SUFFIXES if name.endswith(suffix)), "")


def _in_archive(folder: str) -> list[tuple[str, bool]] | None:
    """What is in a folder of an archive that the interpreter has open: names, and whether each is a folder."""
    known: object = getattr(zipimport, "_zip_directory_cache", None)
    for archive, files in str_items(known) if type(known) is AnyDict else ():
        if folder == archive or folder.startswith(archive + "/"):
            begin = folder[len(archive) + 1 :]
            begin += "/" if begin else ""
            names = [name for name, _ in str_items(files)] if type(files) is AnyDict else []
            parts = (name[len(begin) :].partition("/") for name in names if name.startswith(begin))
            return list({(name, bool(slash)): None for name, slash, _ in parts if name})
    return None


def _contents(path: str) -> _Names:
    """What is in a module."""
    loaded = _module(path)
    if loaded is not None:
        return _usable(loaded)
    outer, _, name = path.rpartition(".")
    for place in _folders(outer) if outer else [each or "." for each in _entries(sys.path)]:
        for file in (f"{place}/{name}.py", f"{place}/{name}/__init__.py"):
            tree = _parsed(file)
            if tree is not None:
                return dict.fromkeys(_bound(tree.body), UNKNOWN)
    return {}


def _parsed(file: str) -> ast.Module | None:
    try:
        with _open(file, encoding="utf-8") as source:
            text = source.read(_LARGEST_SOURCE + 1)
        if len(text) > _LARGEST_SOURCE:
            return None
        with Quiet():
            return parsed(text, file)
    except (OSError, SyntaxError, ValueError, MemoryError, RecursionError):
        return None


def _bound(statements: Iterable[ast.stmt]) -> list[str]:
    """The names that the statements of a module bind, in its blocks too."""
    found: list[str] = []
    for node in statements:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.append(node.name)
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found += [alias.asname or alias.name.partition(".")[0] for alias in node.names if alias.name != "*"]
        targets: Any = getattr(node, "targets", None) or [getattr(node, "target", None)]
        for target in targets:
            if target is not None:
                found += [each.id for each in ast.walk(target) if isinstance(each, ast.Name)]
        for block in ("body", "orelse", "finalbody"):
            found += _bound(getattr(node, block, ()))
    return found
