"""Where an expression is evaluated: a frame of the paused program, or a module's namespace.

Reading and writing local variables differs by version. From 3.13 on, `frame.f_locals` of a function writes through to
the frame (PEP 667). Before, it is a snapshot, which only a C call copies back; where it can be called, it is used.
"""

from __future__ import annotations

import builtins
import functools
import sys
import types
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dapper.code.writes import hidden
from dapper.values.c_types import library
from dapper.values.errors import NotAssignable
from dapper.values.generics import AnyDict
from dapper.values.names import is_variable_name
from dapper.values.statics import is_a, str_items

WRITE_THROUGH = sys.version_info >= (3, 13)
_WRITES_BACK = sys.version_info[:2] == (3, 12)
_OPTIMIZED = 0x1
_PROXY = type((lambda: sys._getframe().f_locals)())
# Cells of class bodies, for `super()`, annotations and type parameters.
_MADE = frozenset(("__class__", "__classdict__", "__conditional_annotations__"))


class Scope:
    """The names of one frame, or of one module namespace (a dict) without a frame."""

    __slots__ = ("code", "frame", "globals")

    def __init__(self, place: types.FrameType | dict[Any, object]) -> None:
        if type(place) is types.FrameType:
            self.frame: types.FrameType | None = place
            self.code: types.CodeType | None = place.f_code
            self.globals: dict[Any, object] = place.f_globals
        else:
            self.frame = self.code = None
            self.globals = place

    @property
    def is_module(self) -> bool:
        """True if the locals are the globals."""
        frame = self.frame
        if frame is None:
            return True
        if self.is_function:
            return False
        return frame.f_locals is self.globals if _may_be_read(frame) else frame.f_code.co_name == "<module>"

    @property
    def is_function(self) -> bool:
        """True for functions, lambdas, generators, comprehensions; False for module level and class bodies."""
        return self.code is not None and bool(self.code.co_flags & _OPTIMIZED)

    @property
    def is_inlined(self) -> bool:
        """True at module or class level inside of a comprehension that the compiler has made a part of that (3.12 on).

        Its variables are those of a function, and nothing else is local there.
        """
        frame, code = self.frame, self.code
        if frame is None or code is None or self.is_function or not code.co_varnames or not _may_be_read(frame):
            return False
        names = frame.f_locals
        # Before CPython 3.13 it is a new dict each time, of all that can be seen there.
        return type(names) is _PROXY if WRITE_THROUGH else names is not frame.f_locals

    def locals(self) -> dict[str, object]:
        """Bound local variables now. An exotic class namespace (`__prepare__`) is read as the dict it must extend."""
        frame = self.frame
        if frame is None or self.is_module:
            return dict(str_items(self.globals))
        if not _may_be_read(frame):
            return {}
        names = frame.f_locals
        if self.code is not None and self.is_inlined:
            return {name: names[name] for name in self.code.co_varnames if name in names}
        if is_a(names, AnyDict):
            return dict(str_items(names))
        if self.is_function:
            return {name: value for name, value in names.items() if type(name) is str}
        return {}  # a class namespace of the program's own mapping type: reading it would run the program

    def around(self) -> dict[str, object]:
        """What the body of a class can read of the functions around it; of a function that is among its local variables.

        A class has no way to ask for that. But who runs its body is the function that it stands in.
        """
        frame, code = self.frame, self.code
        if frame is None or code is None or self.is_function or not code.co_freevars:
            return {}
        wanted = {name for name in code.co_freevars if is_variable_name(name)} - _MADE
        while wanted and frame.f_back is not None:
            frame, inner = frame.f_back, code
            code = frame.f_code
            if not any(_is_alike(each, inner) for each in code.co_consts):
                break  # something of the program's stands between them
            if code.co_flags & _OPTIMIZED:
                return some_locals(frame, sorted(wanted))
            wanted &= set(code.co_freevars)
        return {}

    def variables(self) -> dict[str, object]:
        """Local variables that the program's text has: the compiler keeps other things among them."""
        names, code = self.locals(), self.code
        if code is None or not self.is_function:
            return self.around() | names
        made = _MADE.intersection(code.co_freevars)
        return {name: value for name, value in names.items() if name not in made and not name.startswith(".")}

    def global_names(self) -> dict[str, object]:
        """Global variables now."""
        return dict(str_items(self.globals))

    def builtin_names(self) -> dict[str, object]:
        """What names mean that are neither local nor global. The program's own mappings are not asked."""
        found = vars(builtins) if self.frame is None else self.frame.f_builtins
        return dict(str_items(found)) if is_a(found, AnyDict) else {}

    def declared(self) -> set[str]:
        """Names that are local to the function by its code, bound or not."""
        code = self.code
        if code is None or not self.is_function:
            return set()
        return {name for name in (*code.co_varnames, *code.co_cellvars, *code.co_freevars) if is_variable_name(name)}

    def reads_global(self, name: str) -> bool:
        """Whether a name is a global variable here that is not a local one, and would be made one by an assignment."""
        frame = self.frame
        if frame is None or self.is_module or self.is_inlined or not _may_be_read(frame):
            return False
        if not self.is_function and not is_a(frame.f_locals, AnyDict):
            return False  # what a class namespace of the program's own mapping type has, only the program knows
        return name not in self.declared() and name not in self.locals() and name in self.global_names()

    def write(self, name: str, value: object) -> None:
        """Give a local variable a value; a new name lives as long as the frame. Raises NotAssignable."""
        frame = self.frame
        if frame is None or self.is_module:
            AnyDict.__setitem__(self.globals, name, value)
            return
        names = frame.f_locals
        if self.is_inlined:
            self._write_inlined(frame, name, value)
        elif is_a(names, AnyDict):
            AnyDict.__setitem__(names, name, value)
            if self.is_function and name in self.declared():
                _copy_back(frame, name)
        elif self.is_function:
            names[name] = value
        else:
            raise NotAssignable(
                f"{name!r} belongs to a class body with a namespace of its own kind; set it in the program."
            )

    def _write_inlined(self, frame: types.FrameType, name: str, value: object) -> None:
        if name not in frame.f_code.co_varnames:
            if frame.f_code.co_name != "<module>":
                raise NotAssignable(
                    f"{name!r} would be of the class around this comprehension; set it outside of that."
                )
            AnyDict.__setitem__(self.globals, name, value)
        else:
            raise NotAssignable(
                f"{name!r} is a variable of a comprehension outside of any function: CPython gives no way to set it."
            )

    def delete(self, name: str) -> None:
        """Remove a local variable. Raises NotAssignable where the interpreter cannot."""
        if name in self.declared() or (self.is_inlined and name in self.locals()):
            raise NotAssignable(
                f"'del {name}' is not possible here: the interpreter cannot unbind a variable of a paused function."
            )
        is_global = self.frame is None or self.is_module or self.is_inlined
        names: dict[Any, object] = self.globals if is_global or self.frame is None else self.frame.f_locals
        if is_a(names, AnyDict):
            AnyDict.pop(names, name, None)
        elif name in names:
            del names[name]  # one that somebody has added to the variables of a function


