"""Looks: calls into the debugged program's code that end, whatever that code does.

A look has an end on the clock. The injected deadline makes signal SIGUSR2 arrive once after `start(seconds)`; the owner
of the session registers `LookBudget.raise_timeout` as its handler. Invariants:

- The handler raises only while a look is active and over time, and only in frames of the program above the look's own
  call. A signal that comes late, early or inside the debugger's code changes nothing.
- The handler asks for the next signal itself, as its last act: a deadline that fired again by itself would run the
  handler inside the handler without end (Pyodide polls for signals on entering it).
- What the program prints during a look is dropped, and its `sys.stdout` and `sys.stderr` are put back.

One C call that never looks for signals (`sum(range(10**9))`) cannot be interrupted; only ending the worker helps.
"""

import io
import random
import sys
import time
import types
from collections.abc import Callable
from typing import Protocol

from dapper.errors import Interrupted, Terminated

# Swallowed timeouts before the handlers of the program are refused. Each costs some 50 microseconds.
POLITE_ATTEMPTS = 60
# Loop turns between two polls of Pyodide's signal clock.
POLL_PERIOD = 50


class Deadline(Protocol):
    """A one-shot timer that makes SIGUSR2 arrive between two bytecodes; wired to the host by the session."""

    def start(self, seconds: float) -> None:
        """Deliver one signal, `seconds` from now (0: at the next poll). A second start replaces the first."""

    def stop(self) -> None:
        """Deliver none."""


class LookTimeout(BaseException):
    """The look took longer than its budget. A BaseException, so that `except Exception` in the program lets it pass."""


class LookSkipped(Exception):
    """The page's budget is spent: the program's code was not called."""


class _DroppedBytes(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data) -> int:
        return memoryview(data).nbytes


class DroppedOutput(io.TextIOBase):
    """A text stream that takes everything and keeps nothing."""

    encoding = "utf-8"
    errors = "backslashreplace"

    def __init__(self) -> None:
        super().__init__()
        self.buffer = _DroppedBytes()

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        return str.__len__(text)


class _Look:
    __slots__ = ("attempts", "expires", "tool")

    def __init__(self, expires: float) -> None:
        self.expires = expires
        self.attempts = 0
        self.tool: int | None = None


def _run(function: Callable, args: tuple) -> object:
    # The only frame of the debugger in which a timeout may be raised: it keeps nothing that could be left half done.
    return function(*args)


