"""The living functions of the interpreter, and what code they run."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping
from types import CodeType, FunctionType

_get_objects = gc.get_objects  # the program may replace the module's


def switch(
    codes: Mapping[int, CodeType], origin: Callable[[CodeType], CodeType], current: Callable[[CodeType], CodeType]
) -> int:
    """Gives every function whose code has one of the identities in `codes` the code object that stands there.

    The backend may represent either by another one: `origin` leads back from that, and `current` to it. Calls that have
    begun go on as they are. Returns how many functions were changed.
    """
    changed = 0
    for thing in _get_objects():
        if type(thing) is FunctionType:
            other = codes.get(id(origin(thing.__code__)))
            if other is not None and (now := current(other)) is not thing.__code__:
                thing.__code__ = now
                changed += 1
    return changed


def running(code_of: Callable[[FunctionType], CodeType], wanted: Callable[[CodeType], bool]) -> list[FunctionType]:
    """Every function whose own code, which a copy may run for, is wanted."""
    return [thing for thing in _get_objects() if type(thing) is FunctionType and wanted(code_of(thing))]
