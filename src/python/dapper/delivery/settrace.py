"""Delivery by `sys.settrace`: works on every CPython, and is the slowest.

The global trace function sees every call and answers None for frames that do not matter, so those run without
line events; it is installed only while there is something to wait for.
"""

from __future__ import annotations

import opcode
import sys
import weakref
from functools import partial
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any

from dapper.code.line_entries import Entries
from dapper.delivery.base import Delivery, Handled, Listener, Wanted
from dapper.delivery.leaving import Leaving
from dapper.values.tasks import LOOP_METHOD

if TYPE_CHECKING:
    from _typeshed import TraceFunction

    from dapper.delivery.hook import Guard


class _Held:
    """What is set in one code object.

    Attributes:
        code: keeps this until the code goes.
        entries: as given.
        lines: those with breakpoints.
        looks: whether there are points that are not exact.
    """

    __slots__ = ("code", "entries", "lines", "looks")

    def __init__(self, code: weakref.ref[CodeType], entries: Entries) -> None:
        self.code, self.entries = code, entries
        self.lines = frozenset(entries.lines.values())
        self.looks = entries.points > entries.exact


class SettraceBackend(Delivery):
    """The whole debugger on `sys.settrace`."""

    name = "SettraceBackend"
    delivery = "sys.settrace"

    def __init__(self, guard: Guard) -> None:
        super().__init__(guard)
        self._call = guard(self._on_call)
        self._local = guard(self._on_event)
        self._called = guard(self._on_called)
        self._stepping: FrameType | None = None  # of which it is told what its calls return
        self._lines: dict[int, _Held] = {}  # by the identity of the code, and forgotten with it
        self._points = False  # whether there are points anywhere
        self._told: tuple[int, int] | None = None  # (frame, offset) of a point that was reported with its line
        self._step_codes: dict[int, CodeType] = {}
        self._leave_codes: dict[int, CodeType] = {}
        self._arrival: FrameType | None = None
        self._seeking = self._watching = False
        self._met: dict[int, weakref.ref[CodeType]] = {}  # code that was announced since files were last watched
        self._raised = self._unwound = False
        self._former: TraceFunction | None = None
        self._displaced = False
        self._failures = Leaving()
        kinds = ("trace_calls", "line_events", "return_events", "exception_events")
        self._counts = dict.fromkeys(kinds, 0)

    def attach(self, listener: Listener) -> None:
        """See `Backend.attach`."""
        super().attach(listener)
        self._former = sys.gettrace()

    def detach(self) -> None:
        """See `Backend.detach`."""
        self._failures.clear()
        self._lines.clear()
        self._met.clear()
        self._seeking = self._watching = self._raised = self._unwound = False
        self.set_step(None)
        self._stop()

    def watch(self, root: str | None, paths: set[str], unobserved: dict[str, bool]) -> None:
        """See `Backend.watch`."""
        self._watching = bool(root or paths)
        self._met.clear()  # what they belong to may matter only now
        self._install()

    def set_lines(self, code: CodeType, entries: Entries) -> None:
        """See `Backend.set_lines`."""
        self._points = self._points or bool(entries.points)
        if entries.offsets:
            self._lines[id(code)] = _Held(weakref.ref(code, partial(self._lines.pop, id(code))), entries)
        else:
            self._lines.pop(id(code), None)
        self._install()

    def watch_end(self, code: CodeType) -> None:
        """See `Backend.watch_end`: it would take a trace function for the whole module."""

    def set_step(self, step: Wanted | None) -> None:
        """See `Backend.set_step`."""
        if self._arrival is not None and not self._exact_in(self._arrival):
            self._arrival.f_trace_opcodes = False
        self._step_codes = {id(code): code for code in step.line_codes()} if step else {}
        self._leave_codes = {id(code): code for code in step.leave_codes()} if step else {}
        self._arrival = step.arrival if step else None
        self._stepping = step.caller if step else None
        self._seeking = step is not None and step.seeks
        self._install()
        if self._arrival is not None:
            self._trace_opcodes(self._arrival)

    def _trace_opcodes(self, frame: FrameType) -> None:
        # In this order, and with the trace function set again: else CPython 3.12 and 3.13 send no opcode events.
        if frame.f_trace is None:
            frame.f_trace = self._local
        frame.f_trace_opcodes = True
        tracer = sys.gettrace()
        sys.settrace(tracer if self._is_foreign(tracer) else self._call)

    def set_exceptions(self, raised: bool, unwound: bool, handled: Handled | None) -> None:
        """See `Backend.set_exceptions`. A trace function is called for every exception."""
        self._raised, self._unwound = raised, unwound
        self._install()

    def tend(self, disturbed: bool = False) -> str | None:
        """See `Backend.tend`. The program may have put a trace function of its own in place of ours."""
        tracer = sys.gettrace()
        if not self._wanted() or tracer is self._call:
            self._displaced = False
        elif tracer is None:
            self._displaced = False
            self._install()
        elif not self._displaced:
            self._displaced = True
            return (
                "The program has set a trace function of its own: until it is gone, breakpoints and steps do not stop."
            )
        return None

    def owns_tracer(self, tracer: object) -> bool:
        """See `Backend.owns_tracer`."""
        return tracer is self._call or tracer is self._local

    def _install(self) -> None:
        if self._wanted():
            self._trace_stack()
            self._start()
        else:
            self._stop()

    def _wanted(self) -> bool:
        """Whether there is anything to wait for."""
        return bool(self._lines or self._watching or self._in_step() or self._raised or self._unwound)

    def _in_step(self) -> bool:
        return bool(self._step_codes or self._leave_codes or self._arrival or self._seeking)

    def _trace_stack(self) -> bool:
        """Traces the running frames that matter; returns whether there are any."""
        found = False
        frame = sys._getframe()
        while frame is not None:
            if self._matters(frame):
                found = True
                if frame.f_trace is None or frame.f_trace is self._called:
                    frame.f_trace, frame.f_trace_lines = self._local, True
                if self._points and not frame.f_trace_opcodes and self._exact_in(frame):
                    self._trace_opcodes(frame)
            frame = frame.f_back
        return found

    def _start(self) -> None:
        tracer = sys.gettrace()
        if tracer is not self._call and not self._is_foreign(tracer):
            sys.settrace(self._call)

    def _is_foreign(self, tracer: object) -> bool:
        """Whether a trace function is one that the program has set since: it is to be called, as without a debugger."""
        return not (tracer is None or tracer is self._call or tracer is self._former)

    def _stop(self) -> None:
        if sys.gettrace() is self._call:
            sys.settrace(self._former)

    def _matters(self, frame: FrameType) -> bool:
        key = id(frame.f_code)
        return (
            key in self._lines
            or key in self._step_codes
            or key in self._leave_codes
            or frame is self._arrival
            or self._raised
            or self._unwound
        )

    # Between a trace function and the program's frame stands only the guard, which has no frame.

    def _on_call(self, frame: FrameType, event: str, argument: object) -> TraceFunction | None:
        self._counts["trace_calls"] += 1
        if self._seeking or (self._watching and id(frame.f_code) not in self._met):
            self._announce(frame.f_code)
        begin = self._begin_of(frame.f_code)
        if begin is not None and frame.f_lasti < begin:  # a generator that goes on is behind it
            self._begun.add(id(frame))
        if self._points and self._exact_in(frame):
            self._trace_opcodes(frame)
        if self._matters(frame):
            frame.f_trace_lines = True  # of one that goes on, only the end may have mattered before
            return self._local
        if self._stepping is not None and frame.f_back is self._stepping:
            frame.f_trace_lines = False  # only its end matters
            return self._called
        if frame.f_code.co_name == LOOP_METHOD:
            # A step may go from a task to its caller, and on the stack of a task its frame cannot be found.
            frame.f_trace_lines = False
            return self._called
        return None

    def _on_called(self, frame: FrameType, event: str, argument: object) -> TraceFunction | None:
        """What a stepping frame has called ends, or an event loop that somebody waits in."""
        if event == "return" and id(frame.f_code) in self._leave_codes:
            self._on_return(frame, argument)
        elif event == "return":
            self._tell_return(frame, argument)
        return self._called

    def _tell_return(self, frame: FrameType, value: object) -> None:
        if self._stepping is not None and frame.f_back is self._stepping:
            if frame.f_code.co_code[frame.f_lasti] in _RETURNS:
                self._counts["return_events"] += 1
                self._listener.on_returned(self._stepping, frame.f_code, value)

    def _announce(self, code: CodeType) -> None:
        key = id(code)
        # Called at any time, so without a frame that a trace function of the program would see.
        self._met[key] = weakref.ref(code, partial(self._met.pop, key))
        self._listener.on_code(code)

    def _on_event(self, frame: FrameType, event: str, argument: Any) -> TraceFunction | None:
        key = id(frame.f_code)
        if event == "opcode":
            self._on_opcode(frame)
        elif event == "line":
            self._counts["line_events"] += 1
            told = key in self._step_codes or frame is self._arrival or self._stops_in(frame)
            told = told and not _turns_within_line(frame)
            if self._points and (self._looks_in(frame) or self._is_exact(frame)):
                self._told = (id(frame), frame.f_lasti)
                self._listener.on_point(frame, frame.f_lineno if told else 0)
            elif told:
                self._tell_line(frame)
                if self._points and self._is_exact(frame):  # it has been set while the program stood here
                    self._told = (id(frame), frame.f_lasti)
        elif event == "return":
            self._counts["return_events"] += 1
            # By an exception too: there is no other event where that is only passed on (`finally`, a bare `raise`).
            if self._points and self._looks_in(frame) and frame.f_code.co_code[frame.f_lasti] not in _CREATES:
                self._listener.on_point(frame, 0)
            self._on_return(frame, argument)
        elif event == "exception":
            self._counts["exception_events"] += 1
            if self._points and self._looks_in(frame):
                self._listener.on_point(frame, 0)
            if self._unwound:
                self._failures.raised(frame, *argument[1:])
            if self._raised:
                self._listener.on_raise(frame, *argument[1:])
        return self._local if self._matters(frame) else None

    def _begin_of(self, code: CodeType) -> int | None:
        """Where a call of it comes to `Entries.begin`, if that is to be reported here."""
        held = self._lines.get(id(code))
        return held.entries.begin if held else None

    def _stops_in(self, frame: FrameType) -> bool:
        """Whether the line that is about to run may be a breakpoint's."""
        held = self._lines.get(id(frame.f_code))
        return held is not None and frame.f_lineno in held.lines

    def _looks_in(self, frame: FrameType) -> bool:
        """Whether a frame has points that are reported where lines begin, and where the frame is left."""
        held = self._lines.get(id(frame.f_code))
        return held is not None and held.looks

    def _on_opcode(self, frame: FrameType) -> None:
        if not self._is_program(frame):
            return
        told, self._told = self._told, None
        if self._points and told != (id(frame), frame.f_lasti) and self._is_exact(frame):
            self._listener.on_point(frame, 0)
        if frame is self._arrival:
            self._listener.on_arrival(frame)

    def _exact_in(self, frame: FrameType) -> frozenset[int]:
        """The exact points of a frame's code that are reported here."""
        held = self._lines.get(id(frame.f_code))
        return held.entries.exact if held else frozenset()

    def _is_exact(self, frame: FrameType) -> bool:
        exact = self._exact_in(frame)
        return bool(exact) and self.place(frame)[1] in exact

    def _is_program(self, frame: FrameType) -> bool:
        """Whether the instruction at which a frame stands is one of the program's."""
        return True

    def _tell_line(self, frame: FrameType) -> None:
        self._listener.on_line(frame, frame.f_lineno)

    def _yields(self, frame: FrameType) -> bool:
        """At a return event: whether the frame will go on."""
        return frame.f_code.co_code[frame.f_lasti] in _YIELDS

    def _on_return(self, frame: FrameType, value: object) -> None:
        """Distinguishes a return, a yield and the end by an exception: a trace function gets one event for all."""
        self._tell_return(frame, value)
        operation = frame.f_code.co_code[frame.f_lasti]
        if operation in _YIELDS:
            self._failures.suspended(frame)
            self._listener.on_leave(frame, value, True)
            return
        failure = self._failures.left(frame)
        if operation in _RETURNS:
            self._listener.on_leave(frame, value, False)
        elif self._unwound and failure is not None:
            self._listener.on_unwind(frame, *failure)


def _turns_within_line(frame: FrameType) -> bool:
    """Whether a line event reports only the next turn of a loop within one line (a comprehension, mostly).

    `sys.monitoring` has no event for that, and a breakpoint or a step is to do the same whatever delivers it.
    """
    code, at = frame.f_code, frame.f_lasti
    return code.co_code[at] in _JUMPS_BACK and all(start != at for start, _, _ in code.co_lines())


def _operations(*names: str) -> frozenset[int]:
    return frozenset(opcode.opmap[name] for name in names if name in opcode.opmap)


_YIELDS = _operations("YIELD_VALUE", "INSTRUMENTED_YIELD_VALUE")
_CREATES = _operations("RETURN_GENERATOR")
_RETURNS = _operations("RETURN_VALUE", "RETURN_CONST", "RETURN_GENERATOR")
_JUMPS_BACK = _operations("JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT")
