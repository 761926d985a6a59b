"""The host's one timer, shared: looks at values have their budgets, and a whole operation the setting `timeout`.

The host raises DEADLINE_SIGNAL from the earliest of the two on, again and again. The session's handler
calls `check`.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic  # a program may replace the clock of the module
from types import FrameType

from dapper.wire.during import During
from dapper.wire.errors import Interrupted, Overdue
from dapper.wire.host import Host

SOON_SECONDS = 0.05
"""For what is over by itself in no time."""


class Deadlines:
    """Serves `dapper.values.budget.Deadline` for looks, and `operation` for what they are part of."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._look: float | None = None
        self._operation: float | None = None
        self.overdue = False  # whether the last operation was ended because of its time
        self.interrupted = False  # whether the running operation was asked to end early
        # Raises an error in what runs on the debugger's behalf; wired to `LookBudget.evict` by the session.
        self.evict: Callable[[BaseException, FrameType | None, Callable[[float], None]], None]

    def start(self, seconds: float) -> None:
        """See `dapper.values.budget.Deadline`."""
        if self._operation is None:
            self._host.set_deadline(seconds)
            return
        self._look = monotonic() + seconds
        self._set()

    def stop(self) -> None:
        """See `dapper.values.budget.Deadline`."""
        self._look = None
        self._set()

    def operation(self, seconds: float) -> During:
        """An operation that may take `seconds`."""
        self._operation, self.overdue = monotonic() + seconds, False
        self._set()
        return During(self.leave)

    def leave(self) -> None:
        """The operation, or what was interrupted, is over."""
        self._operation, self.interrupted = None, False
        self._set()

    @property
    def ending(self) -> bool:
        """Whether the running operation was asked to end, and has caught the request."""
        return self._operation is not None and (self.interrupted or self.overdue)

    def interrupt(self, frame: FrameType | None) -> None:
        """Ends what runs in `frame` on the debugger's behalf, an operation or a condition: a request waits for it.

        Raises:
            Interrupted: always.
        """
        self._operation, self.interrupted = monotonic(), True
        self.check(frame)

    def end_soon(self) -> None:
        """What begins to run on the debugger's behalf is to end before long: a request waits for it already."""
        self.interrupted = True
        self._grant(SOON_SECONDS)

    def check(self, frame: FrameType | None) -> None:
        """Ends what runs in `frame` on the debugger's behalf if it is over its time or was interrupted.

        Code may catch that; so the host comes again until it is out.

        Raises:
            Interrupted: it is to end.
        """
        if self._operation is None or monotonic() < self._operation:
            return
        self.overdue = not self.interrupted
        self.evict(Overdue() if self.overdue else Interrupted(), frame, self._grant)

    def _grant(self, seconds: float) -> None:
        """What is to end gets a little more time, for its `finally` blocks."""
        self._operation = monotonic() + seconds
        self._set()

    def remaining(self) -> float | None:
        """Seconds left of the operation, None without one."""
        return None if self._operation is None else max(0.0, self._operation - monotonic())

    def person(self) -> During:
        """Suspends the timer while waiting for a person: that time does not count."""
        began = monotonic()

        def leave() -> None:
            if self._operation is not None:
                self._operation += monotonic() - began
                self._set()

        return During(leave)

    def _set(self) -> None:
        due = min((time for time in (self._look, self._operation) if time is not None), default=None)
        self._host.set_deadline(None if due is None else max(0.0, due - monotonic()))
