"""What only CPython's own frames say, by the hook; or nothing, in an interpreter whose frames are not as expected."""

from __future__ import annotations

import sys
from types import CodeType, FrameType, FunctionType, ModuleType

from dapper.policy import NEWEST, OLDEST


class NativeFrames:
    """Reads frames that run.

    Args:
        hook: the eval-frame hook's module, or None.
    """

    def __init__(self, hook: ModuleType | None) -> None:
        known = OLDEST <= sys.version_info[:2] <= NEWEST
        self._hook = hook if hook is not None and known and _is_as_expected(hook) else None

    @property
    def are_read(self) -> bool:
        """Whether anything is known of frames."""
        return self._hook is not None

    def entered_from_c(self, frame: FrameType) -> bool | None:
        """Whether C code stands between a frame and the one that it returns to; None where that cannot be known."""
        return None if self._hook is None else self._hook.entered_from_c(frame)

    def calls(self, caller: FrameType, number: int, callee: FrameType) -> bool:
        """Whether the value at a place of the caller's stack is the function, the class or the object that runs in `callee`."""
        if self._hook is None or not 0 <= number < caller.f_code.co_stacksize:
            return False
        code = callee.f_code
        candidates: list[object] = [self._hook.function_of(callee)]
        if code.co_argcount and code.co_name in ("__init__", "__new__", "__call__"):
            # The interpreter calls these for a class, or for an object; the first argument tells which one it was.
            first = self._first_argument(callee)
            candidates += [first, type(first)]
        place = places(caller.f_code) + number
        return any(self._hook.slot_is(caller, place, each) for each in candidates)

    def value(self, frame: FrameType, number: int) -> object:
        """The value at a place of a frame's stack, which must be one that an exception's handler finds there."""
        if self._hook is None or not 0 <= number < frame.f_code.co_stacksize:
            return None
        return self._hook.slot(frame, places(frame.f_code) + number)

    def _first_argument(self, frame: FrameType) -> object:
        code = frame.f_code
        return None if code.co_varnames[0] in code.co_cellvars else self._hook.slot(frame, 0)


def places(code: CodeType) -> int:
    """How many places for variables there are before those of the stack."""
    return len({*code.co_varnames, *code.co_cellvars}) + len(code.co_freevars)


def _is_as_expected(hook: ModuleType) -> bool:
    """Tries the hook's reading on frames that are known."""

    def seen(argument: object) -> tuple[object, ...]:
        frame = sys._getframe()
        return (
            hook.entered_from_c(frame),
            hook.function_of(frame),
            hook.slot_is(frame, 0, argument),
            hook.slot(frame, 0),
        )

    def in_caller(argument: object) -> tuple[object, ...]:
        return seen(argument)

    def by_call(function: FunctionType, argument: object) -> list[object]:
        return list(map(function, (argument,)))[0]

    value = object()
    direct, through_c = in_caller(value), by_call(seen, value)
    # While the hook is armed every frame is entered from C.
    return through_c == (True, seen, True, value) and direct[1:] == through_c[1:] and (not direct[0] or hook.is_armed())
