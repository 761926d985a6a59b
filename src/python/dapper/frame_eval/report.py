"""What frame evaluation reports, under the guide's names. Everything here is counted or looked up, never made up."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from dapper.delivery.hook import UNUSABLE
from dapper.frame_eval.frame_evaluation import FrameEvaluation
from dapper.frame_eval.policy import IMPLEMENTATION, Interpreter

if TYPE_CHECKING:
    from typing import TypedDict

    class RuntimeStatus(TypedDict):
        """`runtimeStatus`."""

        initialized: bool
        config: dict[str, object]
        tracing_enabled: bool
        hook_available: bool
        hook_installed: bool
        backend_type: str
        delivery: str
        reason: str
        fell_back: bool
        other_tracer: str | None
        transport: str | None
        python_version: str


PYTHON_VERSION = sys.version.partition(" ")[0]
EVENT_COUNTERS = (
    "trace_calls",
    "line_events",
    "return_events",
    "instruction_events",
    "exception_events",
)
"""Calls of the debugger's functions from inside the program, by kind."""
GUIDE_COUNTERS = (
    "frames_evaluated",
    "slow_path_attempts",
    "slow_path_activations",
    "scoped_trace_installs",
    "return_events",
    "exception_events",
    "cache_hits",
    "cache_misses",
)
"""Those that the guide names. Where a backend has nothing of the kind to count, 0 is the count."""


