"""Which backend is used, and why: what rules out the eval-frame hook, and what is used instead."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from dapper.delivery.base import Backend
from dapper.delivery.eval_frame import EvalFrameBackend
from dapper.delivery.hook import NEWEST, OLDEST, UNUSABLE, Hook
from dapper.delivery.scoped_trace import ScopedTraceBackend
from dapper.delivery.settrace import SettraceBackend
from dapper.delivery.sys_monitoring import SysMonitoringBackend
from dapper.frame_eval.config import FrameEvalConfig
from dapper.wire.errors import BackendUnavailable

IMPLEMENTATION = {"cpython": "CPython", "pypy": "PyPy"}.get(sys.implementation.name, sys.implementation.name)
"""As `platform.python_implementation` names it; that module takes long to import."""
PLATFORM, ARCHITECTURE = "Emscripten", "wasm32"
DEBUGGERS = ("pydevd", "pdb", "ipdb")
COVERAGE_TOOLS = ("coverage", "pytest_cov")
MARKERS = ("PYCHARM_HOSTED", "VSCODE_PID")
"""Environment variables of hosts that bring their own debugger."""
_HERE = object()


class Interpreter:
    """The properties of an interpreter that decide whether it can use the hook; by default, of this one now."""

    def __init__(
        self,
        version: tuple[int, int] | None = None,
        implementation: str | None = None,
        system: str | None = None,
        machine: str | None = None,
        tracer: object = _HERE,
    ) -> None:
        self.version = version or sys.version_info[:2]
        self.implementation = implementation or IMPLEMENTATION
        self.system = system or os.uname().sysname
        self.machine = machine or os.uname().machine
        self.tracer = sys.gettrace() if tracer is _HERE else tracer

    def obstacle(self) -> str | None:
        """Why the debugger cannot use the eval-frame hook here, or None; not whether there is a hook."""
        return self.mismatch() or self.conflict()

    def mismatch(self) -> str | None:
        """What about the interpreter itself is not supported, or None."""
        if self.implementation != "CPython":
            return f"Eval-frame backend requires CPython (got {self.implementation})"
        if self.version < OLDEST:
            return "Python version too old (requires {}.{}+)".format(*OLDEST)
        if self.version > NEWEST:
            return "Python version too new (supports up to {}.{})".format(*NEWEST)
        if self.system != PLATFORM or self.machine != ARCHITECTURE:
            return f"Platform {self.system} / {self.machine} not supported"
        return None

    def conflict(self) -> str | None:
        """Which other tool is active, or None."""
        found = next((name for name in DEBUGGERS if name in sys.modules), None)
        if found is None and self.tracer is not None:
            found = tracer_name(self.tracer)
        if found is not None:
            return f"Incompatible debugger detected: {found}"
        marker = next((name for name in MARKERS if name in os.environ), None)
        if marker is not None:
            return f"Incompatible environment variable detected: {marker}"
        tool = next((name for name in COVERAGE_TOOLS if name in sys.modules), None)
        return f"Incompatible coverage tool detected: {tool}" if tool is not None else None


def tracer_name(tracer: object) -> str:
    """What a person may know a trace function by."""
    module = getattr(tracer, "__module__", None) or getattr(type(tracer), "__module__", None)
    return f"sys.settrace held by {module}" if type(module) is str else "sys.settrace held by another tool"


class Choice:
    """A backend that works here and is attached, one line that says why it, and whether another was wanted."""

    __slots__ = ("backend", "fell_back", "reason")

    def __init__(self, backend: Backend, reason: str, fell_back: bool) -> None:
        self.backend, self.reason, self.fell_back = backend, reason, fell_back


def choose(config: FrameEvalConfig, hook: Hook, attach: Callable[[Backend], None]) -> Choice:
    """Attaches the backend that `config` asks for, or where it cannot work and may be replaced, the next best.

    Args:
        config: what is asked for.
        hook: the eval-frame hook, or why there is none.
        attach: activates a backend; raises BackendUnavailable, and leaves everything as it was, where it cannot.

    Raises:
        BackendUnavailable: `eval_frame` was asked for without fallback, or a tracing backend by its name, and cannot
            work here.
    """
    if not config.enabled:
        return _trace(config, hook, attach, "frame evaluation is switched off", False)
    if config.backend == "tracing":
        return _trace(config, hook, attach, "asked for", False)
    problem = Interpreter().obstacle() or hook.reason
    if problem is None and hook.module is not None:
        delivery = EvalFrameBackend if hasattr(sys, "monitoring") else ScopedTraceBackend
        backend = delivery(hook.guard, hook.module)
        try:
            attach(backend)
        except BackendUnavailable as error:
            problem = str(error)
        else:
            asked = "asked for" if config.backend == "eval_frame" else "the fastest that works here"
            return Choice(backend, asked, False)
    if config.backend == "eval_frame" and not config.fallback_to_tracing:
        raise BackendUnavailable(f"Eval-frame backend explicitly requested but unavailable: {problem}")
    return _trace(config, hook, attach, problem or UNUSABLE, True)


def _trace(
    config: FrameEvalConfig, hook: Hook, attach: Callable[[Backend], None], reason: str, fell_back: bool
) -> Choice:
    wanted = config.tracing_backend
    if wanted != "settrace":
        try:
            if not hasattr(sys, "monitoring"):
                raise BackendUnavailable(
                    "sys.monitoring needs Python 3.12 or later; use tracing_backend 'settrace' or 'auto'."
                )
            monitoring = SysMonitoringBackend(hook.guard, hook.module)
            attach(monitoring)
            return Choice(monitoring, reason, fell_back)
        except BackendUnavailable:
            if wanted == "sys_monitoring":
                raise
    settrace = SettraceBackend(hook.guard)
    attach(settrace)
    return Choice(settrace, reason, fell_back)
