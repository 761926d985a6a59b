"""What the debugger says of itself: backend, hook, counters."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dapper.session import Session


class Status:
    """The runtime status and the counters of one session, under the guide's names."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._posted: dict[str, object] | None = None

    def runtime(self) -> dict[str, object]:
        """`runtimeStatus`: what is true now."""
        session = self._session
        backend = session.engine.backend
        chosen = session.choice.backend if session.choice else None  # still worth showing when the program has ended
        return {
            "initialized": session.choice is not None,
            "config": session.config.as_dict(),
            "tracing_enabled": backend is not None,
            "hook_available": session.hook.module is not None,
            "hook_installed": backend is not None and backend.name == "EvalFrameBackend",
            "backend_type": chosen.name if chosen else "none",
            "delivery": chosen.delivery if chosen else "none",
            "reason": session.choice.reason if session.choice else "not started",
            "fell_back": bool(session.choice and session.choice.fell_back),
            "transport": session.options.get("blocking"),
            "python_version": platform.python_version(),
        }

    def hook_stats(self) -> dict[str, object]:
        """`hookStats`: the counters of the hook and of the events, and the hook's own state."""
        session = self._session
        module, backend = session.hook.module, session.engine.backend
        counters = backend.counters() if backend else (module.counters() if module else {})
        return {
            **counters,
            "hook_available": module is not None,
            "hook_installed": backend is not None and backend.name == "EvalFrameBackend",
            "hook_reason": session.choice.reason if session.choice else None,
            "hook_error": session.hook.reason,
            "is_active": backend is not None,
            "armed": bool(module and module.is_armed()),
        }

    def full(self) -> dict[str, object]:
        """The body of `dapper/frameEvalStatus`."""
        return {
            "runtimeStatus": self.runtime(),
            "hookStats": self.hook_stats(),
            "telemetry": self._session.telemetry.snapshot(),
        }

    def post(self) -> None:
        """Sends the counters."""
        self._posted = self.hook_stats()
        self._session.send({"event": "dapper/hookStats", "body": {"hookStats": self._posted}})

    def post_if_changed(self) -> None:
        """Sends the counters if there is news."""
        if not self._session.no_debug and self.hook_stats() != self._posted:
            self.post()

    def announce(self) -> None:
        """Says in one line which backend works, and why."""
        status = self.runtime()
        verb = "fell back to" if status["fell_back"] else "uses"
        self._session.say(f"Debugger {verb} {status['backend_type']} ({status['delivery']}): {status['reason']}.")
        self._session.send({"event": "dapper/status", "body": {"runtimeStatus": status}})
