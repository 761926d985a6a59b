"""The settings of frame evaluation: their names, defaults and checks (see the guide)."""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TypeGuard

from dapper.wire.constants import SETTINGS
from dapper.wire.errors import ConfigError

DEFAULTS = MappingProxyType({name: setting.default for name, setting in SETTINGS.items()})


class FrameEvalConfig:
    """One valid configuration; a wrong value never gets this far.

    Attributes:
        enabled: whether frame evaluation is used at all; False leaves everything to tracing. Setting up enables it.
        backend: family of backends, auto, tracing or eval_frame.
        tracing_backend: which tracing backend where tracing is used, auto, settrace or sys_monitoring.
        fallback_to_tracing: use tracing where eval_frame cannot work, rather than fail the set-up.
        debug: extra diagnostics, in the console and on the logger `dapper._frame_eval`.
        cache_size: most entries that any cache of the debugger holds.
        optimize: False switches `selective_tracing`, `bytecode_optimization` and `eager_instrumentation` off together.
        timeout: seconds that one operation of the debugger (a set-up, an evaluation) may take before it is ended.
        conditional_breakpoints_enabled: check conditions; when False a conditional breakpoint always stops.
        condition_budget_s: seconds after which a condition is recorded as slow; its result counts all the same.
        value_budget_s: seconds that the program's code may take for the texts of one list of values.
        selective_tracing: watch only the lines that hold breakpoints; when False, every line of the user's files.
        bytecode_optimization: compile conditions, hit counts and log messages into the code where that is possible.
        cache_enabled: keep modified code objects for the next time that they are needed.
        performance_monitoring: collect `performance_data`.
        fallback_on_error: take the slow way, counted, where an optimized one fails; when False, fail and say so.
        eager_instrumentation: make modified code as soon as code is known, rather than when it is about to run.
        trace_overhead_threshold: share of the program's time (0 to 1) in the debugger's callbacks that is reported; 1:
            never.
        max_cache_size: the same as `cache_size`, for modified code alone; the smaller of the two holds.
        cache_ttl: seconds after which an entry that was not used is dropped from the cache of modified code.
    """

    __slots__ = tuple(DEFAULTS)

    enabled: bool
    backend: str
    tracing_backend: str
    fallback_to_tracing: bool
    debug: bool
    cache_size: int
    optimize: bool
    timeout: float
    conditional_breakpoints_enabled: bool
    condition_budget_s: float
    value_budget_s: float
    selective_tracing: bool
    bytecode_optimization: bool
    cache_enabled: bool
    performance_monitoring: bool
    fallback_on_error: bool
    eager_instrumentation: bool
    trace_overhead_threshold: float
    max_cache_size: int
    cache_ttl: float

    # By hand: a dataclass of so many fields takes longer to make than all the rest of the set-up.

    def __init__(self, **settings: object) -> None:
        for name, value in (DEFAULTS | settings).items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"A configuration does not change: use updated({{{name!r}: ...}}).")

    def __eq__(self, other: object) -> bool:
        return type(other) is FrameEvalConfig and self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        return hash(tuple(self.as_dict().items()))

    def __repr__(self) -> str:
        return f"FrameEvalConfig({', '.join(f'{name}={value!r}' for name, value in self.as_dict().items())})"

    def updated(self, settings: object) -> FrameEvalConfig:
        """Returns this configuration with `settings` (a mapping of names to values) applied.

        Raises:
            ConfigError: at the first setting that is unknown or not allowed; nothing is applied then.
        """
        if not _is_dict(settings):
            raise ConfigError("frameEvalConfig", settings, "an object of settings")
        values = self.as_dict()
        for key, value in settings.items():
            if not isinstance(key, str) or key not in DEFAULTS:
                raise ConfigError(key, value, "one of " + ", ".join(sorted(DEFAULTS)))
            _check(key, value)
            values[key] = value
        return FrameEvalConfig(**values)

    def as_dict(self) -> dict[str, object]:
        """The settings by name."""
        return {name: getattr(self, name) for name in DEFAULTS}

    @property
    def selects_lines(self) -> bool:
        """Whether only lines with breakpoints are watched."""
        return self.selective_tracing and self.optimize

    @property
    def modifies_code(self) -> bool:
        """Whether breakpoints may be compiled into modified code objects."""
        return self.enabled and self.bytecode_optimization and self.optimize

    @property
    def code_cache_size(self) -> int:
        """Most modified code objects that are kept; 0 when they are not kept at all."""
        return min(self.cache_size, self.max_cache_size) if self.cache_enabled else 0


def _check(key: str, value: object) -> None:
    setting = SETTINGS[key]
    kind, least, most, choices = setting.kind, setting.least, setting.most, setting.choices
    if kind == "choice":
        if type(value) is not str or value not in choices:
            raise ConfigError(key, value, ", ".join(map(repr, choices)))
    elif kind == "whole":
        if not _is_whole(value) or not (least or 0) <= value <= (most or math.inf):
            raise ConfigError(key, value, f"a whole number from {least} to {most:,}")
    elif kind == "seconds":
        if not _is_number(value) or not 0 < value <= (most or math.inf):
            raise ConfigError(key, value, f"a number of seconds above 0, up to {most:,.0f}")
    elif kind == "share":
        if not _is_number(value) or not 0 <= value <= 1:
            raise ConfigError(key, value, "a number from 0 to 1 (0.05 is 5%)")
    elif type(value) is not bool:
        raise ConfigError(key, value, "true or false")


def _is_dict(value: object) -> TypeGuard[dict[object, object]]:
    return isinstance(value, dict)


def _is_whole(value: object) -> TypeGuard[int]:
    return type(value) is int


def _is_number(value: object) -> TypeGuard[float]:
    return type(value) is int or (type(value) is float and math.isfinite(value))
