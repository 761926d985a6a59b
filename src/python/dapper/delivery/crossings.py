"""When exceptions that leave frames must be listened to: while one may leave the user's code for a library's.

CPython reports every frame that an exception leaves or none, and each report costs. But the user's code has a library's
under it only after a library's code has begun, and the beginning of code is reported for free (once for each code
object). So a library's beginning arms the events, and a stack that turns out to have none parks them again; the more
often that happens, the more patient it gets.
"""

from __future__ import annotations

import sys
from types import CodeType, FrameType

from dapper.code.filter import CodeFilter

MOST_PATIENT = 1024
"""Reviews that find no library's frame before the events are parked, at most."""


class Crossings:
    """Whether the events are armed.

    Args:
        filter: says what is a library's.

    Attributes:
        armed: whether exceptions that leave frames are listened to; else the beginnings of code are.
    """

    def __init__(self, filter: CodeFilter) -> None:
        self._filter = filter
        self.armed = True  # what is already on the stack is not known
        self._patience = 1
        self._idle = 0

    @property
    def events(self) -> int:
        """The `sys.monitoring` events that are wanted, as global events."""
        events = sys.monitoring.events
        return events.PY_UNWIND if self.armed else events.PY_START | events.PY_RESUME | events.PY_THROW

    def begins(self, code: CodeType) -> bool:
        """Code starts or goes on. Returns whether that changed the wanted events."""
        if self.armed or not self._filter.is_library(code):
            return False
        self.armed, self._idle = True, 0
        return True

    def review(self, frame: FrameType | None) -> bool:
        """An exception leaves a frame. Returns whether that changed the wanted events."""
        while frame is not None and not self._filter.is_library(frame.f_code):
            frame = frame.f_back
        self._idle = 0 if frame is not None else self._idle + 1
        if self._idle < self._patience:
            return False
        self.armed = False
        self._patience = min(2 * self._patience, MOST_PATIENT)
        return True
