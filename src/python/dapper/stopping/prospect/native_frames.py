"""What only CPython's own frames show, read by the hook; or nothing, where frames are not as expected."""

from __future__ import annotations

import sys
from collections.abc import Generator
from types import CellType, CodeType, FrameType, FunctionType
from typing import Any

from dapper.code import flags
from dapper.code.assembly import variable_name
from dapper.delivery.hook import NEWEST, OLDEST, HookModule
from dapper.values.statics import MISSING


class NativeFrames:
    """Reads frames.

    Args:
        hook: the eval-frame hook's module, or None.
    """

    def __init__(self, hook: HookModule | None) -> None:
        known = OLDEST <= sys.version_info[:2] <= NEWEST
        self._hook = hook if hook is not None and known and _is_as_expected(hook) else None
        self._in_generator = 0 if self._hook is None else _place_in_generator(self._hook)

    @property
    def are_read(self) -> bool:
        """Whether anything is known of frames."""
        return self._hook is not None

    def entered_from_c(self, frame: FrameType) -> bool | None:
        """Whether C code stands between a frame that runs and the one that it returns to; None: unknown."""
        return None if self._hook is None else self._hook.entered_from_c(frame)

    def holds(self, caller: FrameType, number: int, callee: FrameType) -> bool:
        """Whether a place of the caller's stack holds what runs in `callee`, or runs for.

        That is its function or its generator; or its first argument, or a class of which that is made. Only addresses
        are compared, so nothing happens if what the place holds no longer exists.
        """
        hook, code = self._hook, callee.f_code
        if hook is None or not 0 <= number < caller.f_code.co_stacksize:
            return False
        found = hook.slot_address(caller, places(caller.f_code) + number)
        if code.co_flags & flags.SUSPENDABLE:
            return found == hook.frame_address(callee) - self._in_generator
        if found == id(hook.function_of(callee)):
            return True
        first = self.local(callee, 0) if code.co_argcount else MISSING
        return first is not MISSING and (
            found == id(first) or (code.co_name in ("__init__", "__new__") and found == id(type(first)))
        )

    def is_function(self, caller: FrameType, number: int, callee: FrameType) -> bool:
        """Whether a place of the caller's stack holds, or has held, the very function that runs in `callee`."""
        hook = self._hook
        if hook is None or not 0 <= number < caller.f_code.co_stacksize:
            return False
        return hook.slot_address(caller, places(caller.f_code) + number) == id(hook.function_of(callee))

    def runs(self, frame: FrameType, function: object) -> bool:
        """Whether a frame runs that very function."""
        return self._hook is not None and self._hook.function_of(frame) is function

    def value(self, frame: FrameType, number: int) -> object:
        """The value at a place of a frame's stack, which must be in use. MISSING: it is empty, or cannot be read."""
        hook, place = self._hook, places(frame.f_code) + number
        if hook is None or not 0 <= number < frame.f_code.co_stacksize or not hook.slot_address(frame, place):
            return MISSING
        return hook.slot(frame, place)

    def local(self, frame: FrameType, number: int) -> object:
        """The value of a variable, by its number among all that the frame has; MISSING where there is none.

        `frame.f_locals` gives that too, but before CPython 3.13 it refreshes the program's own `locals()`.
        """
        hook = self._hook
        if hook is None or not hook.slot_address(frame, number):
            return MISSING
        found = hook.slot(frame, number)
        name = variable_name(frame.f_code, number)
        if name not in frame.f_code.co_cellvars and name not in frame.f_code.co_freevars:
            return found
        if type(found) is not CellType:
            return found  # an argument, before the frame has put it into its cell
        try:
            return found.cell_contents
        except ValueError:
            return MISSING  # it is empty

    def is_plain(self, names: object) -> bool:
        """Whether looking something up runs no code of the program."""
        return self._hook is not None and self._hook.is_plain_dict(names)


def places(code: CodeType) -> int:
    """How many places for variables there are before those of the stack."""
    return len({*code.co_varnames, *code.co_cellvars}) + len(code.co_freevars)


def _is_as_expected(hook: HookModule) -> bool:
    """Tries the hook's reading on frames and dicts that are known."""

    def seen(argument: object) -> tuple[object, ...]:
        frame = sys._getframe()
        try:
            return hook.entered_from_c(frame), hook.function_of(frame), hook.slot_address(frame, 0), hook.slot(frame, 0)
        finally:
            del frame  # which would keep all that called it, and itself

    def in_caller(argument: object) -> tuple[object, ...]:
        return seen(argument)

    def through_c(function: FunctionType, argument: object) -> tuple[object, ...]:
        return next(map(function, (argument,)))

    value = object()
    direct, indirect = in_caller(value), through_c(seen, value)
    plain = [hook.is_plain_dict(each) for each in ({}, {"a": 1}, {"a": 1, 2: 3}, dict.fromkeys((1, 2)), 5)]
    return (
        indirect == (True, seen, id(value), value)
        and direct[1:] == indirect[1:]
        and (not direct[0] or hook.is_armed())  # while it is armed every frame is entered from C
        and plain[1:] == [True, False, False, False]
    )


def _place_in_generator(hook: HookModule) -> int:
    """How far behind a generator's own address its frame is."""

    def generator() -> Generator[None]:
        yield

    made: Any = generator()
    return hook.frame_address(made.gi_frame) - id(made)