def _may_be_read(frame: types.FrameType) -> bool:
    """Whether reading `f_locals` leaves the frame as it is.

    In a trace function CPython 3.12 writes what was read back, and then gives the variables of a comprehension outside of
    any function the values of other variables of the same name.
    """
    code = frame.f_code
    if not _WRITES_BACK or code.co_flags & _OPTIMIZED or not code.co_varnames or sys.gettrace() is None:
        return True
    return not any(frame.f_lasti in each for name in code.co_varnames for each in hidden(code, name))


def _is_alike(constant: object, code: types.CodeType) -> bool:
    """Whether a constant is a code object, or what a copy of that was made of."""
    if type(constant) is not types.CodeType:
        return False
    return (constant.co_qualname, constant.co_firstlineno) == (code.co_qualname, code.co_firstlineno)


def some_locals(frame: types.FrameType, names: list[str]) -> dict[str, object]:
    """Those of some local variables of a function that have values now."""
    known = frame.f_locals
    return {name: known[name] for name in names if name in known}


def write_local(scope: Scope, name: str, value: object) -> None:
    """`scope.write(name, value)` as a plain function, for `Child.assign`."""
    scope.write(name, value)


def write_global(scope: Scope, name: str, value: object) -> None:
    """Give a global variable a value."""
    AnyDict.__setitem__(scope.globals, name, value)


@functools.cache
def _locals_to_fast() -> Callable[[types.FrameType], object] | None:
    """The interpreter's function that writes a frame's snapshot back; None where it cannot be called."""
    if library is None:
        return None
    program: Any = None
    try:
        address = library.dlsym(library.dlopen(program, 0), "PyFrame_LocalsToFast")
    except OSError:
        return None

    class Function(library.CFuncPtr):
        _flags_ = library.FUNCFLAG_PYTHONAPI
        _restype_ = None

    class Object(library._SimpleCData[Any] if TYPE_CHECKING else library._SimpleCData):
        _type_ = "O"

    function = Function(address)
    return lambda frame: function(Object(frame), 0)


def _copy_back(frame: types.FrameType, name: str) -> None:
    copy = _locals_to_fast()
    if copy is None:
        version = ".".join(map(str, sys.version_info[:2]))
        raise NotAssignable(
            f"Local variable {name!r} cannot be set: Python {version} gives no way to write to a paused function. "
            "Python 3.13 and later can; globals, attributes and items can be set here too."
        )
    copy(frame)
