"""The settings of frame evaluation: their names, defaults and checks (see the guide)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from dapper.errors import ConfigError

BACKENDS = ("auto", "tracing", "eval_frame")
TRACING_BACKENDS = ("auto", "settrace", "sys_monitoring")


@dataclass(frozen=True)
class FrameEvalConfig:
    """One valid configuration; a wrong value never gets this far.

    Attributes:
        enabled: whether the eval-frame machinery may be used at all.
        backend: family of backends, one of `BACKENDS`.
        tracing_backend: which tracing backend where tracing is used, one of `TRACING_BACKENDS`.
        fallback_to_tracing: use tracing where eval_frame cannot work, rather than fail the launch.
        debug: extra diagnostics in the console.
        cache_size: most code objects that the code index keeps by file.
        optimize: allow optimizations that change how, never whether, events are delivered.
        timeout: seconds that an operation of the debugger may take.
        conditional_breakpoints_enabled: check conditions; when False a conditional breakpoint always stops.
        condition_budget_s: seconds after which a condition is recorded as slow.
    """

    enabled: bool = True
    backend: str = "auto"
    tracing_backend: str = "auto"
    fallback_to_tracing: bool = True
    debug: bool = False
    cache_size: int = 1000
    optimize: bool = True
    timeout: float = 30.0
    conditional_breakpoints_enabled: bool = True
    condition_budget_s: float = 0.1

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


def _check(key: str, value: object) -> None:
    if key in ("backend", "tracing_backend"):
        choices = BACKENDS if key == "backend" else TRACING_BACKENDS
        if value not in choices:
            raise ConfigError(key, value, ", ".join(map(repr, choices)))
    elif key == "cache_size":
        if type(value) is not int or value < 1:
            raise ConfigError(key, value, "a whole number of at least 1")
    elif key in ("timeout", "condition_budget_s"):
        if type(value) not in (int, float) or not value > 0 or value == float("inf"):
            raise ConfigError(key, value, "a number of seconds above 0")
    elif type(value) is not bool:
        raise ConfigError(key, value, "true or false")
