"""The settings of frame evaluation: their names, defaults and checks (see the guide)."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace

from dapper.errors import ConfigError

BACKENDS = ("auto", "tracing", "eval_frame")
TRACING_BACKENDS = ("auto", "settrace", "sys_monitoring")
LARGEST_CACHE = 1_000_000
"""Entries; a larger number is a mistake rather than a wish."""
LONGEST = 86_400.0
"""Seconds that any setting may name: a day."""


@dataclass(frozen=True)
class FrameEvalConfig:
    """One valid configuration; a wrong value never gets this far.

    Attributes:
        enabled: whether frame evaluation is used at all; False leaves everything to tracing. Setting up enables it.
        backend: family of backends, one of `BACKENDS`.
        tracing_backend: which tracing backend where tracing is used, one of `TRACING_BACKENDS`.
        fallback_to_tracing: use tracing where eval_frame cannot work, rather than fail the set-up.
        debug: extra diagnostics, in the console and on the logger `dapper._frame_eval`.
        cache_size: most entries that any cache of the debugger holds.
        optimize: False switches `selective_tracing`, `bytecode_optimization` and `eager_instrumentation` off together.
        timeout: seconds that one operation of the debugger (a set-up, an evaluation) may take before it is ended.
        conditional_breakpoints_enabled: check conditions; when False a conditional breakpoint always stops.
        condition_budget_s: seconds after which a condition is recorded as slow; its result counts all the same.
        selective_tracing: watch only the lines that hold breakpoints; when False, every line of the user's files.
        bytecode_optimization: compile conditions, hit counts and log messages into the code where that is possible.
        cache_enabled: keep modified code objects for the next time that they are needed.
        performance_monitoring: collect `performance_data`.
        fallback_on_error: take the slow way, counted, where an optimized one fails; when False, fail and say so.
        eager_instrumentation: make modified code as soon as code is known, rather than when it is about to run.
        trace_overhead_threshold: share of the program's time (0 to 1) in the debugger's callbacks above which it says so;
            1 is never.
        max_cache_size: the same as `cache_size`, for modified code alone; the smaller of the two holds.
        cache_ttl: seconds after which an entry that was not used is dropped from the cache of modified code.
    """

    enabled: bool = False
    backend: str = "auto"
    tracing_backend: str = "auto"
    fallback_to_tracing: bool = True
    debug: bool = False
    cache_size: int = 1000
    optimize: bool = True
    timeout: float = 30.0
    conditional_breakpoints_enabled: bool = True
    condition_budget_s: float = 0.1
    selective_tracing: bool = True
    bytecode_optimization: bool = True
    cache_enabled: bool = True
    performance_monitoring: bool = True
    fallback_on_error: bool = True
    eager_instrumentation: bool = False
    trace_overhead_threshold: float = 1.0
    max_cache_size: int = 1000
    cache_ttl: float = 300.0

    def updated(self, settings: object) -> FrameEvalConfig:
        """Returns this configuration with `settings` (a mapping of names to values) applied.

        Raises:
            ConfigError: at the first setting that is unknown or not allowed; nothing is applied then.
        """
        if not isinstance(settings, dict):
            raise ConfigError("frameEvalConfig", settings, "an object of settings")
        known = {field.name for field in fields(self)}
        for key, value in settings.items():
            if key not in known:
                raise ConfigError(key, value, "one of " + ", ".join(sorted(known)))
            _check(key, value)
        return replace(self, **settings)

    def as_dict(self) -> dict[str, object]:
        """The settings by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

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
    if key in ("backend", "tracing_backend"):
        choices = BACKENDS if key == "backend" else TRACING_BACKENDS
        if type(value) is not str or value not in choices:
            raise ConfigError(key, value, ", ".join(map(repr, choices)))
    elif key in ("cache_size", "max_cache_size"):
        if type(value) is not int or not 1 <= value <= LARGEST_CACHE:
            raise ConfigError(key, value, f"a whole number from 1 to {LARGEST_CACHE:,}")
    elif key in ("timeout", "condition_budget_s", "cache_ttl"):
        if not _is_number(value) or not 0 < value <= LONGEST:
            raise ConfigError(key, value, f"a number of seconds above 0, up to {LONGEST:,.0f}")
    elif key == "trace_overhead_threshold":
        if not _is_number(value) or not 0 <= value <= 1:
            raise ConfigError(key, value, "a number from 0 to 1 (0.05 is 5%)")
    elif type(value) is not bool:
        raise ConfigError(key, value, "true or false")


def _is_number(value: object) -> bool:
    return type(value) is int or (type(value) is float and math.isfinite(value))
