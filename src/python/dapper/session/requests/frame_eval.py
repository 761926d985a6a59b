"""Requests about frame evaluation, under the guide's names."""

from __future__ import annotations

from dapper.session.requests.table import Arguments, Body, Table
from dapper.session.status import Status


class FrameEvalRequests:
    """See the module."""

    def __init__(self, status: Status) -> None:
        self._status = status
        self.table: Table = {
            "dapper/frameEvalStatus": self._tell,
            "dapper/frameEvalReset": self._reset,
            "dapper/frameEvalHealth": self._health,
        }

    def _tell(self, arguments: Arguments) -> Body:
        """What the debugger says of itself."""
        return self._status.full()

    def _reset(self, arguments: Arguments) -> Body:
        """Resets the counters and the telemetry, and returns what there is then."""
        self._status.core.reset_counters()
        return self._status.full()

    def _health(self, arguments: Arguments) -> Body:
        """Runs the guide's checks."""
        from dapper.session.health import checks  # needed only when somebody asks

        return {"checks": checks(self._status)}
