"""A stop of the program, as the rules of stopping hand it to whoever serves the program."""

from __future__ import annotations

from collections.abc import Sequence
from types import FrameType, TracebackType

from dapper.wire.constants import UNCAUGHT


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

    @property
    def is_over(self) -> bool:
        """Whether the program has ended."""
        return self.frame is None


class LateStop(Stop):
    """A stop at an exception that an event loop reports, long after it was raised.

    Attributes:
        frame: what runs just now, by chance: the traceback of `error` has the frames. None: nothing of the program.
        whose: the task that it has ended, or None.
    """

    __slots__ = ("_is_over", "whose")

    def __init__(self, error: BaseException, frame: FrameType | None, whose: str | None, is_over: bool) -> None:
        super().__init__("exception", frame, error=error, filter=UNCAUGHT)
        self.whose = whose
        self._is_over = is_over

    @property
    def is_over(self) -> bool:
        """See `Stop.is_over`."""
        return self._is_over
