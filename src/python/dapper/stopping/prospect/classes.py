"""What an `except` clause names, read from its instructions without running any code of the program."""

from __future__ import annotations

import enum
import sys
from types import CodeType, FrameType

from dapper.code.assembly import variable_name
from dapper.code.instructions import Instruction
from dapper.stopping.prospect.native_frames import NativeFrames
from dapper.values.generics import AnyTuple
from dapper.values.statics import MISSING, ClassTable, is_a

_FLAGGED = sys.version_info >= (3, 12)
"""Whether the lowest bit of the argument of LOAD_ATTR is something other than the name's number."""
_LOCALS = ("LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_BORROW", "LOAD_DEREF")
_SILENT = frozenset(("NOP", "EXTENDED_ARG", "NOT_TAKEN", "COPY_FREE_VARS"))
_MRO = type.__dict__["__mro__"].__get__


class Kind(enum.Enum):
    """What a name is."""

    GLOBAL, OF_MODULE, OTHER = range(3)
    """A function's global one; a module's own, if its locals are its globals; or another."""


class Value:
    """What an instruction pushes.

    Attributes:
        value: it, or MISSING if it cannot be determined.
        names: of the variables that it, or each of its parts, is read from.
        kind: what these names are.
    """

    __slots__ = ("kind", "names", "value")

    def __init__(self, value: object, names: tuple[str, ...] = (), kind: Kind = Kind.OTHER) -> None:
        self.value, self.names, self.kind = value, names, kind


UNKNOWN = Value(MISSING)


class Values:
    """The values that a stretch of instructions pushes, as far as they can be determined.

    Args:
        frame: whose instructions they are. It need not run.
        native: what else is known of it.
    """

    def __init__(self, frame: FrameType, native: NativeFrames) -> None:
        self._frame, self._native = frame, native
        self._code: CodeType = frame.f_code
        self._stack: list[Value] = []

    def push(self, instruction: Instruction) -> None:
        """Simulates one instruction; after one with unknown effects nothing is known."""
        name, argument = instruction.name, instruction.argument
        code, stack = self._code, self._stack
        if name in _SILENT:
            return
        if name == "LOAD_GLOBAL":
            stack.append(self._global(code.co_names[argument >> 1], Kind.GLOBAL))
        elif name == "LOAD_NAME":
            stack.append(self._named(code.co_names[argument]))
        elif name in _LOCALS:
            stack.append(Value(self._native.local(self._frame, argument), (variable_name(code, argument),)))
        elif name == "LOAD_CONST":
            stack.append(Value(code.co_consts[argument]))
        elif name == "LOAD_ATTR" and stack and not (_FLAGGED and argument & 1):
            owner = stack.pop()
            attribute = code.co_names[argument >> 1 if _FLAGGED else argument]
            found = MISSING if owner.value is MISSING else ClassTable().static_attribute(owner.value, attribute)
            stack.append(Value(found, (*owner.names, attribute)))
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

    def _global(self, name: str, kind: Kind) -> Value:
        for names in (self._frame.f_globals, self._frame.f_builtins):
            if type(names) is not dict or not self._native.is_plain(names):
                break
            if name in names:
                return Value(names[name], (name,), kind)
        return UNKNOWN

    def _named(self, name: str) -> Value:
        names = self._frame.f_locals
        if names is self._frame.f_globals:
            return self._global(name, Kind.OF_MODULE)
        if type(names) is not dict or not self._native.is_plain(names):
            return UNKNOWN
        return Value(names[name], (name,)) if name in names else self._global(name, Kind.OTHER)


def _tuple(parts: list[Value]) -> Value:
    names = tuple(name for part in parts for name in part.names)
    if any(part.value is MISSING for part in parts):
        return Value(MISSING, names)
    kinds = {part.kind for part in parts}
    return Value(tuple(part.value for part in parts), names, kinds.pop() if len(kinds) == 1 else Kind.OTHER)


def matches(error: BaseException, classes: object) -> bool | None:
    """Whether `except classes` takes an exception, by its real class; None where that is not known or would fail."""
    if type(classes) is AnyTuple:
        answers = [matches(error, each) for each in classes]
        return None if None in answers else any(answers)
    if not is_a(classes, type) or not any(each is BaseException for each in _MRO(classes)):
        return None
    return any(each is classes for each in _MRO(type(error)))
