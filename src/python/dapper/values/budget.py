"""Looks: calls into the debugged program's code that end, whatever that code does.

A look has an end on the clock. The injected deadline makes DEADLINE_SIGNAL arrive after `start(seconds)`; the owner of
the session registers `LookBudget.raise_timeout` as its handler. Invariants:

- The handler raises only while a look is active and over time, and only in frames of the program above the look's own
  call. A signal that comes late, early or inside the debugger's code changes nothing.
- The handler requests the next signal as its last act. A deadline that re-armed itself at once would run
  the handler inside the handler without end (Pyodide polls for signals on entering it).
- What the program prints during a look is dropped (unless a person is to see it), and its `sys.stdout` and
  `sys.stderr` are put back.

One C call that never looks for signals (`sum(range(10**9))`) cannot be interrupted; only ending the worker helps.
"""

from __future__ import annotations

import io
import sys
import time
import types
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeVar

from dapper.code.filter import OWN_FOLDER
from dapper.code.names_of_code import file_of
from dapper.values.eviction import Eviction
from dapper.values.reraised import put_back
from dapper.values.statics import traceback_of
from dapper.wire.errors import Terminated

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

# Seconds after which a look is asked whether it is still wanted, and again.
SLICE_SECONDS = 0.05
# The first timeouts leave this many seconds for `finally` blocks, of a look and of what a person has entered.
CLEAN_UP_ATTEMPTS = 2
CLEAN_UP_SECONDS = 0.003
ENTRY_CLEAN_UP_SECONDS = 0.1
# Frames that a `__repr__` may nest. Each costs C stack, and WebAssembly ends the whole runtime when that is used up
# (Node: at some 250), long before the recursion limit is reached.
REPR_DEPTH = 100
# Frames added to the recursion limit when the handler runs: it must have room where a program recurses for ever.
HEADROOM = 12
MOST_HEADROOM = 8 * HEADROOM
# The debugger's own frame is searched for among this many frames at the top of the stack.
OWN_FRAMES = 12
# Seconds for all looks of one answer together, for one of them, and the least that is worth a call.
PAGE_SECONDS = 0.09
LOOK_SECONDS = 0.04
LEAST_SECONDS = 0.002

_Result = TypeVar("_Result")


class Deadline(Protocol):
    """A timer that makes DEADLINE_SIGNAL arrive between two bytecodes; wired to the host by the session."""

    def start(self, seconds: float) -> None:
        """Deliver a signal `seconds` from now (0: at the next poll). A second start replaces the first.

        Until `stop`, more follow about every 20 ms, for the handler that could not even start (recursion limit).
        """

    def stop(self) -> None:
        """Deliver none."""


class LookTimeout(BaseException):
    """The look took longer than its `seconds`. A BaseException: `except Exception` in the program lets it pass."""

    def __init__(self, seconds: float = 0.0) -> None:
        super().__init__()
        self.seconds = seconds


class LookSkipped(Exception):
    """The page's budget is spent: the program's code was not called."""


class _DroppedBytes(io.RawIOBase):
    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
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
    __slots__ = ("eviction", "expires", "headroom")

    def __init__(self, seconds: float, expires: float) -> None:
        self.expires = expires
        self.headroom = 0
        self.eviction = Eviction(LookTimeout(seconds), CLEAN_UP_SECONDS)


def limit_depth(depth: int | None) -> None:
    """Lower the recursion limit to `depth` frames beyond the caller's, if it is higher. None: leave it."""
    if depth is None:
        return
    frame, used = sys._getframe(1), 0
    while frame is not None:
        frame, used = frame.f_back, used + 1
    if used + depth < sys.getrecursionlimit():
        sys.setrecursionlimit(used + depth)


def _running(
    function: Callable[..., _Result], args: tuple[object, ...], results: list[_Result], ends: list[StopIteration]
) -> Iterator[None]:
    # The only frame of the debugger in which a timeout may be raised: it keeps nothing that could be left half done.
    # A generator: see `eviction`. So what would end one is an exception like any other only outside of it.
    try:
        results.append(function(*args))
    except StopIteration as end:
        ends.append(end)
    return
    yield


