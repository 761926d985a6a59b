"""Keeps the debugger at work whatever the program makes of the modules that both of them use.

A program may replace `json.dumps`, `os.path.join`, `sys._getframe` or the built-in `len`, delete them, or empty
`sys.modules`. So before it starts, every module of this package gets

- the built-in names as names of its own, and
- *twins* of the modules that it has imported: copies of their namespaces, whose functions are copies too, and see twins
  and the built-ins of now. Classes are shared, because the debugger recognizes the program's objects by them. So methods
  that a standard class has in Python (`json.JSONEncoder`) are not to be called while a program runs; see `_COPIED`.

Twins are for reading: what is assigned to one is assigned to the module itself (`sys.stdout = ...`). And what the
interpreter looks up in a module at the time when it needs it, a standard stream or a hook, is read there (`_LIVE`).
Last, `sys.modules` gets copies of the package's own modules, so that the program's hands reach none of them.
"""

from __future__ import annotations

import builtins
import sys
from functools import partial
from types import CellType, FunctionType, GetSetDescriptorType, MemberDescriptorType, ModuleType

_LIVE = {
    "sys": frozenset(
        ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__")
        + ("argv", "path", "excepthook", "displayhook", "breakpointhook")
    ),
    "warnings": frozenset(("filters",)),
}
"""By module: names whose content is read from the module itself, each time."""
_CALLED = frozenset(
    (
        "ast",
        "dataclasses",
        "genericpath",
        "linecache",
        "os",
        "platform",
        "posixpath",
        "textwrap",
        "tokenize",
        "traceback",
    )
)
"""Modules written in Python whose functions the debugger calls while a program runs. Of others it uses the names alone."""
_COPIED = frozenset(("traceback",))
"""Modules of which the classes are copied as well: no program has objects of them that matter."""
_OWN_DATA = {"linecache": ("cache", "_interactive_cache")}
"""By module: dictionaries that the twin has for itself, empty at first: the program's may hold anything."""


_REPLACED = frozenset((ModuleType, FunctionType, type))


class _Twin(ModuleType):
    """A module as it was (see the module)."""

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.__dict__["__itself__"], name, value)


class _Twins:
    """Makes the twins: one for each module, whoever asks."""

    def __init__(self) -> None:
        self._import = builtins.__import__
        self._builtins = {**builtins.__dict__, "__import__": self.load}
        self._loaded = {name: found for name, found in sys.modules.items() if type(found) is ModuleType}
        self._modules: dict[int, _Twin] = {}  # by identity of the module's namespace
        self._classes: dict[int, type] = {}

    def module(self, module: ModuleType) -> _Twin:
        """The twin of a module."""
        space = module.__dict__
        if id(space) in self._modules:
            return self._modules[id(space)]
        name = module.__name__
        twin = self._modules[id(space)] = _Twin(name)
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
            if type(value) in _REPLACED and key not in kept:
                copy[key] = self.value(value)
        return twin

    def load(
        self,
        name: str,
        globals: dict[str, object] | None = None,
        locals: dict[str, object] | None = None,
        fromlist: tuple[str, ...] | None = (),
        level: int = 0,
    ) -> object:
        """`__import__` for functions of twins: what was there before the program comes from twins."""
        found = self._loaded.get(name) if level == 0 else None
        if found is None:
            return self._import(name, globals, locals, fromlist, level)
        return self.module(found if fromlist else self._loaded[name.partition(".")[0]])

    def value(self, value: object) -> object:
        """What stands for a module's content in a twin: for most things, they themselves."""
        kind = type(value)
        if kind is ModuleType:
            return self.module(value)
        if kind is FunctionType:
            return self._function(value)
        if kind is type and value.__module__ in _COPIED:
            return self._class(value)
        return value

    def _function(self, function: FunctionType) -> FunctionType:
        if function.__module__ not in _CALLED:
            return function
        home = sys.modules[function.__module__]
        names = self.module(home).__dict__
        return _copied(function, names, function.__closure__)

    def _class(self, former: type) -> type:
        names = self.module(sys.modules[former.__module__]).__dict__
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
            if type(inner) is FunctionType:
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


def isolate(package: str) -> None:
    """Makes a package (its loaded modules) independent of the modules that the program can reach."""
    if sys.modules[__name__].__dict__ is not globals():
        return  # an earlier session in this interpreter has done it
    twins = _Twins()
    names = {name: value for name, value in builtins.__dict__.items() if not name.startswith("_")}
    prefix = package + "."
    own: dict[int, ModuleType] = {}
    for name, module in list(sys.modules.items()):
        if name != package and not name.startswith(prefix):
            continue
        space = module.__dict__
        before = dict(space)
        for key, value in before.items():
            kind = type(value)
            if kind is ModuleType:
                if not value.__name__.startswith(package):
                    space[key] = twins.module(value)
            elif kind is FunctionType and value.__module__ in _CALLED:
                space[key] = twins.value(value)
        space.update(names | space)
        own[id(module)] = shown = ModuleType(name)
        shown.__dict__.update(before)
    for module in own.values():
        shown = module.__dict__
        shown.update((key, own[id(value)]) for key, value in list(shown.items()) if id(value) in own)
        sys.modules[module.__name__] = module
