"""Deviations from the planned path: counts by reason code, and the most recent events."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from time import time  # a program may replace the clock of the module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypedDict

    class Event(TypedDict):
        """One event: seconds since the epoch, one of `REASON_CODES`, and what is known of it."""

        timestamp: float
        reason_code: str
        context: dict[str, object]


REASON_CODES = (
    "AUTO_INTEGRATION_FAILED",
    "CACHE_HIT",
    "CACHE_MISS",
    "CACHE_INVALIDATION_BREAKPOINT_CHANGE",
    "CACHE_INVALIDATION_CONFIG_CHANGE",
    "CACHE_INVALIDATION_FILE_RELOAD",
    "BYTECODE_INJECTION_FAILED",
    "BYTECODE_OPTIMIZATION_FAILED",
    "BYTECODE_OPTIMIZATION_FILE_READ_FAILED",
    "BYTECODE_ROLLBACK",
    "BYTECODE_EAGER_INSTRUMENTATION",
    "BYTECODE_CACHE_KEY_MISMATCH",
    "MODIFIED_CODE_UNAVAILABLE",
    "HOT_RELOAD_FAILED",
    "HOT_RELOAD_SUCCEEDED",
    "INTEGRATION_BDB_FAILED",
    "INTEGRATION_REMOVE_FAILED",
    "PY_DEBUGGER_BREAKPOINT_HOOK_FAILED",
    "PY_DEBUGGER_INTEGRATION_FAILED",
    "PY_DEBUGGER_TRACE_HOOK_FAILED",
    "SELECTIVE_TRACING_ANALYSIS_FAILED",
)
EVENTS_KEPT = 50


class Telemetry:
    """Counts by reason, and the last `EVENTS_KEPT` events."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = dict.fromkeys(REASON_CODES, 0)
        self._events: deque[Event] = deque(maxlen=EVENTS_KEPT)
        self.on_record: Callable[[str, dict[str, object]], None] = lambda reason, context: None

    def record(self, reason: str, /, **context: object) -> None:
        """Counts an event.

        Raises:
            ValueError: `reason` is not in `REASON_CODES`.
        """
        if reason not in REASON_CODES:
            raise ValueError(f"{reason!r} is not a telemetry reason code")
        self._counts[reason] += 1
        self._events.append({"timestamp": time(), "reason_code": reason, "context": context})
        self.on_record(reason, context)

    def reset(self) -> None:
        """Forgets everything."""
        self._counts = dict.fromkeys(REASON_CODES, 0)
        self._events.clear()

    def events(self) -> list[Event]:
        """The last ones, oldest first."""
        return list(self._events)

    def counts(self) -> dict[str, int]:
        """How often each reason occurred, by its code in lower case."""
        return {reason.lower(): self._counts[reason] for reason in REASON_CODES}

    def snapshot(self) -> dict[str, object]:
        """`events` and `reason_counts`."""
        return {"events": self.events(), "reason_counts": self.counts()}
