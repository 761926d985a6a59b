"""Frame evaluation of one interpreter: its configuration, its hook, the active backend, and their counters.

A debug session has one, and so has an interpreter without a session whose program sets frame evaluation up itself
(`dapper._frame_eval`). Invariant: `config` is the configuration in force; `choice` is None exactly when no backend is
attached by it, and a set-up that fails leaves both as they were.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from time import perf_counter
from typing import Protocol

from dapper.delivery.base import Backend
from dapper.delivery.hook import Hook
from dapper.frame_eval.config import FrameEvalConfig
from dapper.frame_eval.meter import Meter
from dapper.frame_eval.policy import Choice, choose, tracer_name
from dapper.frame_eval.telemetry import Telemetry
from dapper.stopping.rules import Rules
from dapper.stopping.stopper import Stopper
from dapper.wire.errors import BackendUnavailable, DapperError, FallbackRefused, OperationTimeout

LOGGER = "dapper._frame_eval"
_SLOW_WAY = frozenset(
    (
        "BYTECODE_INJECTION_FAILED",
        "BYTECODE_OPTIMIZATION_FILE_READ_FAILED",
        "BYTECODE_CACHE_KEY_MISMATCH",
        "MODIFIED_CODE_UNAVAILABLE",
    )
)
"""What makes breakpoints take the slow path."""
MOST_FILES = 500
"""Files whose lines are remembered, whatever `cache_size` says."""


class Integration(Protocol):
    """A debugger of the program's own that is served (see `dapper._frame_eval`)."""

    def breakpoints(self) -> int:
        """Breakpoints that are delivered to it."""
        ...

    def saved(self) -> int:
        """Frames and lines that it was not called for."""
        ...

    def owns_tracer(self, tracer: object) -> bool:
        """Whether a trace function is this debugger's."""
        ...

    def detach(self) -> None:
        """Leaves it as it was before."""


