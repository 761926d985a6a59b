"""The runtime of frame evaluation: status and statistics, as objects."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

from dapper._frame_eval.access import core, report
from dapper._frame_eval.telemetry import FrameEvalTelemetrySnapshot, snapshot
from dapper.frame_eval.config import FrameEvalConfig


@dataclass(frozen=True)
class FrameEvalRuntimeStatus:
    """What is true now.

    Attributes:
        initialized: frame evaluation was set up and not shut down.
        config: the settings in force.
        tracing_enabled: a backend is attached.
        hook_available: the compiled hook is loaded.
        hook_installed: it is attached to the interpreter.
        backend_type: name of the backend, or "none".
        reason: why it is this one.
        delivery: what carries events into the program's frames.
        fell_back: another one was wanted.
        other_tracer: who holds `sys.settrace` beside it, or None.
    """

    initialized: bool
    config: FrameEvalConfig
    tracing_enabled: bool
    hook_available: bool
    hook_installed: bool
    backend_type: str
    reason: str = ""
    delivery: str = "none"
    fell_back: bool = False
    other_tracer: str | None = None

    def as_dict(self) -> dict[str, object]:
        """As JSON values."""
        return {**asdict(self), "config": self.config.as_dict()}


@dataclass(frozen=True)
class FrameEvalRuntimeStats:
    """What was counted; each part as in `get_integration_statistics`."""

    initialized: bool
    hook_stats: dict[str, object] = field(default_factory=dict[str, object])
    cache_stats: dict[str, object] = field(default_factory=dict[str, object])
    trace_stats: dict[str, object] = field(default_factory=dict[str, object])
    integration_stats: dict[str, object] = field(default_factory=dict[str, object])
    telemetry: FrameEvalTelemetrySnapshot | None = None

    def as_dict(self) -> dict[str, object]:
        """As JSON values."""
        return asdict(self)


class FrameEvalRuntime:
    """The one runtime of this interpreter; all instances share one state."""

    @property
    def initialized(self) -> bool:
        """Whether frame evaluation was set up and not shut down."""
        return self.get_status().initialized

    @property
    def config(self) -> FrameEvalConfig:
        """The settings in force."""
        return core().config

    def get_status(self) -> FrameEvalRuntimeStatus:
        """What is true now."""
        return status()

    status = get_status

    def get_stats(self) -> FrameEvalRuntimeStats:
        """What was counted."""
        current = report()
        return FrameEvalRuntimeStats(
            current.initialized,
            current.hook_stats(),
            current.cache_stats(),
            current.trace_stats(),
            current.integration(),
            snapshot(current.core.telemetry),
        )


def status() -> FrameEvalRuntimeStatus:
    """What is true now, as an object."""
    values = report().runtime()
    return FrameEvalRuntimeStatus(
        values["initialized"],
        core().config,
        values["tracing_enabled"],
        values["hook_available"],
        values["hook_installed"],
        values["backend_type"],
        values["reason"],
        values["delivery"],
        values["fell_back"],
        values["other_tracer"],
    )
