"""Delivery on CPython 3.11, which has no `sys.monitoring`: the hook selects frames, a trace function serves them.

While breakpoints are bound or a step runs, the hook looks at each frame that starts; only for one that matters is the
trace function installed, and removed again when the last such frame has returned. Deep recursion is left to the trace
function alone, since frames nested in the hook use up the runtime's stack.
"""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FrameType, ModuleType

from dapper.delivery.base import SKIPPED, Listener
from dapper.delivery.eval_frame import SELECTED, SKIP, STAY_ARMED
from dapper.delivery.settrace import SettraceBackend
from dapper.errors import BackendUnavailable
from dapper.stepping import Step


class ScopedTraceBackend(SettraceBackend):
    """The hook finds the frames; a trace function, scoped to them, stops in them."""

    name = "EvalFrameBackend"
    delivery = "eval-frame hook, scoped trace function"

    def __init__(self, guard: Callable[[Callable], Callable], hook: ModuleType) -> None:
        super().__init__(guard)
        self._hook = hook
        self._looking = self._deep = False
        self._traced = 0  # frames that are being traced
        self._counts["scoped_trace_installs"] = 0

    def attach(self, listener: Listener) -> None:
        """See `Backend.attach`."""
        super().attach(listener)
        if not self._hook.attach(self._on_frame):
            raise BackendUnavailable("No code-extra index is left for the eval-frame hook.")

    def detach(self) -> None:
        """See `Backend.detach`."""
        self._hook.detach()
        super().detach()

    def watch(self, root: str | None, paths: set[str]) -> None:
        """See `Backend.watch`. Files are the hook's to watch; they need no trace function."""
        self._hook.watch(root, frozenset(paths))

    def set_step(self, step: Step | None) -> None:
        """See `Backend.set_step`."""
        super().set_step(step)
        self._deep = self._deep and step is not None

    def counters(self) -> dict[str, int]:
        """The hook's counters and those of the trace function."""
        return self._hook.counters() | super().counters()

    def reset_counters(self) -> None:
        """All of them become 0."""
        self._hook.reset_counters()
        super().reset_counters()

    def _install(self) -> None:
        wanted = self._wanted()
        self._hook.forget()  # what was of no interest may be now
        if wanted and (self._trace_stack() or self._deep or self._raised or self._unwound):
            self._start()
        elif not self._traced:
            self._stop()
        if self._looking:
            return  # the hook waits for our answer, and arms or parks by it
        if wanted and not self._deep:
            self._hook.arm()
        else:
            self._hook.park()

    def _on_frame(self, code: CodeType | None) -> int:
        if code is None:
            self._deep = True
            self._start()
            return SKIP
        self._looking = True
        try:
            answer = self._listener.on_code(code)
            if self._code_matters(code):
                self._counts["scoped_trace_installs"] += 1
                self._start()
        finally:
            self._looking = False
        matters = self._code_matters(code) or (self._seeking and answer != SKIPPED)
        return (SELECTED if matters else SKIP) | (STAY_ARMED if self._wanted() else 0)

    def _code_matters(self, code: CodeType) -> bool:
        key = id(code)
        return key in self._lines or key in self._step_codes or key in self._leave_codes

    def _on_call(self, frame: FrameType, event: str, argument: object) -> object:
        local = super()._on_call(frame, event, argument)
        if local is not None:
            self._traced += 1
        return local

    def _on_event(self, frame: FrameType, event: str, argument: object) -> object:
        local = super()._on_event(frame, event, argument)
        if event == "return":
            self._traced = max(0, self._traced - 1)
            if not self._traced and not self._in_step() and not (self._deep or self._raised or self._unwound):
                self._stop()
        return local
