"""The modules that are imported, as DAP describes them, and what has changed about them."""

from __future__ import annotations

import importlib._bootstrap_external as import_system
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter
from dapper.values.statics import is_a, module_dict

if TYPE_CHECKING:
    _Namespace = dict[str, object]
    _Modules = dict[object, object]
    _List = list[object]
else:
    _Namespace, _Modules, _List = dict, dict, list

_EXTENSIONS = (".so", ".pyd")
_OWN = ("dapper", "dapper.")
_NAMESPACE_PATH: Any = import_system.__dict__["_NamespacePath"]


class ModuleTable:
    """Those of a session. No code of the program is run to describe a module.

    Args:
        filter: whose code it is.
        names: by which names files are shown.
    """

    def __init__(self, filter: CodeFilter, names: FileNames) -> None:
        self._filter, self._names = filter, names
        self._known: dict[str, tuple[int, int]] = {}  # by name: the identities of a module and of its specification
        self._told: dict[str, dict[str, object]] = {}  # those of the program, as they were described
        self._glance: object = None

    def all(self) -> list[dict[str, object]]:
        """Every imported module, in the order of the names."""
        found = [self._describe(name, module) for name, module in sorted(_imported().items())]
        return [each for each in found if each is not None]

    def begin(self) -> None:
        """What is imported now is no news."""
        self._known = {name: _identity(module) for name, module in _imported().items()}
        self._glance = self._look()

    def changes(self) -> list[tuple[str, dict[str, object]]]:
        """What has changed since the last time: `new`, `changed` (loaded again) or `removed`, and the module."""
        glance = self._look()
        if glance == self._glance:
            return []
        self._glance = glance
        now = _imported()
        identities = {name: _identity(module) for name, module in now.items()}
        before, self._known = self._known, identities
        found: list[tuple[str, dict[str, object]]] = []
        for name, identity in identities.items():
            if before.get(name) == identity:
                continue
            described = self._describe(name, now[name])
            if described is not None:
                self._told[name] = described
                found.append(("changed" if name in before else "new", described))
        for name in before.keys() - identities.keys():
            found.append(("removed", self._told.pop(name, {"id": name, "name": name})))
        return found

    def _look(self) -> object:
        """What differs if anything has changed, but for a library that was loaded again: quick to find out."""
        modules: object = sys.modules
        if type(modules) is not _Modules:
            return None  # the program has put something of its own there
        own = [_identity(module) for name in self._told if is_a(module := modules.get(name), ModuleType)]
        return len(modules), next(reversed(modules), None), own

    def _describe(self, name: str, module: ModuleType) -> dict[str, object] | None:
        """The DAP `Module`; None for one of the debugger's own."""
        space = _space(module)
        path = space.get("__file__")
        if type(path) is not str:
            path = _first(space.get("__path__"))
        if name.startswith(_OWN) or (path is not None and self._filter.is_debugger_path(path)):
            return None
        mine = path is not None and self._filter.is_mine_path(path)
        body: dict[str, object] = {"id": name, "name": name, "isUserCode": mine, "isOptimized": False}
        if path is not None:
            body["path"] = self._names.shown(self._names.path(path), path)
        version = space.get("__version__")
        if type(version) is str and version:
            body["version"] = version
        return body | {"symbolStatus": _status(space, path)}


def _imported() -> dict[str, ModuleType]:
    modules: object = sys.modules
    found = modules.copy() if type(modules) is _Modules else {}
    return {name: each for name, each in found.items() if type(name) is str and is_a(each, ModuleType)}


def _space(module: ModuleType) -> dict[str, object]:
    """Its namespace, whatever its class makes of attributes, `__dict__` among them."""
    space: object = module_dict(module)
    return space if type(space) is _Namespace else {}


def _identity(module: ModuleType) -> tuple[int, int]:
    """Differs when a module is loaded again: it gets another specification then."""
    return id(module), id(_space(module).get("__spec__"))


def _first(folders: object) -> str | None:
    """The folder of a package without `__init__`."""
    search: Any = folders
    found: object = search._path if type(folders) is _NAMESPACE_PATH else folders
    first = found[0] if type(found) is _List and found else None
    return first if type(first) is str else None


def _status(space: dict[str, object], path: str | None) -> str:
    if path is None:
        return "No source: built in" if space.get("__spec__") is not None else "No source: made by the program"
    if path.endswith(_EXTENSIONS):
        return "No source: extension module"
    return "Source available" if type(space.get("__file__")) is str else "No source: folder of modules"
