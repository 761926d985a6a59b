"""One debugger built on `bdb` whose breakpoints are delivered by local events.

`bdb` has one mode in which only breakpoints matter: after `set_continue`. Plain, it goes on tracing every call, and
every line of the files that hold breakpoints. Here its trace function is removed then, and the lines with breakpoints
call it through events of their own; as soon as it wants to step, it gets its trace function back. Which line stops is
decided by `bdb` itself all along (`dispatch_line`): conditions, ignore counts and temporary breakpoints are its own.
"""

from __future__ import annotations

import bdb
import functools
import gc
import sys
from collections.abc import Callable
from types import CodeType, FrameType, FunctionType, TracebackType
from typing import TYPE_CHECKING

from dapper._frame_eval.bdb_conditions import Conditions
from dapper.code.index import nested
from dapper.delivery.base import DONE, Listener
from dapper.delivery.sys_monitoring import SysMonitoringBackend
from dapper.frame_eval.frame_evaluation import FrameEvaluation
from dapper.wire.errors import BackendUnavailable

if TYPE_CHECKING:
    from _typeshed import TraceFunction

    from dapper.delivery.hook import Guard

CHANGERS = ("set_break", "clear_break", "clear_bpbynumber", "clear_all_file_breaks", "clear_all_breaks")


class _Delivery(SysMonitoringBackend):
    """Reports the visits of lines as a trace function sees them: also each turn of a loop that is one line.

    Args:
        guard: see `MonitoringDelivery`.
        on_start: is called when watched code starts, where that is wanted.
    """

    def __init__(self, guard: Guard, on_start: Callable[[FrameType], None] | None) -> None:
        super().__init__(guard)
        self._on_start_of = on_start
        self._lines: dict[int, frozenset[int]] = {}
        self._line_at: dict[int, dict[int, int | None]] = {}

    def attach(self, listener: Listener) -> None:
        """See `Backend.attach`."""
        super().attach(listener)
        jump = sys.monitoring.events.JUMP
        self._callbacks[jump] = self._guard(self._on_jump)
        tool = self._held_tool()
        if tool is not None:
            self._register(tool)

    def detach(self) -> None:
        """See `Backend.detach`."""
        self._lines.clear()
        self._line_at.clear()
        super().detach()

    def set_break_lines(self, code: CodeType, lines: frozenset[int]) -> None:
        """The lines of a code object that are reported, in place of those before."""
        key, events = id(code), sys.monitoring.events
        if self._lines.get(key) == lines:
            return
        self._lines[key] = lines
        watch = self._watches.get(key) or self._watch(code)
        watch.step = events.LINE | events.JUMP if lines else 0
        if self._on_start_of is not None:
            watch.one_line = True  # with it, starts are never switched off
            watch.step = watch.step or events.LINE
        self._apply(watch, afresh=True)

    def _on_line(self, code: CodeType, line: int) -> object:
        if line in self._lines.get(id(code), ()):
            self._counts["line_events"] += 1
            self._listener.on_line(sys._getframe(1), line)
            return None
        self._counts["events_skipped"] += 1
        return sys.monitoring.DISABLE

    def _on_jump(self, code: CodeType, offset: int, target: int) -> object:
        if target >= offset:
            return sys.monitoring.DISABLE
        lines = self._line_at.get(id(code))
        if lines is None:
            ranges = code.co_lines()
            lines = {at: line for start, end, line in ranges for at in range(start, end, 2)}
            self._line_at[id(code)] = lines
        line = lines.get(offset)
        if line is None or line != lines.get(target) or line not in self._lines.get(id(code), ()):
            return sys.monitoring.DISABLE
        self._counts["line_events"] += 1
        self._listener.on_line(sys._getframe(1), line)
        return None

    def _on_start(self, code: CodeType, offset: int) -> object:
        answer = super()._on_start(code, offset)
        if self._on_start_of is not None and id(code) in self._watches:
            self._on_start_of(sys._getframe(1))
        return answer


