"""What modified code leaves the program for: a breakpoint whose test was compiled in has hit, or has failed."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FrameType

from dapper.delivery.base import Backend
from dapper.modified.breakpoint import Breakpoint
from dapper.modified.copies import ModifiedCode
from dapper.stopping.contained import contained
from dapper.stopping.data_stops import DataStops
from dapper.stopping.placement import Placement
from dapper.stopping.stop import Stop
from dapper.stopping.stops import Stops, Wish
from dapper.stopping.visits import Visits
from dapper.values.exception_info import mistake
from dapper.values.reraised import put_back
from dapper.values.statics import traceback_of
from dapper.wire.errors import Interrupted, Terminated


class InlineExits:
    """The base of `Stopper` for them (see `modified.exits.Exits`)."""

    visits: Visits
    modified: ModifiedCode
    placement: Placement
    stops: Stops
    _listening: Callable[[FrameType], bool]
    data: DataStops
    stop: Callable[[Stop], None]
    _at_work: Callable[[], Backend]
    fulfil: Callable[[Wish | None], None]
    origin: Callable[[CodeType], CodeType]
    _returned: Callable[[FrameType], list[tuple[str, object]]]

    @contained
    def on_inline_hit(self, frame: FrameType, breakpoint: Breakpoint) -> None:
        """See `Exits.on_inline_hit`."""
        if not self._listening(frame) or not self._is_current(frame, breakpoint):
            return
        if breakpoint.log_parts:
            self.visits.log(breakpoint, frame)
            self.fulfil(self.stops.settle(frame))
        else:
            self._stop_at(Stop(breakpoint.reason, frame, None, (breakpoint.id,), returned=self._returned(frame)))

    @contained
    def on_inline_error(self, frame: FrameType, breakpoint: Breakpoint, error: BaseException) -> None:
        """See `Exits.on_inline_error`."""
        if issubclass(type(error), (Terminated, Interrupted)):
            raise error  # the debugger's own, on its way through the program
        left = traceback_of(error)
        if left is not None:
            put_back(error, left)
        if not self._listening(frame) or not self._is_current(frame, breakpoint):
            return
        if issubclass(type(error), RecursionError):
            # The condition had less room than the slow way gives it: that decides.
            hit, why = self.visits.hit([breakpoint], frame)
            if not hit:
                return
        else:
            why = self.visits.explain(breakpoint, frame, error)
        self._stop_at(Stop(breakpoint.reason, frame, why, (breakpoint.id,), returned=self._returned(frame)))

    def on_inline_check(self, breakpoint: Breakpoint, seconds: float) -> None:
        """See `Exits.on_inline_check`."""
        self.visits.took(breakpoint, seconds)

    def on_not_made(self, breakpoints: list[Breakpoint], error: Exception) -> None:
        """See `Exits.on_not_made`."""
        problem = mistake("Compiling a breakpoint's condition into the program", error)
        for each in breakpoints:
            each.note = f"{problem} It is evaluated at each visit of the line instead, which is slower."
        self.stops.say(problem, True, None)

    def _is_current(self, frame: FrameType, breakpoint: Breakpoint) -> bool:
        """Whether a test that was compiled in is still asked for: a frame may run code of former breakpoints."""
        return breakpoint.line in self.modified.inline_lines(self.origin(frame.f_code))

    def _stop_at(self, stop: Stop) -> None:
        """Stops where a breakpoint's own test has left the program; what was changed before is a part of it."""
        frame, backend = stop.frame, self._at_work()
        if frame is None:
            return
        place = code, offset = backend.place(frame)
        self.data.joined(stop, *self.data.found(frame, place))
        self.stop(stop)
        behind = code, self.modified.behind_test(code, offset)
        if self.placement.exact_at(behind) and backend.place(frame) == place:
            self.placement.passed = id(frame), behind  # set in this stop
