"""What an `except` clause names, read from its instructions without running any code of the program."""

from __future__ import annotations

import sys
from types import CodeType, FrameType
from typing import NamedTuple

from dapper.inspect.scope import Scope
from dapper.inspect.statics import MISSING, ClassTable, is_a
from dapper.prospect.instructions import Instruction

_FLAGGED = sys.version_info >= (3, 12)
"""Whether the lowest bit of the argument of LOAD_ATTR is something else than the name's number."""
_LOCALS = ("LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_BORROW", "LOAD_DEREF")
_SILENT = frozenset(("NOP", "EXTENDED_ARG", "NOT_TAKEN", "COPY_FREE_VARS"))
_MRO = type.__dict__["__mro__"].__get__


class Value(NamedTuple):
    """What an instruction pushes.

    Attributes:
        value: it, or MISSING where it cannot be told.
        names: the global names that mean it, or its parts if it is a tuple; None where it is not made of such.
    """

    value: object
    names: tuple[str, ...] | None = None


UNKNOWN = Value(MISSING)


class Values:
    """The values that a stretch of instructions pushes, as far as they can be told.

    Args:
        frame: whose instructions they are. It need not run.
    """

    def __init__(self, frame: FrameType) -> None:
        self._frame = frame
        self._code: CodeType = frame.f_code
        self._stack: list[Value] = []

    def push(self, instruction: Instruction) -> None:
        """Does one instruction; nothing is known any more after one that does what cannot be told."""
        name, argument = instruction.name, instruction.argument
        code, stack = self._code, self._stack
        if name in _SILENT:
            return
        if name == "LOAD_GLOBAL":
            stack.append(self._global(code.co_names[argument >> 1]))
        elif name == "LOAD_NAME":
            stack.append(self._named(code.co_names[argument]))
        elif name in _LOCALS:
            stack.append(Value(Scope(self._frame).locals().get(code._varname_from_oparg(argument), MISSING)))
        elif name == "LOAD_CONST":
            stack.append(Value(code.co_consts[argument]))
        elif name == "LOAD_ATTR" and stack and not (_FLAGGED and argument & 1):
            owner = stack.pop().value
            attribute = code.co_names[argument >> 1 if _FLAGGED else argument]
            stack.append(Value(MISSING if owner is MISSING else ClassTable().static_attribute(owner, attribute)))
        elif name == "BUILD_TUPLE" and 0 < argument <= len(stack):
            parts = stack[-argument:]
            del stack[-argument:]
            stack.append(_tuple(parts))
        else:
            stack.clear()

    @property
    def top(self) -> Value:
        """The value on top."""
        return self._stack[-1] if self._stack else UNKNOWN

    def _global(self, name: str) -> Value:
        frame = self._frame
        for names in (frame.f_globals, frame.f_builtins):
            found = dict.get(names, name, MISSING)
            if found is not MISSING:
                return Value(found, (name,))
        return UNKNOWN

    def _named(self, name: str) -> Value:
        scope = Scope(self._frame)
        if scope.is_module:
            return self._global(name)
        found = scope.locals().get(name, MISSING)
        return self._global(name)._replace(names=None) if found is MISSING else Value(found)


def _tuple(parts: list[Value]) -> Value:
    if any(part.value is MISSING for part in parts):
        return UNKNOWN
    named = all(part.names is not None for part in parts)
    names = tuple(name for part in parts for name in part.names or ()) if named else None
    return Value(tuple(part.value for part in parts), names)


def matches(error: BaseException, classes: object) -> bool | None:
    """Whether `except classes` takes an exception, by its real class; None where that is not known or would fail."""
    if type(classes) is tuple:
        answers = [matches(error, each) for each in classes]
        return None if None in answers else any(answers)
    if not is_a(classes, type) or not any(each is BaseException for each in _MRO(classes)):
        return None
    return any(each is classes for each in _MRO(type(error)))
