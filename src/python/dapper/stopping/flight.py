"""The flight of an exception: the frames through which it has come since it was last raised.

The object does not say that. One that is kept may be raised again, and its traceback then begins with the entries of
this flight and goes on with those of earlier ones. So the entries are followed inwards, from each frame to one that the
exception has left for it: a frame that still runs, or that was left by a return, had caught it. Nothing is remembered
from one look to the next, and so nothing of the program's is kept alive.
"""

from __future__ import annotations

import opcode
import sys
from collections.abc import Callable, Iterator
from types import CodeType, FrameType, TracebackType

_RAISE = opcode.opmap["RAISE_VARARGS"]
_RETURNS = frozenset(opcode.opmap[name] for name in ("RETURN_VALUE", "RETURN_CONST") if name in opcode.opmap)
_SUSPENSIONS = frozenset((opcode.opmap["YIELD_VALUE"], opcode.opmap["RESUME"]))
"""Where a generator stands after a yield: which of the two differs between versions."""


def flight(
    trace: TracebackType | None, error: BaseException, seen: Callable[[CodeType], bool]
) -> Iterator[TracebackType]:
    """The traceback entries of the flight of an exception, from the frame that it is in now to where it was raised.

    Args:
        trace: the traceback that it has in that frame.
        error: the exception.
        seen: whose `raise` begins a flight in any case. What other code catches and raises again flies on.
    """
    while trace is not None:
        yield trace
        inner = trace.tb_next
        if inner is None or not _flew(inner, trace, error, seen):
            return
        trace = inner


def _flew(inner: TracebackType, outer: TracebackType, error: BaseException, seen: Callable[[CodeType], bool]) -> bool:
    """Whether the exception came from the one frame to the other, and was not raised again in that frame."""
    frame, other = inner.tb_frame, outer.tb_frame
    if _operation(other, outer.tb_lasti) == _RAISE:
        return frame is other and not seen(other.f_code)
    if frame is other or (frame.f_back is not other and _is_running(frame)):
        # Thrown into a generator by the `with` statement that it serves, it is still being handled down there.
        return sys.exception() is error
    last = _operation(frame, frame.f_lasti)
    return last not in _RETURNS and (last not in _SUSPENSIONS or frame.f_lasti == inner.tb_lasti)


def _operation(frame: FrameType, offset: int) -> int:
    operations = frame.f_code.co_code
    return operations[offset] if 0 <= offset < len(operations) else 0  # a program can make entries of its own


def _is_running(frame: FrameType) -> bool:
    each = sys._getframe()
    while each is not None and each is not frame:
        each = each.f_back
    return each is not None
