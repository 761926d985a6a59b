"""What a session tells its client of frame evaluation, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.frame_eval.report import Report

if TYPE_CHECKING:
    from dapper.session.session import Session


class Status(Report):
    """The report of one session, sent as events."""

    def __init__(self, session: Session) -> None:
        super().__init__(session.frame_eval, session.options.get("blocking"))
        self._session = session
        self._posted: dict[str, object] | None = None

    def post(self) -> None:
        """Sends the counters."""
        self._posted = self.hook_stats()
        self._session.send({"event": "dapper/hookStats", "body": {"hookStats": self._posted}})
        self.core.foreign_tracer()

    def post_if_changed(self) -> None:
        """Sends the counters if there is news."""
        if not self._session.no_debug and self.hook_stats() != self._posted:
            self.post()

    def announce(self) -> None:
        """Says in one line which backend works, and why, unless that was said already."""
        line = self.core.news()
        if line is not None:
            # A client that shows the event below knows this line by its data, and need not tell the same twice.
            self._session.say(line, data={"dapper": "backend"})
        self._session.send({"event": "dapper/status", "body": {"runtimeStatus": self.runtime()}})
