"""What the debugger's callbacks cost: how many there were, and which share of the program's time they took.

A meter stands between a backend and the rules of stopping, so nothing is measured, and nothing slower, while it is not
wanted. The time of a stop is the person's, and counts neither as the program's nor as the debugger's.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter  # a program may replace the clock of the module
from typing import TYPE_CHECKING

from dapper.delivery.base import Listener
from dapper.wire.during import During

if TYPE_CHECKING:
    from typing import TypeVar, TypeVarTuple

    _Given = TypeVarTuple("_Given")
    _Result = TypeVar("_Result")

LEAST_SECONDS = 0.05
"""Seconds that a program must have run before its share means anything."""
CHECK_EVERY = 64
"""Callbacks between two checks of the share."""


class Meter:
    """Counts and measures. `exceeded(share)` is called once, when the share passes the threshold."""

    def __init__(self, exceeded: Callable[[float], None]) -> None:
        self._exceeded = exceeded
        self.threshold = 1.0
        self.metering = False
        self._standing = 0.0  # seconds at stops since the start
        self.reset()

    def reset(self) -> None:
        """Everything becomes 0, and time begins now."""
        self.calls = 0
        self.seconds = 0.0
        self.look_seconds = 0.0  # the part of them that was spent on inspecting code objects
        self.reported = False
        self._began = perf_counter()
        self._stood = self._standing

    def start(self, metering: bool, threshold: float) -> None:
        """Measures from now on, if at all."""
        self.metering, self.threshold = metering, threshold
        self.reset()

    def standing(self) -> During:
        """While the program stands."""
        began = perf_counter()

        def leave() -> None:
            self._standing += perf_counter() - began

        return During(leave)

    def uptime(self) -> float:
        """Seconds that the program has run since the start."""
        return perf_counter() - self._began - (self._standing - self._stood)

    def share(self) -> float:
        """Part (0 to 1) of that time that was spent in callbacks."""
        uptime = self.uptime()
        return min(1.0, self.seconds / uptime) if uptime > 0 else 0.0

    def check(self) -> None:
        """Reports a share above the threshold, once."""
        if self.metering and not self.reported and self.uptime() >= LEAST_SECONDS and self.share() > self.threshold:
            self.reported = True
            self._exceeded(self.share())

    def between(self, listener: Listener) -> Listener:
        """What a backend is to report to: `listener` itself, or one that measures it."""
        return _Metered(listener, self) if self.metering else listener

    def timed(self, method: Callable[[*_Given], _Result], look: bool = False) -> Callable[[*_Given], _Result]:
        """`method`, measured."""

        def timed(*arguments: *_Given) -> _Result:
            standing = self._standing
            began = perf_counter()
            try:
                return method(*arguments)
            finally:
                seconds = perf_counter() - began - (self._standing - standing)
                self.seconds += seconds
                if look:
                    self.look_seconds += seconds
                self.calls += 1
                if self.calls % CHECK_EVERY == 0:
                    self.check()

        return timed


class _Metered:
    """A listener that passes everything on, and measures it."""

    def __init__(self, inner: Listener, meter: Meter) -> None:
        self.filter = inner.filter
        self.names = inner.names
        self.on_given = meter.timed(inner.on_given, look=True)
        self.on_disturbed = meter.timed(inner.on_disturbed)
        self.on_code = meter.timed(inner.on_code, look=True)
        self.on_line = meter.timed(inner.on_line)
        self.on_point = meter.timed(inner.on_point)
        self.on_end = meter.timed(inner.on_end)
        self.on_leave = meter.timed(inner.on_leave)
        self.on_returned = meter.timed(inner.on_returned)
        self.on_arrival = meter.timed(inner.on_arrival)
        self.on_raise = meter.timed(inner.on_raise)
        self.on_unwind = meter.timed(inner.on_unwind)