class Report:
    """Reads a `FrameEvaluation`; every method gives a new dictionary of JSON values.

    Args:
        core: what is reported on.
        transport: how the worker waits for its client; None without a session.
    """

    def __init__(self, core: FrameEvaluation, transport: str | None = None) -> None:
        self.core = core
        self._transport = transport

    @property
    def initialized(self) -> bool:
        """Whether frame evaluation was set up and not shut down."""
        return self.core.choice is not None and self.core.config.enabled

    def runtime(self) -> RuntimeStatus:
        """`runtimeStatus`: what is true now."""
        core = self.core
        backend = core.stopper.backend
        chosen = core.choice.backend if core.choice else None  # still worth showing when the program has ended
        return {
            "initialized": self.initialized,
            "config": core.config.as_dict(),
            "tracing_enabled": backend is not None,
            "hook_available": core.hook.module is not None,
            "hook_installed": backend is not None and backend.name == "EvalFrameBackend",
            "backend_type": chosen.name if chosen else "none",
            "delivery": chosen.delivery if chosen else "none",
            "reason": core.choice.reason if core.choice else "not started",
            "fell_back": bool(core.choice and core.choice.fell_back),
            "other_tracer": core.foreign_tracer(),
            "transport": self._transport,
            "python_version": PYTHON_VERSION,
        }

    def hook_stats(self) -> dict[str, object]:
        """`hookStats`: the counters of the hook and of the events, and the hook's own state."""
        core = self.core
        module, backend = core.hook.module, core.stopper.backend
        measured = {"evaluation_time": core.meter.look_seconds} if core.meter.metering else {}
        return {
            **dict.fromkeys(GUIDE_COUNTERS, 0),
            **core.counters(),
            **measured,
            "hook_available": module is not None,
            "hook_installed": backend is not None and backend.name == "EvalFrameBackend",
            "hook_reason": core.choice.reason if core.choice else None,
            "hook_error": core.hook.reason,
            "is_active": backend is not None,
            "armed": bool(module and module.is_armed()),
        }

    def trace_stats(self) -> dict[str, object]:
        """Selective tracing: of the inspected frames, how many the debugger kept watching."""
        core = self.core
        total, traced = self._frames()
        return {
            "selective_tracing": core.config.selects_lines,
            "total_frames": total,
            "traced_frames": traced,
            "cache_hits": core.counters().get("cache_hits", 0),
            "fast_path_hits": total - traced,
            "trace_rate": traced / total if total else 0.0,
            "cache_size": sum(len(file.codes()) for file in core.stopper.index.files()),
        }

    def _frames(self) -> tuple[int, int]:
        """How many frames were inspected, and how many of them the debugger kept watching."""
        stopper, counters = self.core.stopper, self.core.counters()
        # A trace function is called for every frame, wanted or not.
        total = max(counters.get("trace_calls", 0), stopper.looks + counters.get("cache_hits", 0))
        return total, min(stopper.selected, total)

    def cache_entries(self) -> int:
        """How many entries all caches have together."""
        return len(self.core.stopper.modified.cache) + len(self.core.stopper.index.files())

    def cache_stats(self) -> dict[str, object]:
        """The caches: modified code objects, and the lines of files."""
        core = self.core
        index = core.stopper.index
        files = [file.path for file in index.files()]
        code = core.modified_stats()
        return {
            "func_code_cache": code,
            "breakpoint_cache": {"total_files": len(files), "max_entries": index.limit, "cached_files": files},
            "global_stats": {
                "hits": code["hits"],
                "misses": code["misses"],
                "evictions": code["evictions"],
                "total_entries": self.cache_entries(),
                "memory_usage": code["memory_usage"],
            },
        }

    def integration_stats(self) -> dict[str, float]:
        """Who is served, and what that has saved."""
        core = self.core
        counters = core.counters()
        backend = core.stopper.backend
        bound = sum(1 for each in core.stopper.placement.breakpoints.all() if each.verified)
        total, stayed_in = self._frames()
        saved = counters.get("events_skipped", 0) + total - stayed_in
        traced = backend is not None and backend.name == "SettraceBackend"
        return {
            "integrations_enabled": int(core.active and core.config.enabled) + len(core.integrations),
            "breakpoints_optimized": (0 if traced or backend is None else bound) + core.integrated_breakpoints(),
            "trace_calls_saved": (0 if traced else saved) + core.integrated_saved(),
            "bytecode_injections": core.modified_stats().get("injections", 0),
            "errors_handled": core.errors_handled,
        }

    def performance_data(self) -> dict[str, object]:
        """What `performance_monitoring` has collected; empty when it is off."""
        core, meter = self.core, self.core.meter
        if not meter.metering:
            return {}
        counters = core.counters()
        calls, uptime = sum(counters.get(name, 0) for name in EVENT_COUNTERS), meter.uptime()
        return {
            "trace_function_calls": calls,
            "frame_eval_calls": counters.get("frames_evaluated", 0),
            "uptime_seconds": uptime,
            "avg_trace_calls_per_second": calls / uptime if uptime > 0 else 0.0,
            "callback_calls": meter.calls,
            "callback_seconds": meter.seconds,
            "trace_overhead": meter.share(),
        }

    def telemetry(self) -> dict[str, object]:
        """`events` and `reason_counts`."""
        return self.core.telemetry.snapshot()

    def integration(self) -> dict[str, object]:
        """All statistics, as `get_integration_statistics()` gives them."""
        return {
            "config": self.core.config.as_dict(),
            "integration_stats": self.integration_stats(),
            "performance_data": self.performance_data(),
            "trace_stats": self.trace_stats(),
            "cache_stats": self.cache_stats(),
            "telemetry": self.telemetry(),
        }

    def full(self) -> dict[str, object]:
        """The body of `dapper/frameEvalStatus`."""
        return {
            "runtimeStatus": self.runtime(),
            "hookStats": self.hook_stats(),
            "telemetry": self.telemetry(),
            "integrationStats": self.integration_stats(),
            "performanceData": self.performance_data(),
            "traceStats": self.trace_stats(),
            "cacheStats": self.cache_stats(),
        }

    def capabilities(self) -> dict[str, object]:
        """What the hook can do in this interpreter."""
        hook = self.core.hook
        there = hook.module is not None
        return {
            "supports_eval_frame_hook": there,
            "supports_frame_code_access": there,
            # The hook inspects code objects; lines and frames are the business of events and trace functions.
            "supports_frame_line_access": False,
            "supports_frame_object_extraction": False,
            "reason": None if there else hook.reason or UNUSABLE,
        }

    def compatibility(self) -> dict[str, object]:
        """Whether this interpreter, as it is now, is one for the eval-frame backend."""
        here = Interpreter()
        # A session that is served already is no reason against itself.
        own = self.core.active and self.core.foreign_tracer() is None
        problem = Interpreter(tracer=None).obstacle() if own else here.obstacle()
        hook_problem = problem or self.core.hook.reason
        return {
            "compatible": problem is None,
            "reason": problem or "",
            "python_version": PYTHON_VERSION,
            "platform": here.system,
            "architecture": here.machine,
            "implementation": here.implementation,
            "eval_frame_supported": hook_problem is None,
            "eval_frame_reason": hook_problem or "",
            "recommended_backend": "eval_frame" if hook_problem is None else "tracing",
        }

    def debug_info(self) -> dict[str, object]:
        """As `get_debug_info()` gives it."""
        uname = os.uname()
        return {
            "frame_eval_initialized": self.initialized,
            "frame_eval_config": self.core.config.as_dict(),
            "runtime_status": self.runtime(),
            "python_version": sys.version,
            "platform": uname.sysname,
            "architecture": uname.machine,
            "implementation": IMPLEMENTATION,
            "compatibility": self.compatibility(),
        }
