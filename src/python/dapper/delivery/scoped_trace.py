"""Delivery on CPython 3.11, which has no `sys.monitoring`: calls inserted where breakpoints are, and a trace function.

A function that holds a breakpoint runs as a copy that calls back at just that place (`inserted_calls`), so a breakpoint
that is not reached costs nothing. The copy takes the place of the original in the functions that exist and, among the
constants of the code around it, for those still to be made. The hook announces files as usual, and runs the copy of a
module's code.

The trace function, slow for everything that runs meanwhile, is installed only while a step or an exception filter
needs it, or while a *straggler* lives: a frame that runs code from before the breakpoint was set. During a step over or
out the hook keeps it from what the stepping frame calls.
"""

from __future__ import annotations

import gc
import sys
import weakref
from collections.abc import Iterator
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, FunctionType, GeneratorType
from typing import TYPE_CHECKING, Any

from dapper.code.assembly import units
from dapper.code.line_entries import NO_ENTRIES, Entries
from dapper.delivery.base import Wanted
from dapper.delivery.hook import HookModule
from dapper.delivery.hooked import SELECTED, Hooked
from dapper.delivery.inserted_calls import Copy, with_calls
from dapper.delivery.settrace import SettraceBackend

if TYPE_CHECKING:
    from _typeshed import TraceFunction

    from dapper.delivery.hook import Guard

_FRAME_OF: dict[type[object], str] = {
    GeneratorType: "gi_frame",
    CoroutineType: "cr_frame",
    AsyncGeneratorType: "ag_frame",
}


class _Original:
    """A code object of the program, and what stands in for it."""

    __slots__ = ("code", "copy", "entries", "new", "parents")

    def __init__(self, code: weakref.ref[CodeType]) -> None:
        self.code = code
        self.new = True  # until its file's breakpoints were set for the first time
        self.parents: list[tuple[weakref.ref[CodeType], int]] = []  # whose constants have it, and where
        self.entries: Entries = NO_ENTRIES
        self.copy: Copy | None = None

    def current(self) -> CodeType | None:
        """What is to run in its place."""
        return self.copy.code if self.copy else self.code()


class _Made:
    """A copy that was made, whether or not it is still in use."""

    __slots__ = ("begin", "calls", "code", "inserted", "original", "originals", "served")

    def __init__(self, code: weakref.ref[CodeType], copy: Copy, original: CodeType) -> None:
        self.code = code
        self.original = original
        self.originals, self.served, self.calls = copy.originals, copy.served, copy.calls
        self.begin, self.inserted = copy.begin, copy.inserted

    def offset(self, original: int) -> int:
        """Where an instruction of the original stands, behind the call that was inserted before it: both in bytes."""
        size = next(unit.size for unit in units(self.original) if unit.first << 1 == original)
        return (len(self.originals) - self.originals[::-1].index(original >> 1) - size) << 1


