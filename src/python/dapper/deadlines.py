"""The one timer of the host, shared: looks at values have their budgets, and a whole operation has the setting `timeout`.

The host raises DEADLINE_SIGNAL from the earliest of the two on, again and again. The session's handler asks `operation_due`.
"""

from __future__ import annotations

from time import monotonic  # a program may replace the clock of the module

from dapper.during import During
from dapper.errors import Overdue
from dapper.host import Host


class Deadlines:
    """Serves `dapper.inspect.budget.Deadline` for looks, and `operation` for what they are part of."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._look: float | None = None
        self._operation: float | None = None
        self.overdue = False  # whether the last operation was ended

    def start(self, seconds: float) -> None:
        """See `dapper.inspect.budget.Deadline`."""
        if self._operation is None:
            self._host.set_deadline(seconds)
            return
        self._look = monotonic() + seconds
        self._set()

    def stop(self) -> None:
        """See `dapper.inspect.budget.Deadline`."""
        self._look = None
        self._set()

    def operation(self, seconds: float) -> During:
        """An operation that may take `seconds`."""

        def leave() -> None:
            self._operation = None
            self._set()

        self._operation, self.overdue = monotonic() + seconds, False
        self._set()
        return During(leave)

    def operation_due(self) -> bool:
        """Whether an operation is under way and over its time."""
        return self._operation is not None and monotonic() >= self._operation

    def check(self) -> None:
        """For blocking functions of the debugger's own: raises Overdue if the operation is over time."""
        if self.operation_due():
            self.overdue = True
            raise Overdue

    def remaining(self) -> float | None:
        """Seconds left of the operation, None without one."""
        return None if self._operation is None else max(0.0, self._operation - monotonic())

    def person(self) -> During:
        """While a person is waited for: that time is not the operation's."""
        began = monotonic()

        def leave() -> None:
            if self._operation is not None:
                self._operation += monotonic() - began
                self._set()

        return During(leave)

    def _set(self) -> None:
        due = min((time for time in (self._look, self._operation) if time is not None), default=None)
        self._host.set_deadline(None if due is None else max(0.0, due - monotonic()))
