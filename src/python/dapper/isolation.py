"""Loads this package, and keeps it working whatever the program does to the modules that both use.

A program may replace `json.dumps`, `os.path.join`, `sys._getframe` or the built-in `len`, delete them, or empty
`sys.modules`. So the modules of this package are loaded here rather than by Python's import system, and get

- built-ins of their own, and
- *twins* of the modules that they import: copies of their namespaces, whose functions are copies too, and see twins and
  the current built-ins. Classes are shared, because the debugger recognizes the program's objects by them. So methods
  that a standard class has in Python (`json.JSONEncoder`) must not be called while a program runs; see `_COPIED`.

Twins are for reading: what is assigned to one is assigned to the module itself (`sys.stdout = ...`). What the
interpreter looks up in a module whenever it needs it, a standard stream or a hook, is read there (`_LIVE`). Finally,
`sys.modules` gets stand-ins for the package's modules, so that the program cannot reach any of them.

It saves time too: for some sixty modules Python would search, open and read files for longer than it runs them.
"""

from __future__ import annotations

import builtins
import sys
from functools import partial
from types import CellType, CodeType, FunctionType, GetSetDescriptorType, MemberDescriptorType, ModuleType

_MODULES = sys.modules
_LIVE = {
    "sys": frozenset(
        ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")
        + ("argv", "path", "excepthook", "displayhook", "breakpointhook", "unraisablehook")
    ),
}
"""By module: names whose content is read from the module itself, each time."""
_CALLED = frozenset(
    (
        "ast",
        "dataclasses",
        "dis",
        "genericpath",
        "linecache",
        "os",
        "platform",
        "posixpath",
        "tokenize",
        "traceback",
    )
)
"""Modules written in Python whose functions the debugger calls while a program runs. Of others it uses names only."""
_COPIED = frozenset(("dis", "traceback"))
"""Modules whose classes are copied as well: no program has objects of them that matter."""
_OWN_DATA = {"linecache": ("cache", "_interactive_cache")}
"""By module: dictionaries that the twin has for itself, empty at first: the program's may hold anything."""


_REPLACED = frozenset((ModuleType, FunctionType, type))


class _Twin(ModuleType):
    """A copy of a module as it was before the program (see the top of this file)."""

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.__dict__["__itself__"], name, value)


class _Shown(ModuleType):
    """A module of the package as programs see it: what is in it is copied when somebody first asks."""

    def __getattr__(self, name: str) -> object:
        fill = self.__dict__.pop("__fill__", None)
        if fill is None:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        fill(self)
        return getattr(self, name)


