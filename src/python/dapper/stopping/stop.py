"""A stop of the program, as the rules of stopping hand it to whoever serves the program."""

from __future__ import annotations

from collections.abc import Sequence
from types import FrameType, TracebackType


class Stop:
    """Why and where the program stops.

    Attributes:
        reason: DAP stop reason.
        frame: top frame; None for a stop after the end (the traceback of `error` has the frames).
        description: text for a person, or None.
        breakpoints: ids of the breakpoints that were hit.
        error: the exception, at an exception stop.
        returned: after a step, what the calls of its line have returned: names of functions, and values.
        filter: the exception filter that stopped it.
        trace: the traceback that the exception has where it is.
    """

    __slots__ = ("breakpoints", "description", "error", "filter", "frame", "reason", "returned", "trace")

    def __init__(
        self,
        reason: str,
        frame: FrameType | None,
        description: str | None = None,
        breakpoints: tuple[int, ...] = (),
        error: BaseException | None = None,
        returned: Sequence[tuple[str, object]] = (),
        filter: str | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self.reason = reason
        self.frame = frame
        self.description = description
        self.breakpoints = breakpoints
        self.error = error
        self.returned = returned
        self.filter = filter
        self.trace = trace