def _result(function: Callable[..., _Result], args: tuple[object, ...]) -> _Result:
    results: list[_Result] = []
    ends: list[StopIteration] = []
    for _ in _running(function, args, results, ends):
        pass
    if ends:
        raise ends.pop()  # nothing of this frame keeps it, which its traceback does
    return results[0]


def call_of(error: BaseException) -> types.TracebackType | None:
    """Where in the traceback of an error code of the program was called here; None if it does not come from such."""
    trace = traceback_of(error)
    while trace is not None and trace.tb_frame.f_code is not _running.__code__:
        trace = trace.tb_next
    return trace


class LookBudget:
    """Runs the program's code for the debugger, one look at a time.

    `deadline`: see Deadline. `clock`: monotonic seconds. `passthrough`: exception types that end the session's own
    business (a terminate request); they are never reported as the program's errors. `on_change(active)` is called when
    a look begins and ends: events of the code that it runs do arrive, and must not stop. `page_seconds`: for all looks of
    one list of values, in place of PAGE_SECONDS (the setting `value_budget_s`).
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
        self.page_seconds = PAGE_SECONDS
        self.abandoned = False  # nobody wants what is looked for any more: the active look ends, and no other begins
        self._deadline = deadline
        self._look: _Look | None = None
        self._eviction: Eviction | None = None  # of what `enter` runs
        self._handling = False
        self._missed = False
        self._sink = DroppedOutput()

    @property
    def active(self) -> bool:
        """True while code of the program runs on behalf of a look: stops, breakpoints and steps must not happen."""
        return self._look is not None

    def remaining(self) -> float | None:
        """Seconds left of the active look (0 when over), None without a look."""
        return None if self._look is None else self._left(self._look)

    @property
    def handling(self) -> bool:
        """Whether the handler of the deadline runs already."""
        return self._handling

    def _left(self, look: _Look) -> float:
        return 0.0 if self.abandoned else max(0.0, look.expires - self.clock())

    def check(self) -> None:
        """For the debugger's own blocking functions that the program calls (sleep, input): raise LookTimeout if due."""
        look = self._look
        if look is not None and self._left(look) == 0:
            self._press(look.eviction, sys._getframe(1), self._ask_again)

    def call(
        self,
        seconds: float,
        function: Callable[..., _Result],
        *args: object,
        depth: int | None = None,
        quiet: bool = True,
    ) -> _Result:
        """Return `function(*args)`, a call into the program's code that takes at most about `seconds`.

        `depth`: frames that it may nest, None for the program's own recursion limit. `quiet`: what it prints is
        dropped. `function` must be the program's or a C function: a Python function of the debugger is never
        interrupted. Raises LookTimeout, and whatever the program raises.
        """
        if self._look is not None:
            raise RuntimeError("a look inside a look: a bug in the debugger")
        look = _Look(seconds, self.clock() + seconds)
        streams, limit = (sys.stdout, sys.stderr), sys.getrecursionlimit()
        if quiet:
            sys.stdout = sys.stderr = self._sink
        self._look = look
        self.on_change(True)
        try:
            limit_depth(depth)
            self._deadline.start(min(seconds, SLICE_SECONDS))
            return _result(function, args)
        finally:
            self._look = None  # first of all: from here on a late signal is ignored
            self._deadline.stop()
            look.eviction.end()
            sys.setrecursionlimit(limit)
            if quiet:
                sys.stdout, sys.stderr = streams
            self.on_change(False)

    def enter(self, function: Callable[..., _Result], *args: object) -> _Result:
        """Return `function(*args)`, code of the program that may take any time until somebody calls `evict`."""
        try:
            return _result(function, args)
        finally:
            if self._eviction is not None:
                eviction, self._eviction = self._eviction, None
                eviction.end()

    def evict(
        self, error: BaseException, frame: types.FrameType | None, ask_again: Callable[[float], None]
    ) -> NoReturn:
        """Raise `error`, or what was raised before, in the code that was entered, which runs `frame`.

        To be called again after the delay passed to `ask_again` if the code has not ended by then: it cannot catch
        what is raised for ever.
        """
        if self._eviction is None:
            self._eviction = Eviction(error, ENTRY_CLEAN_UP_SECONDS)
        self._press(self._eviction, frame, ask_again)

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
            if look.headroom < MOST_HEADROOM:
                # Before anything else: where a program recurses without end, only this frame may still have had room.
                sys.setrecursionlimit(sys.getrecursionlimit() + HEADROOM)
                look.headroom += HEADROOM
            left = self._left(look)
            if left > 0 or self._is_debugger(frame):
                self._ask_again(min(max(left, 0.001), SLICE_SECONDS))
            else:
                self._press(look.eviction, frame, self._ask_again)
        finally:
            self._handling = False

    def _press(self, eviction: Eviction, frame: types.FrameType | None, ask_again: Callable[[float], None]) -> NoReturn:
        eviction.attempts += 1
        if eviction.attempts <= CLEAN_UP_ATTEMPTS:
            ask_again(eviction.clean_up_seconds)
        else:
            eviction.prepare(frame, _running.__code__)
            ask_again(0.0)
        raise eviction.fresh()

    def _ask_again(self, seconds: float) -> None:
        # A poll inside `start` itself would eat the signal asked for; none can come between the test and the end.
        while True:
            self._missed = False
            self._deadline.start(seconds)
            if not self._missed:
                return

    def _is_debugger(self, frame: types.FrameType | None) -> bool:
        # A frame of the debugger between the program's code and the look (a callback, a handler, a stream) must finish.
        running = _running.__code__
        for _ in range(OWN_FRAMES):
            if frame is None:
                return True
            if frame.f_code is running:
                return False
            if file_of(frame.f_code).startswith(OWN_FOLDER):
                return True
            frame = frame.f_back
        return False


