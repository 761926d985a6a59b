"""Which exceptions stop the program.

- `raised`: in the first wanted frame that an exception is raised in or reaches.
- `uncaught`: when an exception has left the program. Nothing listens while the program runs; the traceback keeps
  the frames, and the stop shows those.
- `userUnhandled`: when an exception leaves the user's code for a library's. What the compiler has made is not the user's
  code: it refuses formats by exceptions, in ordinary work.
"""

from __future__ import annotations

from types import FrameType

from dapper.code_filter import CodeFilter
from dapper.inspect.statics import traceback_of

RAISED, UNCAUGHT, USER_UNHANDLED = "raised", "uncaught", "userUnhandled"
FILTERS = (RAISED, UNCAUGHT, USER_UNHANDLED)
_CONTROL_FLOW = (StopIteration, StopAsyncIteration, GeneratorExit)
"""Raised by loops and generators in ordinary work."""


class ExceptionFilters:
    """The filters that are on, and which exception has stopped the program last."""

    def __init__(self, filter: CodeFilter) -> None:
        self._filter = filter
        self.on: frozenset[str] = frozenset()
        self._shown: BaseException | None = None

    def stops_at_raise(self, frame: FrameType, error: BaseException) -> bool:
        """Whether to stop where an exception is raised or passes; once for each exception."""
        if RAISED not in self.on or error is self._shown or issubclass(type(error), _CONTROL_FLOW):
            return False
        if not self._filter.wanted(frame.f_code):
            return False
        self._shown = error
        return True

    def stops_at_unwind(self, frame: FrameType, error: BaseException) -> bool:
        """Whether to stop where an exception leaves a frame: the last of the user's before a library's."""
        if USER_UNHANDLED not in self.on or error is self._shown or issubclass(type(error), _CONTROL_FLOW):
            return False
        if not self._filter.is_mine(frame.f_code):
            return False
        if self._filter.is_made(frame.f_code) and not self._comes_from_above(frame, error):
            return False
        caller = self._filter.caller(frame)
        if caller is None or not self._filter.is_library(caller.f_code):
            return False
        self._shown = error
        return True

    def _comes_from_above(self, frame: FrameType, error: BaseException) -> bool:
        """Whether an exception has come to a frame from a function of the user's."""
        trace = traceback_of(error)
        while trace is not None and trace.tb_frame is not frame:
            trace = trace.tb_next
        while trace is not None:
            code = trace.tb_frame.f_code
            if self._filter.is_mine(code) and not self._filter.is_made(code):
                return True
            trace = trace.tb_next
        return False

    def stops_at_end(self, error: BaseException) -> bool:
        """Whether to stop for an exception that has left the program."""
        return UNCAUGHT in self.on and not issubclass(type(error), (SystemExit, KeyboardInterrupt))

    def forget(self) -> None:
        """Lets go of the exception that was shown last."""
        self._shown = None