class _Package:
    """The modules of the package and what they import.

    Args:
        codes: the code of each module, by its name.
        space: what is to be their built-ins.
    """

    def __init__(self, codes: dict[str, CodeType], space: dict[str, object]) -> None:
        self._codes = codes
        self._import = builtins.__import__
        self._builtins = space
        space["__import__"] = self.load
        self._loading = True
        self._known = _loaded()
        self._own: dict[str, ModuleType] = {}
        self._twins: dict[int, _Twin] = {}  # by identity of the module's namespace
        self._classes: dict[int, type] = {}

    def begin(self, name: str) -> None:
        """Loads a module and all that it imports, and gives the program what it may see of the package."""
        every = list(self._codes)
        self._module(name)
        self._loading = False
        for each in every:
            shown = _MODULES[each] = _Shown(each)
            shown.__dict__["__fill__"] = self._fill

    def load(
        self,
        name: str,
        globals: dict[str, object] | None = None,
        locals: dict[str, object] | None = None,
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> object:
        """`__import__` for the package and for functions of twins: what was there before the program is a twin."""
        own = self._module(name)
        if own is not None:
            if "__path__" in own.__dict__:
                for each in fromlist or ():
                    self._module(f"{name}.{each}")
            return own
        if level or name not in self._known:
            found = self._import(name, globals, locals, fromlist, level)
            if level or not self._loading:
                return found
            self._known = _loaded()
        if self._loading and fromlist and name not in _CALLED:
            return self._known[name]  # its names are only imported here, not called
        return self.module(self._known[name if fromlist else name.partition(".")[0]])

    def module(self, module: ModuleType) -> _Twin:
        """The twin of a module."""
        space: dict[str, object] = module.__dict__
        if id(space) in self._twins:
            return self._twins[id(space)]
        name = module.__name__
        twin = self._twins[id(space)] = _Twin(name)
        copy = twin.__dict__
        live = _LIVE.get(name, frozenset())
        copy.update(space)
        for key in live & copy.keys():
            del copy[key]
        copy.update((key, {}) for key in _OWN_DATA.get(name, ()) if key in space)
        copy["__builtins__"] = self._builtins
        copy["__itself__"] = module
        if live:
            copy["__getattr__"] = partial(getattr, module)
        if name not in _CALLED and name != "sys":
            return twin  # it is written in C and has no modules in it, or only its names are used
        kept = {*live, *_OWN_DATA.get(name, ())}
        for key, value in space.items():
            if type(value) is FunctionType and value.__globals__ is space:  # its own, as most of them are
                copy[key] = _copied(value, copy, value.__closure__)
            elif type(value) in _REPLACED and key not in kept:
                copy[key] = self.value(value)
        return twin

    def _module(self, name: str) -> ModuleType | None:
        """The package's module of that name, loaded; None where it has none."""
        module = self._own.get(name)
        code = self._codes.pop(name, None) if module is None else None
        if code is None:
            return module
        package, _, last = name.rpartition(".")
        parent = self._module(package)
        module = self._own[name] = ModuleType(name)
        path = code.co_filename
        within = path.endswith("/__init__.py")
        module.__dict__.update(__builtins__=self._builtins, __file__=path, __package__=name if within else package)
        if within:
            module.__dict__["__path__"] = [path.rpartition("/")[0]]
        exec(code, module.__dict__)
        if parent is not None:
            setattr(parent, last, module)
        return module

    def _fill(self, shown: ModuleType) -> None:
        own = self._module(shown.__name__)
        for key, value in own.__dict__.items():
            if type(value) is _Twin:
                value = value.__dict__["__itself__"]
            elif type(value) is ModuleType and self._own.get(value.__name__) is value:
                value = _MODULES.get(value.__name__, value)
            if key != "__builtins__":
                shown.__dict__[key] = value

    def value(self, value: object) -> object:
        """What stands in a twin for a value of the module: usually the value itself."""
        if type(value) is ModuleType:
            return self.module(value)
        if type(value) is FunctionType:
            return self._function(value)
        if type(value) is type and value.__module__ in _COPIED:
            return self._class(value)
        return value

    def _function(self, function: FunctionType) -> FunctionType:
        if function.__module__ not in _CALLED:
            return function
        home = _MODULES[function.__module__]
        names = self.module(home).__dict__
        return _copied(function, names, function.__closure__)

    def _class(self, former: type) -> type:
        home = _MODULES[former.__module__]
        names = self.module(home).__dict__
        made = self._classes.get(id(former))
        if made is not None:
            return made
        content = {
            key: value
            for key, value in former.__dict__.items()
            if type(value) not in (MemberDescriptorType, GetSetDescriptorType)
        }
        made = self._classes[id(former)] = type(former.__name__, former.__bases__, content)
        cell = CellType(made)
        for key, value in content.items():
            inner = value.__func__ if type(value) in (classmethod, staticmethod) else value
            if type(inner) is FunctionType and inner.__globals__ is home.__dict__:  # else it was made from a text
                free = inner.__code__.co_freevars
                closure = tuple(
                    cell if name == "__class__" else old
                    for name, old in zip(free, inner.__closure__ or (), strict=True)
                )
                copy = _copied(inner, names, closure or None)
                type.__setattr__(made, key, copy if inner is value else type(value)(copy))
        return made


def _copied(function: FunctionType, names: dict[str, object], closure: tuple[CellType, ...] | None) -> FunctionType:
    made = FunctionType(function.__code__, names, function.__name__, function.__defaults__, closure)
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def _loaded() -> dict[str, ModuleType]:
    return {name: found for name, found in _MODULES.items() if type(found) is ModuleType}


def load(codes: dict[str, CodeType], space: dict[str, object], name: str) -> None:
    """Loads a module of a package, with all that it imports.

    Args:
        codes: the code of each module of the package, by name; used up.
        space: the built-in names, for the package alone. This module has been run with them too.
        name: the module.
    """
    _Package(codes, space).begin(name)
