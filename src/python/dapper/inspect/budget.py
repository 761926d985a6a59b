"""Looks: calls into the debugged program's code that end, whatever that code does.

A look has an end on the clock. The injected deadline makes DEADLINE_SIGNAL arrive after `start(seconds)`; the owner of
the session registers `LookBudget.raise_timeout` as its handler. Invariants:

- The handler raises only while a look is active and over time, and only in frames of the program above the look's own
  call. A signal that comes late, early or inside the debugger's code changes nothing.
- The handler asks for the next signal itself, as its last act. A deadline that fired again at once by itself would run
  the handler inside the handler without end (Pyodide polls for signals on entering it).
- What the program prints during a look is dropped, and its `sys.stdout` and `sys.stderr` are put back.

One C call that never looks for signals (`sum(range(10**9))`) cannot be interrupted; only ending the worker helps.
"""

import io
import opcode
import sys
import time
import types
from _random import Random
from collections.abc import Callable
from typing import Protocol

from dapper.code_filter import OWN_FOLDER
from dapper.errors import Interrupted, Terminated

# The first timeouts leave so many seconds for `finally` blocks.
CLEAN_UP_ATTEMPTS = 2
CLEAN_UP_SECONDS = 0.003
# Timeouts that a program may swallow before every line of it raises.
POLITE_ATTEMPTS = 8
# Seconds over time after which that happens too.
POLITE_SECONDS = 0.015
# Frames that a `__repr__` may nest. Each costs C stack, and WebAssembly ends the whole runtime when that is used up
# (Node: at some 250), long before the recursion limit is reached.
REPR_DEPTH = 100
# Frames added to the recursion limit each time the handler runs: it must have room where a program recurses for ever.
HEADROOM = 12
# The debugger's own frame is looked for among so many at the top of the stack.
OWN_FRAMES = 12
# Loop turns between two polls of Pyodide's signal clock.
POLL_PERIOD = 50
_TOOL = "dapper look"
_PUSH_EXC_INFO = opcode.opmap["PUSH_EXC_INFO"]


class Deadline(Protocol):
    """A timer that makes DEADLINE_SIGNAL arrive between two bytecodes; wired to the host by the session."""

    def start(self, seconds: float) -> None:
        """Deliver a signal `seconds` from now (0: at the next poll). A second start replaces the first.

        Until `stop`, more follow every some 20 ms, for the handler that could not even start (recursion limit).
        """

    def stop(self) -> None:
        """Deliver none."""


class LookTimeout(BaseException):
    """The look took longer than its budget. A BaseException, so that `except Exception` in the program lets it pass."""


class LookSkipped(Exception):
    """The page's budget is spent: the program's code was not called."""


