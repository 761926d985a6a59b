"""Which backend a session uses, and why."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType

from dapper.config import FrameEvalConfig
from dapper.delivery.base import Backend
from dapper.delivery.eval_frame import EvalFrameBackend
from dapper.delivery.monitoring import SysMonitoringBackend
from dapper.delivery.scoped_trace import ScopedTraceBackend
from dapper.delivery.settrace import SettraceBackend
from dapper.errors import BackendUnavailable

OLDEST, NEWEST = (3, 11), (3, 15)
HOOK_MODULE = "_dapper_hook"


@dataclass(frozen=True)
class Hook:
    """The eval-frame hook, or why there is none.

    Attributes:
        module: the loaded extension module, or None.
        reason: why it is missing, or None.
    """

    module: ModuleType | None
    reason: str | None = None

    def guard(self, callback: Callable) -> Callable:
        """Gives a callback room at the recursion limit; without the hook it goes as it is."""
        return self.module.guard(callback) if self.module else callback


@dataclass(frozen=True)
class Choice:
    """A backend that works here, and one line that says why it."""

    backend: Backend
    reason: str
    fell_back: bool


def load_hook(folder: str) -> Hook:
    """Loads the hook from `folder`. A hook that does not load leaves the interpreter as it was."""
    path = os.path.join(folder, HOOK_MODULE + ".so")
    if not os.path.exists(path):
        return Hook(None, "Compiled frame-eval extension not available in this runtime")
    try:
        loader = importlib.machinery.ExtensionFileLoader(HOOK_MODULE, path)
        module = importlib.util.module_from_spec(importlib.util.spec_from_loader(HOOK_MODULE, loader))
        loader.exec_module(module)
    except ImportError as error:
        return Hook(None, f"Eval-frame hook API not available in this runtime ({error})")
    return Hook(module)


def incompatibility() -> str | None:
    """Why the eval-frame backend cannot be used in this interpreter, or None."""
    version = sys.version_info[:2]
    if platform.python_implementation() != "CPython":
        return f"Eval-frame backend requires CPython (got {platform.python_implementation()})"
    if version < OLDEST:
        return "Python version too old (requires {}.{})".format(*OLDEST)
    if version > NEWEST:
        return "Python version too new (supports up to {}.{})".format(*NEWEST)
    if sys.platform != "emscripten":
        return f"Platform {sys.platform} not supported"
    if sys.gettrace() is not None:
        return f"Incompatible debugger detected: {getattr(sys.gettrace(), '__module__', 'sys.settrace')}"
    for name in ("pydevd", "ipdb"):
        if name in sys.modules:
            return f"Incompatible debugger detected: {name}"
    for name in ("coverage", "pytest_cov"):
        if name in sys.modules:
            return f"Incompatible coverage tool detected: {name}"
    return None


def choose(config: FrameEvalConfig, hook: Hook) -> Choice:
    """Picks the backend that `config` asks for and this interpreter can carry.

    Raises:
        BackendUnavailable: `eval_frame` was asked for without fallback and cannot work here.
    """
    if config.enabled and config.backend in ("auto", "eval_frame"):
        problem = incompatibility() or (None if hook.module else hook.reason)
        if problem is None:
            asked = "asked for" if config.backend == "eval_frame" else "the fastest that works here"
            delivery = EvalFrameBackend if hasattr(sys, "monitoring") else ScopedTraceBackend
            return Choice(delivery(hook.guard, hook.module), asked, False)
        if config.backend == "eval_frame" and not config.fallback_to_tracing:
            raise BackendUnavailable(f"Eval-frame backend explicitly requested but unavailable: {problem}")
        return Choice(_tracing(config, hook), problem, True)
    reason = "asked for" if config.enabled else "frame evaluation is switched off"
    return Choice(_tracing(config, hook), reason, False)


def _tracing(config: FrameEvalConfig, hook: Hook) -> Backend:
    wanted = config.tracing_backend
    if wanted == "sys_monitoring" and not hasattr(sys, "monitoring"):
        raise BackendUnavailable("sys.monitoring needs Python 3.12 or later; use tracing_backend 'settrace' or 'auto'.")
    if wanted == "settrace" or not hasattr(sys, "monitoring"):
        return SettraceBackend(hook.guard)
    return SysMonitoringBackend(hook.guard)
