"""Names and numbers that both sides of the boundary know.

Made of src/protocol by `npm run generate`: change it there.
"""

from __future__ import annotations

from types import MappingProxyType

# Signal numbers by which the worker's tick calls Python between two bytecodes (see `tick.ts`).
INBOX_SIGNAL = 62
DEADLINE_SIGNAL = 63

# The id of the thread that runs, which a program has from its start.
MAIN_THREAD = 1

# Exception filters.
RAISED = "raised"
UNCAUGHT = "uncaught"
UNCAUGHT_WHERE_RAISED = "uncaughtWhereRaised"
USER_UNHANDLED = "userUnhandled"
FILTERS = (RAISED, UNCAUGHT, UNCAUGHT_WHERE_RAISED, USER_UNHANDLED)

# The name of the exception in the condition of a filter.
EXCEPTION_NAME = "__exception__"

# How the dataId begins of data that means the same in every run of a program.
GLOBAL_DATA = "global:"

# Behind the names of frames that run code which is not the present text's.
BEFORE_CHANGE = " (before the change)"

# The code of the error for what cannot be evaluated anywhere, because it is not Python.
NO_CODE_ERROR = 1026
TIMEOUT_ERROR = 1025


class Setting:
    """A setting of frame evaluation.

    Attributes:
        kind: flag, choice, whole, seconds (above 0) or share (from 0 to 1).
        default: its value when none is given.
        least: of a number, or None.
        most: likewise.
        choices: what a choice may be.
    """

    __slots__ = ("choices", "default", "kind", "least", "most")

    def __init__(
        self,
        kind: str,
        default: bool | str | int | float,
        least: int | None,
        most: int | None,
        choices: tuple[str, ...],
    ) -> None:
        self.kind, self.default, self.choices = kind, default, choices
        self.least, self.most = least, most


SETTINGS = MappingProxyType(
    {
        "enabled": Setting("flag", False, None, None, ()),
        "backend": Setting("choice", "auto", None, None, ("auto", "tracing", "eval_frame")),
        "tracing_backend": Setting("choice", "auto", None, None, ("auto", "settrace", "sys_monitoring")),
        "fallback_to_tracing": Setting("flag", True, None, None, ()),
        "debug": Setting("flag", False, None, None, ()),
        "cache_size": Setting("whole", 1000, 1, 1000000, ()),
        "optimize": Setting("flag", True, None, None, ()),
        "timeout": Setting("seconds", 30.0, None, 86400, ()),
        "conditional_breakpoints_enabled": Setting("flag", True, None, None, ()),
        "condition_budget_s": Setting("seconds", 0.1, None, 86400, ()),
        "value_budget_s": Setting("seconds", 0.09, None, 86400, ()),
        "selective_tracing": Setting("flag", True, None, None, ()),
        "bytecode_optimization": Setting("flag", True, None, None, ()),
        "cache_enabled": Setting("flag", True, None, None, ()),
        "performance_monitoring": Setting("flag", True, None, None, ()),
        "fallback_on_error": Setting("flag", True, None, None, ()),
        "eager_instrumentation": Setting("flag", False, None, None, ()),
        "trace_overhead_threshold": Setting("share", 1.0, None, None, ()),
        "max_cache_size": Setting("whole", 1000, 1, 1000000, ()),
        "cache_ttl": Setting("seconds", 300.0, None, 86400, ()),
    }
)