class _DroppedBytes(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:
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
    __slots__ = ("attempts", "error", "expires", "tool")

    def __init__(self, expires: float) -> None:
        self.expires = expires
        self.attempts = 0
        self.tool: int | None = None
        self.error = LookTimeout()

    def timeout(self) -> LookTimeout:
        """What to raise: always the same object.

        New ones would hang on each other by `__context__`, as many as the program swallows, and freeing a long chain
        of objects overflows WebAssembly's stack.
        """
        self.error.__context__ = None
        return self.error.with_traceback(None)


def _raising_events() -> tuple[int, ...]:
    events = sys.monitoring.events
    return events.LINE, events.PY_START, events.PY_RESUME, events.JUMP


def limit_depth(depth: int | None) -> None:
    """Lower the recursion limit to `depth` frames beyond the caller's, if it is higher. None: leave it."""
    if depth is None:
        return
    frame, used = sys._getframe(1), 0
    while frame is not None:
        frame, used = frame.f_back, used + 1
    if used + depth < sys.getrecursionlimit():
        sys.setrecursionlimit(used + depth)


def _run(function: Callable, args: tuple) -> object:
    # The only frame of the debugger in which a timeout may be raised: it keeps nothing that could be left half done.
    return function(*args)


class LookBudget:
    """Runs the program's code for the debugger, one look at a time.

    `deadline`: see Deadline. `clock`: monotonic seconds. `passthrough`: exception types that end the session's own
    business (a terminate request); they are never reported as the program's errors. `on_change(active)` is called when
    a look begins and ends: events of the code that it runs do arrive, and must not stop.
    """

    def __init__(
        self,
        deadline: Deadline,
        clock: Callable[[], float] = time.monotonic,
        passthrough: tuple[type[BaseException], ...] = (Terminated,),
    ) -> None:
        self.clock = clock
        self.passthrough = passthrough
        self.on_change: Callable[[bool], None] = lambda active: None
        self._deadline = deadline
        self.insisted = False  # whether events of its own were on since somebody asked
        self._look: _Look | None = None
        self._handling = False
        self._missed = False
        self._sink = DroppedOutput()
        self._random = Random(0)

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

    def call(self, seconds: float, function: Callable, *args: object, depth: int | None = None) -> object:
        """Return `function(*args)`, a call into the program's code that takes at most about `seconds`.

        `depth`: frames that it may nest, None for the program's own recursion limit. `function` must be the program's
        or a C function: a Python function of the debugger is never interrupted.
        Raises LookTimeout, and whatever the program raises.
        """
        if self._look is not None:
            raise RuntimeError("a look inside a look: a bug in the debugger")
        look = _Look(self.clock() + seconds)
        streams, limit = (sys.stdout, sys.stderr), sys.getrecursionlimit()
        sys.stdout = sys.stderr = self._sink
        self._look = look
        self.on_change(True)
        try:
            limit_depth(depth)
            self._deadline.start(seconds)
            # At a stop CPython delivers no monitoring events, and `_insist` needs them; `call_tracing` lets them come.
            return sys.call_tracing(_run, (function, args))
        finally:
            self._look = None  # first of all: from here on a late signal is ignored
            self._deadline.stop()
            sys.setrecursionlimit(limit)
            if look.tool is not None:
                self._relent(look.tool)
            sys.stdout, sys.stderr = streams
            self.on_change(False)

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
            if look.attempts < POLITE_ATTEMPTS:
                # Before anything else: where a program recurses without end, only this frame may still have had room.
                sys.setrecursionlimit(sys.getrecursionlimit() + HEADROOM)
            left = look.expires - self.clock()
            if left > 0 or self._is_debugger(frame):
                self._ask_again(max(left, 0.001))
                return
            look.attempts += 1
            if look.attempts <= CLEAN_UP_ATTEMPTS:
                self._ask_again(CLEAN_UP_SECONDS)
                raise look.timeout()
            if look.tool is None and (look.attempts >= POLITE_ATTEMPTS or left < -POLITE_SECONDS):
                self._insist(look)
            # `while True: try: work() except BaseException: pass` swallows the timeout wherever it arrives inside the
            # `try`. The few places outside are reached a fixed number of polls after the last signal, so a signal at a
            # fixed distance from the last would miss them for ever. A random number of loop turns moves the phase.
            for _ in range(int(self._random.random() * POLL_PERIOD)):
                pass
            self._ask_again(0.0)
        finally:
            self._handling = False
        raise look.timeout()

    def _ask_again(self, seconds: float) -> None:
        # A poll inside `start` itself would eat the signal asked for; none can come between the test and the end.
        while True:
            self._missed = False
            self._deadline.start(seconds)
            if not self._missed:
                return

    def _is_debugger(self, frame: types.FrameType | None) -> bool:
        # A frame of the debugger between the program's code and the look (a callback, a handler, a stream) must finish.
        run = _run.__code__
        for _ in range(OWN_FRAMES):
            if frame is None:
                return True
            if frame.f_code is run:
                return False
            if frame.f_code.co_filename.startswith(OWN_FOLDER):
                return True
            frame = frame.f_back
        return False

    def _insist(self, look: _Look) -> None:
        # A program can nest handlers so deep that no phase gets out (each `except` starts the work anew). So every
        # line, call and jump of it raises from now on: a handler is left at its first line, and none can swallow it.
        # Not every instruction: the clean-up at the end of a handler must not be left. And not EXCEPTION_HANDLED, which
        # looks made for this: raising there makes the interpreter look up the handler from a wrong place, for ever.
        monitoring = getattr(sys, "monitoring", None)
        if monitoring is None:
            return  # 3.11: moving the phase is all there is
        for tool in (4, 3, 2, 1):
            if monitoring.get_tool(tool) is None:
                look.tool, self.insisted = tool, True
                monitoring.use_tool_id(tool, _TOOL)
                for event in _raising_events():
                    monitoring.register_callback(tool, event, self._on_event)
                monitoring.set_events(tool, sum(_raising_events()))
                return

    def _relent(self, tool: int) -> None:
        monitoring = sys.monitoring
        if monitoring.get_tool(tool) == _TOOL:
            monitoring.set_events(tool, 0)
            for event in _raising_events():
                monitoring.register_callback(tool, event, None)
            monitoring.free_tool_id(tool)

    def _on_event(self, code: types.CodeType, *where: int) -> None:
        look, frame = self._look, sys._getframe(1)
        if look is None or self._handling or self._is_debugger(frame):
            return
        # The interpreter's clean-up takes for granted that entering a handler has pushed the handled exception: raised
        # before that, it would leave this one behind as `sys.exception()` for ever. (A `with` has a line there.)
        if code.co_code[frame.f_lasti] != _PUSH_EXC_INFO:
            raise look.timeout()


class Page:
    """The looks of one answer (one `variables` page): a budget each and a budget together.

    `each`, `total`: seconds. `looks`: number of calls into the program.
    """

    bounded = True

    def __init__(self, budget: LookBudget, each: float = 0.04, total: float = 0.25, looks: int = 2000) -> None:
        self.budget = budget
        self.each = each
        self._left = total
        self._looks = looks

    def call(self, function: Callable, *args: object) -> object:
        """Return `function(*args)`, a text or an attribute.

        Raises LookTimeout, LookSkipped, or what the program raises.
        """
        return self._call(REPR_DEPTH, function, args)

    def run(self, function: Callable, *args: object) -> object:
        """The same for code that the person typed: it may recurse as deep as the program."""
        return self._call(None, function, args)

    def _call(self, depth: int | None, function: Callable, args: tuple) -> object:
        if self._looks <= 0 or self._left <= 0.001:
            raise LookSkipped
        self._looks -= 1
        started = self.budget.clock()
        try:
            return self.budget.call(min(self.each, self._left), function, *args, depth=depth)
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
        """Return `function(*args)`, a text or an attribute: nested no deeper than in any look."""
        limit = sys.getrecursionlimit()
        limit_depth(REPR_DEPTH)
        try:
            return function(*args)
        finally:
            sys.setrecursionlimit(limit)

    def run(self, function: Callable, *args: object) -> object:
        """Return `function(*args)`."""
        return function(*args)

    def owns(self, error: BaseException) -> bool:
        """True if `error` is the program's; an interrupt ends the whole entry."""
        return not issubclass(type(error), (KeyboardInterrupt, Interrupted, *self.budget.passthrough))
