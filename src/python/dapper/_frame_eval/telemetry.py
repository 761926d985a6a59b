"""Telemetry: deviations from the planned path, by reason code."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, make_dataclass

from dapper._frame_eval.access import core
from dapper.frame_eval.telemetry import REASON_CODES, Telemetry


@dataclass(frozen=True)
class FrameEvalTelemetryEvent:
    """One event.

    Attributes:
        timestamp: seconds since the epoch.
        reason_code: one of `dapper.frame_eval.telemetry.REASON_CODES`.
        context: what is known of it.
    """

    timestamp: float
    reason_code: str
    context: dict[str, object] = field(default_factory=dict[str, object])


class _Counts:
    """Base of `FrameEvalReasonCounts`."""

    def as_dict(self) -> dict[str, int]:
        """The counts by name."""
        return dict(vars(self))


FrameEvalReasonCounts = make_dataclass(
    "FrameEvalReasonCounts",
    [(code.lower(), int, 0) for code in REASON_CODES],
    bases=(_Counts,),
    frozen=True,
    namespace={"__doc__": "How often each reason occurred: one attribute a reason code, in lower case."},
)


@dataclass(frozen=True)
class FrameEvalTelemetrySnapshot:
    """The telemetry at one moment.

    Attributes:
        reason_counts: a `FrameEvalReasonCounts`.
        events: the last ones, oldest first.
    """

    reason_counts: _Counts
    events: list[FrameEvalTelemetryEvent]

    @property
    def recent_events(self) -> list[FrameEvalTelemetryEvent]:
        """The same as `events`."""
        return self.events

    def as_dict(self) -> dict[str, object]:
        """As JSON values."""
        return asdict(self)


def get_frame_eval_telemetry() -> FrameEvalTelemetrySnapshot:
    """The telemetry as it is now."""
    return snapshot(core().telemetry)


def reset_frame_eval_telemetry() -> None:
    """Forgets all events and counts."""
    core().telemetry.reset()


def snapshot(telemetry: Telemetry) -> FrameEvalTelemetrySnapshot:
    """What was counted, as objects."""
    events = [FrameEvalTelemetryEvent(**event) for event in telemetry.events()]
    return FrameEvalTelemetrySnapshot(FrameEvalReasonCounts(**telemetry.counts()), events)