class FrameEvaluation:
    """See the module.

    Args:
        hook: the eval-frame hook, or why there is none.
        say: `say(text, category)`: a line of the debugger's own in the console.
    """

    def __init__(self, hook: Hook, say: Callable[[str, str], None]) -> None:
        self.hook = hook
        self.config = FrameEvalConfig()
        self.choice: Choice | None = None
        self.telemetry = Telemetry()
        self.telemetry.on_record = self._on_telemetry
        self.meter = Meter(self._on_overhead)
        self.errors_handled = 0
        self.integrations: list[Integration] = []  # debuggers of the program's own that are served
        self.root: str | None = None
        self.serves_session = False
        self.on_news: Callable[[], None] | None = None
        self.on_settings: Callable[[FrameEvalConfig], None] = lambda config: None  # those in force have changed
        self.last_counters: dict[str, int] = {}
        self._say = say
        self._reasons_said: set[str] = set()
        self._foreign: object = None  # the trace function that was reported last

    def announce(self) -> None:
        """Announces a set-up: in the console of a session, or else on the logger of frame evaluation."""
        if self.on_news is not None:
            self.on_news()
            return
        line, choice = self.news(), self.choice
        if line is not None and choice is not None:
            import logging

            logging.getLogger(LOGGER).log(logging.WARNING if choice.fell_back else logging.INFO, line)

    def connect(self, stopper: Stopper) -> None:
        """Takes the rules of stopping whose backend this is to choose."""
        self.stopper = stopper
        self._apply(self.config)

    # Setting up and shutting down.

    @property
    def active(self) -> bool:
        """Whether a backend is active."""
        return self.choice is not None and self.stopper.backend is not None

    def set_up(self, config: FrameEvalConfig) -> None:
        """Activates a configuration in place of the previous one. Repeating it changes nothing.

        Raises:
            BackendUnavailable: it leaves no backend that works here. The previous configuration stays in force.
            OperationTimeout: it took longer than its own `timeout`. As above.
        """
        if self.active and config == self.config:
            return
        former, before = (self.config, self.choice) if self.active else (None, None)
        step = self.stopper.step
        began = perf_counter()
        self._stop()
        try:
            self._start(config)
            if perf_counter() - began > config.timeout:
                raise OperationTimeout("set-up of frame evaluation", config.timeout)
        except DapperError:
            self._stop()
            if former is not None:
                self._start(former, before)
                self.stopper.set_step(step)
            raise
        if former is not None:
            self.telemetry.record("CACHE_INVALIDATION_CONFIG_CHANGE", changed=_changed(former, config))
        self._take(config)
        if step is not None:
            self.stopper.set_step(step)
        if self.choice is not None and self.choice.fell_back:
            self.telemetry.record("AUTO_INTEGRATION_FAILED", reason=self.choice.reason)
        self.note(f"set up in {(perf_counter() - began) * 1000:.1f} ms: {config.as_dict()}")

    def configure(self, config: FrameEvalConfig, root: str | None = None) -> None:
        """Takes a configuration for the next set-up; `root` is the folder of the program, where that is news."""
        self._take(config)
        self.root = root or self.root
        self._apply(config)

    def _take(self, config: FrameEvalConfig) -> None:
        self.config = config
        self.on_settings(config)

    def shut_down(self) -> None:
        """Takes backend and hook away and forgets the caches; the settings are the defaults again."""
        self.note("shut down")
        self.release()
        self._stop()
        self.stopper.index.clear()
        self.configure(FrameEvalConfig())

    def suspend(self) -> None:
        """The program has ended: removes the backend and keeps its report."""
        self.meter.check()
        self.release()
        self._keep_counters()
        self.stopper.shut_down()

    def release(self) -> None:
        """Returns the program's own debuggers to plain tracing."""
        for integration in self.integrations:
            integration.detach()
        self.integrations.clear()
        self._foreign = None

    def news(self) -> str | None:
        """One line that says which backend works and why; None when that was said already, or none does."""
        choice = self.choice
        if choice is None:
            return None
        verb = "fell back to" if choice.fell_back else "uses"
        line = f"Debugger {verb} {choice.backend.name} ({choice.backend.delivery}): {choice.reason}."
        if line in self._reasons_said:
            return None
        self._reasons_said.add(line)
        return line

    def _start(self, config: FrameEvalConfig, before: Choice | None = None) -> None:
        """`before`: the previous backend, which is restored if possible: a new choice might differ."""
        self._apply(config)
        self.meter.start(config.performance_monitoring, config.trace_overhead_threshold)
        listener = self.meter.between(self.stopper)

        def attach(backend: Backend) -> None:
            self.stopper.start(backend, self.root, listener)

        if before is not None:
            try:
                attach(before.backend)
            except BackendUnavailable:
                before = None
        self.choice = before or choose(config, self.hook, attach)
        self.choice.backend.reset_counters()

    def _stop(self) -> None:
        self._keep_counters()
        self.stopper.shut_down()
        self.choice = None

    def _apply(self, config: FrameEvalConfig) -> None:
        self.stopper.configure(
            Rules(
                conditions=config.conditional_breakpoints_enabled,
                condition_seconds=config.condition_budget_s,
                compiled=config.modifies_code,
                eager=config.modifies_code and config.eager_instrumentation,
                falls_back=config.fallback_on_error,
                selective=config.selects_lines,
                files=min(config.cache_size, MOST_FILES),
                templates=config.code_cache_size,
                template_seconds=config.cache_ttl,
            )
        )

    def _keep_counters(self) -> None:
        if self.stopper.backend is not None:
            self.last_counters = self.stopper.backend.counters()

    # What is counted.

    def counters(self) -> dict[str, int]:
        """The counters of the active backend, or of the last one."""
        return self.stopper.backend.counters() if self.stopper.backend is not None else dict(self.last_counters)

    def reset_counters(self) -> None:
        """All counters, and the telemetry, become 0."""
        self.telemetry.reset()
        self.meter.reset()
        self.errors_handled = 0
        self.stopper.looks = self.stopper.selected = 0
        self.stopper.modified.reset_stats()
        self.last_counters = {}
        if self.stopper.backend is not None:
            self.stopper.backend.reset_counters()

    def handled(self, reason: str, /, **context: object) -> None:
        """Counts an error on an optimized path that was handled by falling back to the slow one.

        Raises:
            FallbackRefused: `fallback_on_error` is off, so it must be reported, and does not count as handled.
        """
        self.telemetry.record(reason, **context)
        if not self.config.fallback_on_error:
            raise FallbackRefused(str(context.get("error", reason)))
        self.errors_handled += 1

    def modified_stats(self) -> dict[str, float]:
        """The cache of modified code objects."""
        return self.stopper.modified.stats()

    def integrated_breakpoints(self) -> int:
        """Breakpoints of integrated debuggers that are delivered without a trace function."""
        return sum(each.breakpoints() for each in self.integrations)

    def integrated_saved(self) -> int:
        """Frames and lines that they were not called for."""
        return sum(each.saved() for each in self.integrations)

    # Diagnostics.

    def note(self, text: str) -> None:
        """A line of diagnostics: in the console with `debug`, and on the logger if it is enabled there."""
        if self.config.debug:
            self._say(f"[frame evaluation] {text}", "console")
        logging = sys.modules.get("logging")  # a program that has not imported it has no handlers
        try:
            logger = logging and logging.root.manager.loggerDict.get(LOGGER)
            if logger is None and logging and self.config.debug:
                logger = logging.getLogger(LOGGER)
        except Exception:
            return  # the program has made `logging` unusable
        # A level that was set on this very logger asks for it; one inherited from the root must not make the
        # debugger's lines part of the program's output.
        kind = getattr(logging, "Logger", ())
        if logger is None or not isinstance(logger, kind) or not (logger.level or self.config.debug):
            return
        listening = self.stopper.listening
        before, listening.on = listening.on, False
        try:
            logger.debug(text)
        except Exception as error:  # the program's own handler
            self.errors_handled += 1
            self._say(f"A handler of the logger {LOGGER!r} raised {type(error).__name__}.", "console")
        finally:
            listening.on = before

    def foreign_tracer(self) -> str | None:
        """Who holds `sys.settrace` beside the debugger, if anything; reported once for each holder."""
        tracer = sys.gettrace()
        backend = self.stopper.backend
        if tracer is None or backend is None or backend.owns_tracer(tracer):
            return None
        if any(each.owns_tracer(tracer) for each in self.integrations):
            return None
        name = tracer_name(tracer)
        if self._foreign is not tracer:
            self._foreign = tracer
            self.telemetry.record("PY_DEBUGGER_TRACE_HOOK_FAILED", reason="another tracer", held_by=name)
            if backend.name != "SettraceBackend":  # that backend reports it itself
                self._say(f"Another debugger has arrived ({name}); breakpoints go on working.", "console")
        return name

    def _on_telemetry(self, reason: str, context: dict[str, object]) -> None:
        if reason in _SLOW_WAY and self.config.fallback_on_error:
            self.errors_handled += 1
        self.note(f"{reason} {context}")

    def _on_overhead(self, share: float) -> None:
        threshold = self.meter.threshold
        self.telemetry.record(
            "SELECTIVE_TRACING_ANALYSIS_FAILED", reason="trace_overhead_threshold", share=share, threshold=threshold
        )
        self._say(
            f"The debugger takes {share:.2%} of the program's time, more than 'trace_overhead_threshold' ({threshold:.2%}).",
            "console",
        )


def _changed(former: FrameEvalConfig, config: FrameEvalConfig) -> list[str]:
    before = former.as_dict()
    return [name for name, value in config.as_dict().items() if before[name] != value]
