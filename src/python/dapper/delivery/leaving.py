"""Which exception leaves a frame, for a trace function: it is told of what is raised there, and not of what a handler passes on."""

from __future__ import annotations

import opcode
import sys
from types import FrameType, TracebackType

from dapper.code.instructions import handlers_of

_PASSES_ON = frozenset((opcode.opmap["RERAISE"], opcode.opmap["RAISE_VARARGS"]))
_HANDLED = 1
"""Values that a handler puts on the stack under what it handles: what was handled before."""

Raised = tuple[BaseException, TracebackType | None]
"""An exception, and its traceback. (CPython 3.11 keeps the two apart.)"""


class Leaving:
    """What was raised in each living frame: last, and before that what is still being handled."""

    def __init__(self) -> None:
        self._raised: dict[FrameType, list[Raised]] = {}

    def raised(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> None:
        """An exception was raised in a frame, or has come to it."""
        self._raised[frame] = [*self._handled(frame), (error, trace)]

    def suspended(self, frame: FrameType) -> None:
        """A generator or coroutine waits: in a `finally`, it may."""
        handled = self._handled(frame)
        if handled:
            self._raised[frame] = handled
        else:
            self._raised.pop(frame, None)

    def left(self, frame: FrameType) -> Raised | None:
        """A frame has ended. What has left it, if that was an exception; None: nothing is known of one."""
        raised = self._raised.pop(frame, None)
        if not raised:
            return None
        code, at = frame.f_code, frame.f_lasti
        if len(raised) > 1 and code.co_code[at] in _PASSES_ON:
            handlers = handlers_of(code)

            def taker(offset: int) -> tuple[int, int] | None:
                for each in handlers:
                    if each.start <= offset < each.end:
                        return each.depth, each.depth + each.keeps_place + _HANDLED
                return None

            around = taker(at)
            for error, trace in reversed(raised):
                found = taker(trace.tb_lasti) if trace is not None and trace.tb_frame is frame else None
                if around is not None and found is not None and found[1] == around[0]:
                    return error, trace
        return raised[-1]

    def clear(self) -> None:
        """Forgets all."""
        self._raised.clear()

    def _handled(self, frame: FrameType) -> list[Raised]:
        raised, handled = self._raised.get(frame, []), sys.exception()
        for number, (error, _) in enumerate(raised, 1):
            if error is handled:
                return raised[:number]
        return []