class BdbIntegration:
    """Serves one `bdb.Bdb`. It has a separate delivery with a separate tool id (see `dapper.delivery.base`)."""

    def __init__(self, debugger: bdb.Bdb, core: FrameEvaluation) -> None:
        self.debugger = debugger
        self.trace_calls = 0  # calls of the debugger's trace function since the integration
        self.line_calls = 0  # lines that were delivered without it
        self.filter, self.names = core.stopper.filter, core.stopper.names
        self._core = core
        self._delivery: _Delivery | None = None
        self._codes: dict[int, CodeType] = {}
        self._kept: dict[str, object] = {}
        self._saved = 0
        self._conditions = Conditions(debugger) if Conditions.can_answer(debugger) else None
        own = type(debugger).user_call
        # pdb's own does nothing but where a step stops.
        self._with_calls = own is not bdb.Bdb.user_call and own.__module__ != "pdb"

    # For `FrameEvaluation`.

    def breakpoints(self) -> int:
        """Breakpoints that are delivered to it."""
        return sum(len(lines) for lines in self.debugger.breaks.values()) if self._delivery else 0

    def saved(self) -> int:
        """Lines that it was not called for: a lower bound, because a line is disabled after its first visit."""
        return self._saved + (self._delivery.counters()["events_skipped"] if self._delivery else 0)

    def owns_tracer(self, tracer: object) -> bool:
        """Whether a trace function is this debugger's."""
        return tracer is self.debugger.__dict__.get("trace_dispatch")

    # Attaching and detaching.

    def attach(self) -> None:
        """Stands between the debugger and its trace function.

        Raises:
            BackendUnavailable: this interpreter has no `sys.monitoring`, or every tool id of it is taken.
        """
        if not hasattr(sys, "monitoring"):
            raise BackendUnavailable("Serving a bdb debugger needs sys.monitoring (Python 3.12 or later).")
        self._start()  # now, so that it is known at once whether it can
        dispatch = self.debugger.trace_dispatch

        def trace_dispatch(frame: FrameType, event: str, argument: object) -> TraceFunction | None:
            self.trace_calls += 1
            return dispatch(frame, event, argument)

        self._replace("trace_dispatch", trace_dispatch)
        self._replace("set_continue", self._after(self.debugger.set_continue, self._take_over))
        if self._conditions:
            self._replace("break_here", self._conditions.break_here)
        for name in CHANGERS:
            self._replace(name, self._after(getattr(self.debugger, name), self._refresh))
        if sys.gettrace() == dispatch:  # it traces already
            sys.settrace(trace_dispatch)

    def detach(self) -> None:
        """Leaves the debugger as it was; if it is running a program, it resumes tracing."""
        tracer = self.debugger.__dict__.get("trace_dispatch")
        for name, former in self._kept.items():
            if former is None:
                del self.debugger.__dict__[name]
            else:
                self.debugger.__dict__[name] = former
        self._kept.clear()
        running = self._continues() or (tracer is not None and sys.gettrace() is tracer)
        self._stop()
        if running:
            self._hand_back(sys._getframe(1))

    def _replace(self, name: str, function: Callable[..., object]) -> None:
        self._kept[name] = self.debugger.__dict__.get(name)
        self.debugger.__dict__[name] = function

    def _after(self, method: Callable[..., object], then: Callable[[], None]) -> Callable[..., object]:
        @functools.wraps(method)
        def followed(*arguments: object, **named: object) -> object:
            result = method(*arguments, **named)
            then()
            return result

        return followed

    # The two modes.

    def _continues(self) -> bool:
        """Whether only breakpoints matter to the debugger."""
        debugger = self.debugger
        bottom = getattr(debugger, "botframe", None)  # before its first run it has none
        return (
            bottom is not None and debugger.stopframe is bottom and debugger.stoplineno == -1 and not debugger.quitting
        )

    def _take_over(self) -> None:
        if not self._continues():
            return
        if hasattr(self.debugger, "stop_trace"):
            self.debugger.stop_trace()
        else:
            sys.settrace(None)
        self._refresh()

    def _hand_back(self, frame: FrameType | None) -> None:
        """Restores the state of continuous tracing: frames of files with breakpoints have its trace function."""
        debugger = self.debugger
        while frame is not None and frame is not debugger.botframe:
            if debugger.break_anywhere(frame):
                frame.f_trace = debugger.trace_dispatch
            frame = frame.f_back
        if hasattr(debugger, "start_trace"):
            debugger.start_trace()
        else:
            sys.settrace(debugger.trace_dispatch)

    # Which lines are delivered.

    def _start(self) -> _Delivery:
        delivery = self._delivery
        if delivery is None:
            delivery = _Delivery(self._core.hook.guard, self._on_start if self._with_calls else None)
            delivery.attach(self)
            self._delivery = delivery
        return delivery

    def _stop(self) -> None:
        if self._delivery is not None:
            self._saved = self.saved()
            self._delivery.detach()
            self._delivery = None
            self._codes.clear()

    def _refresh(self) -> None:
        """The debugger's breakpoints, as they are now."""
        if not self._continues():
            return
        delivery = self._start()
        breaks = self.debugger.breaks
        for code in list(self._codes.values()):
            delivery.set_break_lines(code, self._lines(code))
        if not breaks:
            delivery.watch(None, set(), {})
            return
        frame = sys._getframe()
        while frame is not None:
            self.on_code(frame.f_code)
            frame = frame.f_back
        for thing in gc.get_objects():
            if type(thing) is FunctionType:
                self.on_code(thing.__code__)
        delivery.watch("", set(breaks), {})

    def _lines(self, code: CodeType) -> frozenset[int]:
        held = self.debugger.breaks.get(self.debugger.canonic(code.co_filename))
        if not held:
            return frozenset()
        # A breakpoint on a function's first line is one on the function: `bdb` looks which of its lines is the first.
        lines = {line for _, _, line in code.co_lines() if line}
        return frozenset(lines if code.co_firstlineno in held else lines.intersection(held))

    # What the delivery reports.

    def on_code(self, code: CodeType) -> int:
        """See `Listener.on_code`."""
        delivery = self._delivery
        if delivery is not None and self.debugger.canonic(code.co_filename) in self.debugger.breaks:
            for each in nested(code):
                if id(each) not in self._codes:
                    self._codes[id(each)] = each
                    delivery.set_break_lines(each, self._lines(each))
        return DONE

    def _on_start(self, frame: FrameType) -> None:
        """A function of a file with breakpoints was called."""
        if self._continues():
            self.debugger.dispatch_call(frame, None)

    def on_line(self, frame: FrameType, line: int) -> None:
        """See `Listener.on_line`. What the debugger raises (`BdbQuit`) ends the program, as from a trace function."""
        if not self._continues():
            if self.debugger.quitting:
                self._stop()
            return
        self.line_calls += 1
        if self._conditions and self._conditions.fail(frame, line):
            return
        self.debugger.dispatch_line(frame)
        if not self._continues() and not self.debugger.quitting:
            self._hand_back(frame)

    def on_given(self, code: CodeType) -> None:
        """See `Listener.on_given`."""
        self.on_code(code)

    def on_disturbed(self) -> None:
        """See `Listener.on_disturbed`."""
        problem = self._delivery.tend(True) if self._delivery is not None else None
        if problem is not None:
            self._core.note(problem)

    def on_point(self, frame: FrameType, line: int) -> None:
        """See `Listener.on_point`; no points are set."""

    def on_end(self, code: CodeType) -> None:
        """See `Listener.on_end`."""

    def on_leave(self, frame: FrameType, value: object, yielded: bool) -> None:
        """See `Listener.on_leave`; while it continues, no return matters to the debugger."""

    def on_returned(self, caller: FrameType, code: CodeType, value: object) -> None:
        """See `Listener.on_returned`."""

    def on_arrival(self, frame: FrameType) -> None:
        """See `Listener.on_arrival`."""

    def on_raise(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> None:
        """See `Listener.on_raise`."""

    def on_unwind(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> None:
        """See `Listener.on_unwind`."""
