"""What a session reports to its client about frame evaluation, and when."""

from __future__ import annotations

from dapper.frame_eval.frame_evaluation import FrameEvaluation
from dapper.frame_eval.report import Report
from dapper.wire.during import During
from dapper.wire.outbox import Outbox


class Status(Report):
    """The report of one session, sent as events."""

    def __init__(self, core: FrameEvaluation, outbox: Outbox, transport: str) -> None:
        super().__init__(core, transport)
        self._outbox = outbox
        self._posted: dict[str, object] | None = None

    def post(self) -> None:
        """Sends the counters."""
        self._posted = self.hook_stats()
        self._outbox.send({"event": "dapper/hookStats", "body": {"hookStats": self._posted}})
        self.core.foreign_tracer()

    def post_if_changed(self) -> None:
        """Sends the counters of a debugged program if there is news."""
        if self.core.active and self.hook_stats() != self._posted:
            self.post()

    def announce(self) -> None:
        """Says in one line which backend works, and why, unless that was said already."""
        line = self.core.news()
        if line is not None:
            # A client that shows the event below recognizes this line by its data, and need not show it twice.
            self._outbox.say(line, data={"dapper": "backend"})
        self._outbox.send({"event": "dapper/status", "body": {"runtimeStatus": self.runtime()}})

    def standing(self) -> During:
        """While the program stands: that time is neither its own nor the debugger's."""
        return self.core.meter.standing()