class ScopedTraceBackend(Hooked, SettraceBackend):
    """Breakpoints by inserted calls; steps and exceptions by a trace function, scoped to the frames that need it."""

    name = "EvalFrameBackend"
    delivery = "eval-frame hook, calls in copied code, scoped trace function"

    def __init__(self, guard: Guard, hook: HookModule) -> None:
        super().__init__(guard, hook)
        self._trigger = hook.trigger(self._on_inserted)
        self._originals: dict[int, _Original] = {}
        self._made: dict[int, _Made] = {}
        self._new: list[_Original] = []
        self._exchanged: dict[int, tuple[_Original, CodeType, CodeType]] = {}  # by what ran before: that, what runs now
        self._stragglers: dict[int, FrameType] = {}
        self._step: Wanted | None = None
        self._reported: FrameType | None = None  # has reported the line whose inserted call it makes next
        self._counts |= dict.fromkeys(("scoped_trace_installs", "code_copies", "functions_switched"), 0)

    def detach(self) -> None:
        """See `Backend.detach`."""
        for known in list(self._originals.values()):
            code = known.code()
            if code is not None:
                self.set_lines(code, NO_ENTRIES)
        self.lines_set()
        self._stragglers.clear()
        self._reported = None
        super().detach()
        self._originals.clear()

    def set_lines(self, code: CodeType, entries: Entries) -> None:
        """See `Backend.set_lines`."""
        if id(code) in self._made:
            return  # met where a copy stands in for the original
        known = self._meet(code)
        if entries == known.entries:
            return
        before = known.current()
        known.entries = entries
        known.copy = None
        self._points = self._points or bool(entries.points)
        if entries.offsets:
            passed = entries.mufflers.values()
            known.copy = copy = with_calls(code, entries.offsets, passed, entries.begin, self._trigger)
            self._made[id(copy.code)] = _Made(_forgotten_from(self._made, copy.code), copy, code)
            self._counts["code_copies"] += 1
        self._exchange(known, before)

    def lines_set(self) -> None:
        """See `Backend.lines_set`."""
        exchanged, self._exchanged = self._exchanged, {}
        if exchanged and not all(self._is_unstarted(known) for known, *_ in exchanged.values()):
            objects: list[object] = gc.get_objects()
            for thing in objects:
                if type(thing) is FunctionType:
                    found = exchanged.get(id(thing.__code__))
                    if found:
                        thing.__code__ = found[2]
                        self._counts["functions_switched"] += 1
                elif type(thing) in _FRAME_OF:
                    self._consider(getattr(thing, _FRAME_OF[type(thing)]))
            for frame in _stack(sys._getframe()):
                self._consider(frame)
        for known in self._new:
            known.new = False
        self._new.clear()
        self._install()

    def current(self, code: CodeType) -> CodeType:
        """See `Backend.current`."""
        known = self._originals.get(id(code))
        return known.copy.code if known and known.copy else code

    def place(self, frame: FrameType) -> tuple[CodeType, int]:
        """See `Backend.place`."""
        made = self._made.get(id(frame.f_code))
        if made is None:
            return frame.f_code, frame.f_lasti
        return made.original, made.originals[frame.f_lasti >> 1] << 1 if frame.f_lasti >= 0 else frame.f_lasti

    def offset_in(self, frame: FrameType, offset: int) -> int:
        """See `Backend.offset_in`."""
        made = self._made.get(id(frame.f_code))
        return offset if made is None else made.offset(offset)

    def arrived(self, frame: FrameType) -> None:
        """See `Backend.arrived`."""
        made = self._made.get(id(frame.f_code))
        if made is not None and (frame.f_lasti in made.calls or frame.f_lasti in made.begin):
            self._reported = frame
        elif self._reported is frame:
            self._reported = None  # it does not go on where it was

    def origin(self, code: CodeType) -> CodeType:
        """See `Backend.origin`."""
        made = self._made.get(id(code))
        return made.original if made else code

    def set_step(self, step: Wanted | None) -> None:
        """See `Backend.set_step`."""
        self._hook.park()
        self._step = step
        super().set_step(step)
        self._stepping = None  # the hook tells what its calls return
        self._returns.follow(step, self._listener)

    # Copies in place of originals.

    def _meet(self, code: CodeType) -> _Original:
        known = self._originals.get(id(code))
        if known is None:
            known = self._originals[id(code)] = _Original(_forgotten_from(self._originals, code))
            self._new.append(known)
            for place, constant in enumerate(code.co_consts):
                if type(constant) is CodeType:
                    child = self._meet(self.origin(constant))
                    child.parents.append((weakref.ref(code), place))
                    now = child.current()
                    if now is not constant and now is not None:
                        self._hook.set_constant(code, place, now)
        return known

    def _exchange(self, known: _Original, before: CodeType | None) -> None:
        after = known.current()
        if before is None or after is None or before is after:
            return
        self._exchanged[id(before)] = (known, before, after)
        for reference, place in known.parents:
            parent = reference()
            if parent is not None:
                for holder in (parent, *self._copies_of(parent)):
                    self._hook.set_constant(holder, place, after)

    def _is_unstarted(self, known: _Original) -> bool:
        """Whether it belongs to a module that has only just become known and has not started, nor made anything."""
        if not known.new:
            return False
        code = known.code()
        while known.parents and code is not None:
            code = known.parents[0][0]()
            known = self._originals.get(id(code), known)
        return (
            code is not None
            and code.co_name == "<module>"
            and all(self.origin(frame.f_code) is not code for frame in _stack(sys._getframe()))
        )

    def _copies_of(self, code: CodeType) -> Iterator[CodeType]:
        for made in list(self._made.values()):
            copy = made.code()
            if made.original is code and copy is not None:
                yield copy

    # Frames that need the trace function.

    def _consider(self, frame: FrameType | None) -> None:
        """Records a frame whose code lacks a call for a breakpoint that is set."""
        if frame is None:
            return
        known = self._originals.get(id(self.origin(frame.f_code)))
        if known is None:
            return
        made = self._made.get(id(frame.f_code))
        if known.entries.offsets <= (made.served if made else frozenset()):
            self._stragglers.pop(id(frame), None)
        elif id(frame) not in self._stragglers:
            self._stragglers[id(frame)] = frame
            self._counts["scoped_trace_installs"] += 1
            frame.f_trace = self._local

    def _install(self) -> None:
        super()._install()
        step = self._step
        frame = step and (step.frame or step.arrival)
        if step and frame and not step.seeks and any(each is frame for each in _stack(sys._getframe())):
            self._narrow()
        else:
            self._hook.park()

    def _narrow(self) -> None:
        """Traces nothing that a running, stepping frame calls, as if there were no step."""
        if self._stragglers or self._raised or self._unwound or sys.getprofile() is not None:
            self._hook.park()
        else:
            self._hook.step_over()

    def _wanted(self) -> bool:
        return bool(self._stragglers or self._in_step() or self._raised or self._unwound)

    def _matters(self, frame: FrameType) -> bool:
        return id(frame) in self._stragglers or super()._matters(frame)

    def _on_frame(self, code: CodeType | None) -> int:
        """The hook: code of a watched file is about to run."""
        if code is not None:
            self._look(code)
        return SELECTED

    def _on_given(self, function: FunctionType) -> bool:
        """See `Hooked._on_given`. Asks for each function to be reported: it is to run the copy, if there is one."""
        super()._on_given(function)
        code = function.__code__
        current = self.current(code)
        if current is not code:
            function.__code__ = current
        return False

    def _on_call(self, frame: FrameType, event: str, argument: object) -> TraceFunction | None:
        if id(frame.f_code) in self._originals:
            self._consider(frame)
        if self._step is not None and frame is self._step.frame and not self._step.seeks:
            self._narrow()
        return super()._on_call(frame, event, argument)

    def _on_event(self, frame: FrameType, event: str, argument: Any) -> TraceFunction | None:
        local = super()._on_event(frame, event, argument)
        if event == "return" and self._yields(frame):
            if self._step is not None and frame is self._step.frame:
                self._hook.park()  # suspended: it may go on within anything that is called now
        elif event == "return":
            self._stragglers.pop(id(frame), None)
            if not self._wanted():
                self._stop()
        return local

    def _stops_in(self, frame: FrameType) -> bool:
        """Whether a line event may be a breakpoint's."""
        known = self._originals.get(id(self.origin(frame.f_code)))
        return known is not None and self.place(frame)[1] in known.entries.lines

    def _looks_in(self, frame: FrameType) -> bool:
        """Inserted calls report the points of the frames that have them."""
        known = self._originals.get(id(self.origin(frame.f_code))) if id(frame) in self._stragglers else None
        return known is not None and known.entries.points > known.entries.exact

    def _exact_in(self, frame: FrameType) -> frozenset[int]:
        known = self._originals.get(id(self.origin(frame.f_code))) if id(frame) in self._stragglers else None
        return known.entries.exact if known else frozenset()

    def _is_program(self, frame: FrameType) -> bool:
        made = self._made.get(id(frame.f_code))
        return made is None or frame.f_lasti not in made.inserted

    def _begin_of(self, code: CodeType) -> int | None:
        """In the code that the program has made: a copy has a call for that."""
        known = self._originals.get(id(code))
        return known.entries.begin if known else None

    def _tell_line(self, frame: FrameType) -> None:
        made = self._made.get(id(frame.f_code))
        if made is not None and frame.f_lasti in made.begin:
            self._begun.add(id(frame))
            self._reported = frame
        elif made is not None and frame.f_lasti in made.calls:
            self._reported = frame
            if self.place(frame)[1] in self._points_of(made):
                self._listener.on_point(frame, frame.f_lineno)
                return
        super()._tell_line(frame)

    def _points_of(self, made: _Made) -> frozenset[int]:
        known = self._originals.get(id(made.original))
        return known.entries.points if known else frozenset()

    def _on_inserted(self) -> None:
        """An inserted call."""
        frame = sys._getframe(1)
        made = self._made.get(id(frame.f_code))
        if made is not None and frame.f_lasti in made.begin:
            if self._reported is not frame:
                self._begun.add(id(frame))
            return  # the next inserted call reports the line
        self._counts["line_events"] += 1
        if self._reported is frame:
            self._reported = None
            return
        known = self._originals.get(id(made.original)) if made is not None else None
        offset = self.place(frame)[1]
        if known is not None and offset in known.entries.points:
            self._listener.on_point(frame, frame.f_lineno if offset in known.entries.lines else 0)
        elif known is None or offset in known.entries.lines:
            self._listener.on_line(frame, frame.f_lineno)


def _forgotten_from(table: dict[int, _Original] | dict[int, _Made], code: CodeType) -> weakref.ref[CodeType]:
    """A reference to a code object that takes its entry out of a table when the code object is freed."""
    key = id(code)
    return weakref.ref(code, lambda _: table.pop(key, None))


def _stack(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back