class LookBudget:
    """Runs the program's code for the debugger, one look at a time.

    `deadline`: see Deadline. `clock`: monotonic seconds. `passthrough`: exception types that end the session's own
    business (a terminate request); they are never reported as the program's errors.
    """

    def __init__(
        self,
        deadline: Deadline,
        clock: Callable[[], float] = time.monotonic,
        passthrough: tuple[type[BaseException], ...] = (Terminated,),
    ) -> None:
        self.clock = clock
        self.passthrough = passthrough
        self._deadline = deadline
        self._look: _Look | None = None
        self._handling = False
        self._missed = False
        self._sink = DroppedOutput()
        self._random = random.Random(0)
        self._package = __name__.partition(".")[0]
        self._own: frozenset[int] = frozenset()
        self._modules_seen = -1

    @property
    def active(self) -> bool:
        """True while code of the program runs on behalf of a look: stops, breakpoints and steps must not happen."""
        return self._look is not None

    def remaining(self) -> float | None:
        """Seconds left of the active look (0 when over), None without a look."""
        return None if self._look is None else max(0.0, self._look.expires - self.clock())

    def check(self) -> None:
        """For the debugger's own blocking functions that the program calls (sleep, input): raise LookTimeout if due."""
        if self._look is not None and self.clock() >= self._look.expires:
            raise LookTimeout

    def call(self, seconds: float, function: Callable, *args: object) -> object:
        """Return `function(*args)`, a call into the program's code that takes at most about `seconds`.

        `function` must be the program's or a C function, not a Python function of the debugger.
        Raises LookTimeout, and whatever the program raises.
        """
        if self._look is not None:
            raise RuntimeError("a look inside a look: a bug in the debugger")
        self._find_own_modules()
        look = _Look(self.clock() + seconds)
        streams = sys.stdout, sys.stderr
        sys.stdout = sys.stderr = self._sink
        self._look = look
        try:
            self._deadline.start(seconds)
            return _run(function, args)
        finally:
            self._look = None  # first of all: from here on a late signal is ignored
            self._deadline.stop()
            if look.tool is not None:
                self._accept_handlers(look.tool)
            sys.stdout, sys.stderr = streams

    def raise_timeout(self, signum: int, frame: types.FrameType | None) -> None:
        """Signal handler: raise LookTimeout in the program's code if the active look is over time."""
        if self._handling:
            self._missed = True
            return
        look = self._look
        if look is None:
            return
        self._handling = True
        try:
            left = look.expires - self.clock()
            if left > 0 or self._is_debugger(frame):
                self._ask_again(max(left, 0.001))
                return
            look.attempts += 1
            if look.attempts == POLITE_ATTEMPTS:
                self._refuse_handlers(look)
            # `while True: try: work() except BaseException: pass` swallows the timeout wherever it arrives inside the
            # `try`. The few places outside are reached a fixed number of polls after the last signal, so a signal at a
            # fixed distance from the last would miss them for ever. A random number of loop turns moves the phase.
            for _ in range(self._random.randrange(POLL_PERIOD)):
                pass
            self._ask_again(0.0)
        finally:
            self._handling = False
        raise LookTimeout

    def _ask_again(self, seconds: float) -> None:
        # A poll inside `start` itself would eat the one signal asked for; no poll can come between the test and the end.
        while True:
            self._missed = False
            self._deadline.start(seconds)
            if not self._missed:
                return

    def _is_debugger(self, frame: types.FrameType | None) -> bool:
        # A frame of the debugger between the program's code and the look (a callback, a handler, a stream) must finish.
        run = _run.__code__
        while frame is not None:
            if frame.f_code is run:
                return False
            if id(frame.f_globals) in self._own:
                return True
            frame = frame.f_back
        return True

    def _find_own_modules(self) -> None:
        if len(sys.modules) == self._modules_seen:
            return
        self._modules_seen = len(sys.modules)
        prefix = self._package + "."
        self._own = frozenset(
            id(module.__dict__)
            for name, module in list(sys.modules.items())
            if type(name) is str and type(module) is types.ModuleType
            if name == self._package or name.startswith(prefix)
        )

    def _refuse_handlers(self, look: _Look) -> None:
        # A program can nest handlers so deep that no phase gets out (each `except` starts the work anew). An exception
        # raised while a handler is entered makes the interpreter skip that handler, so none can swallow the timeout.
        monitoring = getattr(sys, "monitoring", None)
        if monitoring is None:
            return  # 3.11: moving the phase is all there is
        for tool in (4, 3, 2, 1):
            if monitoring.get_tool(tool) is None:
                monitoring.use_tool_id(tool, "dapper look")
                monitoring.register_callback(tool, monitoring.events.EXCEPTION_HANDLED, self._on_handled)
                monitoring.set_events(tool, monitoring.events.EXCEPTION_HANDLED)
                look.tool = tool
                return

    def _accept_handlers(self, tool: int) -> None:
        monitoring = sys.monitoring
        if monitoring.get_tool(tool) == "dapper look":
            monitoring.set_events(tool, 0)
            monitoring.register_callback(tool, monitoring.events.EXCEPTION_HANDLED, None)
            monitoring.free_tool_id(tool)

    def _on_handled(self, code: types.CodeType, offset: int, exception: BaseException) -> None:
        if self._look is not None and not self._is_debugger(sys._getframe(1)):
            raise LookTimeout


class Page:
    """The looks of one answer (one `variables` page): a budget each and a budget together.

    `each`, `total`: seconds. `looks`: number of calls into the program.
    """

    bounded = True

    def __init__(self, budget: LookBudget, each: float = 0.06, total: float = 0.25, looks: int = 2000) -> None:
        self.budget = budget
        self.each = each
        self._left = total
        self._looks = looks

    def call(self, function: Callable, *args: object) -> object:
        """Return `function(*args)`; raises LookTimeout, LookSkipped, or what the program raises."""
        if self._looks <= 0 or self._left <= 0.001:
            raise LookSkipped
        self._looks -= 1
        started = self.budget.clock()
        try:
            return self.budget.call(min(self.each, self._left), function, *args)
        finally:
            self._left -= self.budget.clock() - started

    def owns(self, error: BaseException) -> bool:
        """True if `error`, raised by a look, is the program's: to be shown, not to be passed on."""
        return not issubclass(type(error), self.budget.passthrough)


class Unbounded:
    """The looks of a REPL entry: no budget, output shown, ended by KeyboardInterrupt."""

    bounded = False
    each = float("inf")

    def __init__(self, budget: LookBudget) -> None:
        self.budget = budget

    def call(self, function: Callable, *args: object) -> object:
        """Return `function(*args)`."""
        return function(*args)

    def owns(self, error: BaseException) -> bool:
        """True if `error` is the program's; an interrupt ends the whole entry."""
        return not issubclass(type(error), (KeyboardInterrupt, Interrupted, *self.budget.passthrough))
