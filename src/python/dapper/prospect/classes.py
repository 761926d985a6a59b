"""What an `except` clause names, read from its instructions without running any code of the program."""

from __future__ import annotations

import sys
from types import CodeType, FrameType

from dapper.inspect.scope import Scope
from dapper.inspect.statics import MISSING, ClassTable, is_a
from dapper.prospect.instructions import Instruction

_FLAGGED = sys.version_info >= (3, 12)
"""Whether the lowest bit of the argument of LOAD_ATTR is something else than the name's number."""
_LOCALS = ("LOAD_FAST", "LOAD_FAST_CHECK", "LOAD_FAST_BORROW", "LOAD_DEREF")
_SILENT = frozenset(("NOP", "EXTENDED_ARG", "NOT_TAKEN", "COPY_FREE_VARS"))
_MRO = type.__dict__["__mro__"].__get__


class Values:
    """The values that a stretch of instructions pushes, as far as they can be told.

    Args:
        frame: whose instructions they are. It need not run.
    """

    def __init__(self, frame: FrameType) -> None:
        self._code: CodeType = frame.f_code
        self._scope = Scope(frame)
        self._classes = ClassTable()
        self.stack: list[object] = []

    def push(self, instruction: Instruction) -> None:
        """Does one instruction; `stack` is empty after one that does what cannot be told."""
        name, argument = instruction.name, instruction.argument
        code = self._code
        if name in _SILENT:
            return
        if name == "LOAD_GLOBAL":
            self.stack.append(self._named(code.co_names[argument >> 1], with_locals=False))
        elif name == "LOAD_NAME":
            self.stack.append(self._named(code.co_names[argument], with_locals=True))
        elif name in _LOCALS:
            self.stack.append(self._scope.locals().get(code._varname_from_oparg(argument), MISSING))
        elif name == "LOAD_CONST":
            self.stack.append(code.co_consts[argument])
        elif name == "LOAD_ATTR" and self.stack and not (_FLAGGED and argument & 1):
            owner = self.stack.pop()
            attribute = code.co_names[argument >> 1 if _FLAGGED else argument]
            found = MISSING if owner is MISSING else self._classes.static_attribute(owner, attribute)
            self.stack.append(found)
        elif name == "BUILD_TUPLE" and 0 < argument <= len(self.stack):
            parts = tuple(self.stack[-argument:])
            del self.stack[-argument:]
            self.stack.append(MISSING if any(part is MISSING for part in parts) else parts)
        else:
            self.stack.clear()

    @property
    def top(self) -> object:
        """The value on top, or MISSING."""
        return self.stack[-1] if self.stack else MISSING

    def _named(self, name: str, with_locals: bool) -> object:
        places = (self._scope.locals,) if with_locals else ()
        for names in (*places, self._scope.global_names, self._scope.builtin_names):
            found = names().get(name, MISSING)
            if found is not MISSING:
                return found
        return MISSING


def matches(error: BaseException, classes: object) -> bool | None:
    """Whether `except classes` takes an exception, by its real class; None where that is not known or would fail."""
    if type(classes) is tuple:
        answers = [matches(error, each) for each in classes]
        return None if None in answers else any(answers)
    if not is_a(classes, type) or not any(each is BaseException for each in _MRO(classes)):
        return None
    return any(each is classes for each in _MRO(type(error)))
