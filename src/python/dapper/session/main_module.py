"""A module that runs as `__main__`, as `python -m name` runs it: found before the program starts, and loaded by it."""

from __future__ import annotations

import importlib.machinery
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import CodeType
from typing import Any

from dapper.wire.errors import RequestError

_MAIN = "__main__"


class MainModule:
    """One module, or package with a `__main__.py`.

    Args:
        name: as behind `python -m`.
        path: where modules are looked for.

    Attributes:
        origin: its file, or what its loader calls the place that it comes from.

    Raises:
        RequestError: there is no such module, or it cannot be run.
    """

    def __init__(self, name: str, path: Sequence[str]) -> None:
        self._name = name
        spec = _find(name, path)
        if spec.submodule_search_locations is not None:
            self._name = f"{name}.{_MAIN}"
            inner = importlib.machinery.PathFinder.find_spec(self._name, list(spec.submodule_search_locations))
            if inner is None:
                raise RequestError(f"launch: {name} is a package without {_MAIN}.py, which cannot be run.")
            spec = inner
        self._spec = spec
        self.origin = spec.origin or name

    def code(self) -> CodeType:
        """Its code.

        Raises:
            RequestError: it has none.
            SyntaxError: and what else its loader raises where it does not compile.
        """
        loader: Any = self._spec.loader
        code = loader.get_code(self._name) if hasattr(loader, "get_code") else None
        if code is None:
            raise RequestError(f"launch: the module {self._name} is not written in Python, and cannot be run.")
        return code

    def enter(self) -> ModuleSpec:
        """Imports the packages that it is in, which runs code of the program, and returns its specification.

        Raises what that code raises.
        """
        package = self._name.rpartition(".")[0]
        if package:
            vars(sys.modules["builtins"])["__import__"](package)
        return self._spec


def _find(name: str, path: Sequence[str]) -> ModuleSpec:
    """The specification of a module. No package is imported for it."""
    parts = name.split(".")
    spec: ModuleSpec | None = None
    where: Sequence[str] | None = path
    for at in range(len(parts)):
        found = ".".join(parts[: at + 1])
        spec = importlib.machinery.PathFinder.find_spec(found, where) if where is not None else None
        if spec is None and at == 0:
            spec = importlib.machinery.BuiltinImporter.find_spec(found) or importlib.machinery.FrozenImporter.find_spec(
                found
            )
        if spec is None:
            inside = f" in the package {'.'.join(parts[:at])}" if at else ""
            raise RequestError(
                f"launch: there is no module {found}{inside}. Modules are looked for in the working folder "
                f"({os.path.abspath(path[0])}) and where installed ones are."
            )
        where = spec.submodule_search_locations
    assert spec is not None  # a name has at least one part
    return spec