class Page:
    """The looks of one answer (one `variables` page): a budget each and a budget together.

    `each`, `total`: seconds. `looks`: number of calls into the program. `quiet`: what it prints is dropped.
    """

    def __init__(
        self,
        budget: LookBudget,
        each: float = LOOK_SECONDS,
        total: float = PAGE_SECONDS,
        looks: int = 2000,
        quiet: bool = True,
    ) -> None:
        self.budget = budget
        self.each = each
        self._left = total
        self._looks = looks
        self._quiet = quiet

    def call(self, function: Callable[..., _Result], *args: object) -> _Result:
        """Return `function(*args)`, a text or an attribute.

        Raises LookTimeout, LookSkipped, or what the program raises.
        """
        return self._call(REPR_DEPTH, function, args)

    def run(self, function: Callable[..., _Result], *args: object) -> _Result:
        """The same for code that the person typed: it may recurse as deep as the program."""
        return self._call(None, function, args)

    def _call(self, depth: int | None, function: Callable[..., _Result], args: tuple[object, ...]) -> _Result:
        # A call that uses all it gets leaves as much for those after it.
        seconds = min(self.each, max(self._left / 2, LEAST_SECONDS))
        if self._looks <= 0 or self._left < LEAST_SECONDS or self.budget.abandoned:
            raise LookSkipped
        self._looks -= 1
        started = self.budget.clock()
        try:
            return self.budget.call(seconds, function, *args, depth=depth, quiet=self._quiet)
        finally:
            self._left -= self.budget.clock() - started

    def owns(self, error: BaseException) -> bool:
        """True if `error`, raised by a look, is the program's: to be shown, not to be passed on.

        Its traceback is what it was before the look.
        """
        if issubclass(type(error), self.budget.passthrough):
            return False
        left = call_of(error)
        if left is not None:
            put_back(error, left)
        return True
