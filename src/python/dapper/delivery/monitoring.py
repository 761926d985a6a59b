"""Delivery by `sys.monitoring` (CPython 3.12 and later): events local to the code objects that matter.

A breakpoint waits for the instruction at which a visit of its line begins. All other instructions of the function
answer DISABLE when they run for the first time, so that it costs nothing elsewhere. (Line events would do for that,
but CPython keeps them up at jumps within a line and never calls back there, so they cannot be disabled.) A step has
line events; while it does, they serve the breakpoints of its code too. Nothing listens globally, except for exception
filters that ask for it and for the start of code that has not been seen yet.
"""

from __future__ import annotations

import opcode
import sys
from functools import partial
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.code.line_entries import NO_ENTRIES, Entries
from dapper.delivery.base import SKIPPED, Delivery, Handled, Listener, Wanted
from dapper.delivery.bypass import Bypass
from dapper.delivery.crossings import Crossings
from dapper.delivery.held_tool import HeldTool
from dapper.delivery.watch import Watch
from dapper.values.statics import traceback_of
from dapper.wire.errors import BackendUnavailable

if TYPE_CHECKING:
    from dapper.delivery.hook import Guard

_LEAVING = frozenset(
    opcode.opmap[name] for name in ("RETURN_VALUE", "RETURN_CONST", "YIELD_VALUE") if name in opcode.opmap
)


class MonitoringDelivery(HeldTool, Delivery):
    """Line, return, yield, instruction and exception events, for one listener.

    Args:
        guard: wraps a callback so that it has room at the recursion limit and leaves no traceback (see `Hook.guard`).
    """

    delivery = "sys.monitoring, local events"

    def __init__(self, guard: Guard) -> None:
        HeldTool.__init__(self)
        Delivery.__init__(self, guard)
        self._watches: dict[int, Watch] = {}
        self._stepping: set[int] = set()
        self._step: Wanted | None = None
        self._bypass = Bypass()
        # (code, frame, offset): the next arrival there is not a new visit.
        self._muffled: set[tuple[CodeType, int, int]] = set()
        # (frame, offset) of a point that was reported with its line: the event of its instruction comes next.
        self._reported: tuple[int, int] | None = None
        self._landed: tuple[CodeType, int, int] | None = None  # as above: its event may still come, and is no visit
        self._global = self._exceptions = self._throws = 0
        self._crossings: Crossings | None = None  # while exceptions that leave the user's code are wanted
        kinds = ("line_events", "events_skipped", "return_events", "instruction_events", "exception_events")
        self._counts = dict.fromkeys(kinds, 0)
        self._starts = 0
        self._seeking = False

    def attach(self, listener: Listener) -> None:
        """Takes a tool id and registers the callbacks.

        Raises:
            BackendUnavailable: every id is taken by another tool.
        """
        super().attach(listener)
        events = sys.monitoring.events
        start = self._guard(self._on_start)
        self._callbacks = {
            events.LINE: self._guard(self._on_line),
            events.PY_RETURN: self._guard(self._on_return),
            events.PY_YIELD: self._guard(self._on_yield),
            events.INSTRUCTION: self._guard(self._on_instruction),
            events.RAISE: self._guard(self._on_raise),
            events.PY_START: start,
            events.PY_RESUME: start,
            events.PY_THROW: self._guard(self._on_throw),
        }
        tool = self._take_tool()
        if tool is None:
            raise BackendUnavailable("Every sys.monitoring tool id is taken by another tool.")
        self._register(tool)
        self._seen = self._others()

    def detach(self) -> None:
        """Switches every event off and gives the tool id back."""
        monitoring = sys.monitoring
        for watch in list(self._watches.values()):
            watch.entries, watch.step, watch.ends = NO_ENTRIES, 0, False
            if self._held_tool() is not None:
                self._apply(watch)
        self._watches.clear()
        self._bypass.close()
        self._stepping.clear()
        self._muffled.clear()
        self._exceptions = self._starts = self._throws = 0
        self._crossings = None
        tool = self._held_tool()
        if tool is not None:
            self._set_global()
            for event in self._callbacks:
                monitoring.register_callback(tool, event, None)
            monitoring.free_tool_id(tool)
        self._tool = None

    def set_lines(self, code: CodeType, entries: Entries) -> None:
        """See `Backend.set_lines`."""
        watch = self._watches.get(id(code))
        if watch is None and entries.offsets:
            watch = self._watch(code)
        if watch is not None and entries != watch.entries:
            watch.entries = entries
            self._apply(watch, afresh=True)
        if (twin := self._bypass.twin(code)) is not None:
            self.set_lines(twin, entries)

    def _watch(self, code: CodeType) -> Watch:
        key = id(code)
        watch = self._watches[key] = Watch(code, partial(self._watches.pop, key))
        return watch

    def current(self, code: CodeType) -> CodeType:
        """See `Backend.current`."""
        return self._bypass.current(code)

    def origin(self, code: CodeType) -> CodeType:
        """See `Backend.origin`."""
        return self._bypass.origin(code)

    def place(self, frame: FrameType) -> tuple[CodeType, int]:
        """See `Backend.place`."""
        return self._bypass.origin(frame.f_code), frame.f_lasti

    def arrived(self, frame: FrameType) -> None:
        """See `Backend.arrived`."""
        self._muffled = {each for each in self._muffled if each[1] != id(frame)}  # it does not go on where it was
        self.stayed(frame)

    def stayed(self, frame: FrameType) -> None:
        """See `Backend.stayed`."""
        if watch := self._watches.get(id(frame.f_code)):
            self._apply(watch, afresh=True)  # another tool has had line events here: see `HeldTool`
        # The event of this very instruction may still come, for a breakpoint that is set now too; if so it is the next.
        self._landed = (frame.f_code, id(frame), frame.f_lasti)

    def watch_end(self, code: CodeType) -> None:
        """See `Backend.watch_end`."""
        watch = self._watches.get(id(code)) or self._watch(code)
        watch.ends = True
        self._apply(watch)

    def set_step(self, step: Wanted | None) -> None:
        """See `Backend.set_step`."""
        if step is not self._step:
            self._step = step
            self._bypass.close()
        events = sys.monitoring.events
        wanted: dict[int, int] = {}
        codes: dict[int, CodeType] = {}

        def want(several: list[CodeType], mask: int) -> None:
            for code in several:
                codes[id(code)] = code
                wanted[id(code)] = wanted.get(id(code), 0) | mask

        if step is not None:
            want(step.line_codes(), events.LINE)
            want(step.leave_codes(), events.PY_RETURN | events.PY_YIELD)
            if step.arrival is not None:
                # Its returns too: at a stop at the very instruction that returns, it is too late to ask for them.
                mask = events.INSTRUCTION | events.LINE | events.PY_RETURN | events.PY_YIELD
                want([step.arrival.f_code], mask)
        for key in self._stepping - wanted.keys():
            watch = self._watches.get(key)
            if watch is not None:
                watch.step = 0
                self._apply(watch)
        for key, mask in wanted.items():
            watch = self._watches.get(key) or self._watch(codes[key])
            if watch.step != mask:
                afresh = bool(mask & ~watch.step & events.INSTRUCTION)
                watch.step = mask
                self._apply(watch, afresh)
        self._stepping = set(wanted)
        # A generator into which an exception is thrown neither starts nor resumes, and the hook lets it pass.
        self._throws = events.PY_THROW if step is not None and step.seeks else 0
        if self._landed is not None:  # the program goes on now: from where no breakpoint stands there is no such event
            watch = self._watches.get(id(self._landed[0]))
            if watch is None or self._landed[2] not in watch.entries.lines:
                self._landed = None
        self._set_global()
        self._see_to_tracer()

    def misses_leave(self, frame: FrameType) -> bool:
        """See `Backend.misses_leave`. CPython has decided what it runs next before it reports an instruction."""
        watch, events = self._watches.get(id(frame.f_code)), sys.monitoring.events
        is_asked = watch is not None and watch.active & events.PY_RETURN
        return not is_asked and frame.f_code.co_code[frame.f_lasti] in _LEAVING

    def set_exceptions(self, raised: bool, unwound: bool, handled: Handled | None) -> None:
        """See `Backend.set_exceptions`. These events can only be had globally, and cost at every exception."""
        events = sys.monitoring.events
        self._exceptions = events.RAISE if raised else 0
        # The hook does not report what it knows to be handled.
        self._callbacks[events.RAISE] = self._guard(self._on_raise, *(() if handled is None else (handled, True)))
        tool = self._held_tool()
        if tool is not None:
            self._register(tool)
        if not unwound:
            self._crossings = None
        elif self._crossings is None:
            filter = self._listener.filter
            self._crossings = Crossings(filter)
            self._callbacks[events.PY_UNWIND] = self._guard(self._on_unwind, filter.known)
            if tool is not None:
                self._register(tool)
        self._set_global()
        self._see_to_tracer()

    def watch_starts(self, starts: bool, resumes: bool) -> None:
        """Whether code that starts (or resumes) anywhere is announced, each code object at least once from now on."""
        events = sys.monitoring.events
        self._starts = (events.PY_START if starts else 0) | (events.PY_RESUME if resumes else 0)
        self._set_global()
        if starts:
            sys.monitoring.restart_events()
        self._see_to_tracer()

    def counters(self) -> dict[str, int]:
        """Callbacks that ran, by kind of event, and functions that were switched for a step."""
        return self._counts | {"functions_bypassed": self._bypass.switched}

    def _set_global(self) -> None:
        wanted = self._exceptions | self._starts | self._throws | (self._crossings.events if self._crossings else 0)
        if wanted != self._global and (tool := self._held_tool()) is not None:
            self._added = self._added or bool(wanted & ~self._global)
            self._global = wanted
            sys.monitoring.set_events(tool, wanted)

    def _apply(self, watch: Watch, afresh: bool = False) -> None:
        """Switches a code object's events to what is wanted; `afresh` also clears what was disabled."""
        monitoring, code = sys.monitoring, watch.code
        if code is None or (tool := self._held_tool()) is None:
            return  # the program has freed our id: see `tend`
        wanted = watch.wanted()
        if afresh and watch.active:
            monitoring.set_local_events(tool, code, 0)
            watch.active = 0
        if wanted != watch.active:
            self._added = True
            monitoring.set_local_events(tool, code, wanted)
            watch.active = wanted
        if wanted & monitoring.events.LINE or not wanted & monitoring.events.INSTRUCTION:
            self._muffled = {each for each in self._muffled if each[0] is not code}
        elif watch.entries.mufflers:
            self._muffle_standing(code, watch.entries)
        if not wanted:
            self._watches.pop(id(code), None)

    def _muffle_standing(self, code: CodeType, entries: Entries) -> None:
        """Notes the frames that are within a visit whose muffler they passed before its events were wanted."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None:
            if frame.f_code is code and (led_to := entries.mufflers.get(frame.f_lasti)) is not None:
                self._muffled.add((code, id(frame), led_to))
            frame = frame.f_back

    # The callbacks. Between a callback and the program's frame stands only the guard, which has no frame.

    def _on_line(self, code: CodeType, line: int) -> object:
        watch = self._watches.get(id(code))
        if watch is None:
            return sys.monitoring.DISABLE
        self._counts["line_events"] += 1
        step, frame = self._step, sys._getframe(1)
        if frame.f_lasti in watch.entries.points:
            self._reported = (id(frame), frame.f_lasti)
            self._listener.on_point(frame, line)
        else:
            self._listener.on_line(frame, line)
        if step is not None and step is self._step and step.arrival is None:
            if (twin := self._bypass.passed(code)) is not None:
                self.set_lines(twin, watch.entries)
                self._bypass.open(code)
        return None

    def _on_return(self, code: CodeType, offset: int, value: object) -> object:
        self._counts["return_events"] += 1
        watch = self._watches.get(id(code))
        if watch is not None and watch.ends:
            watch.ends = False
            self._apply(watch)
            self._listener.on_end(code)
        self._listener.on_leave(sys._getframe(1), value, False)

    def _on_yield(self, code: CodeType, offset: int, value: object) -> object:
        self._counts["return_events"] += 1
        self._listener.on_leave(sys._getframe(1), value, True)

    def _on_instruction(self, code: CodeType, offset: int) -> object:
        self._counts["instruction_events"] += 1
        watch = self._watches.get(id(code))
        if watch is None:
            return sys.monitoring.DISABLE
        frame = sys._getframe(1)
        landed, self._landed = self._landed == (code, id(frame), offset), None
        is_point = offset in watch.entries.points
        if is_point and self._reported is not None:
            is_point, self._reported = self._reported != (id(frame), offset), None
        if watch.active & sys.monitoring.events.LINE:
            return self._between_lines(watch, frame, is_point)
        entries = watch.entries
        line, led_to = entries.lines.get(offset), entries.mufflers.get(offset)
        if line is not None and (landed or (code, id(frame), offset) in self._muffled):
            self._muffled.discard((code, id(frame), offset))
            line = 0
        if is_point:
            self._listener.on_point(frame, line or 0)
        elif line:
            self._listener.on_line(frame, line)
        elif line is None and led_to is None:
            self._counts["events_skipped"] += 1
            return sys.monitoring.DISABLE
        if led_to is not None:
            self._muffled.add((code, id(frame), led_to))
        return None

    def _between_lines(self, watch: Watch, frame: FrameType, is_point: bool) -> object:
        """An instruction, while the lines of its code are reported by events of their own."""
        if is_point:
            self._listener.on_point(frame, 0)
        if watch.step & sys.monitoring.events.INSTRUCTION:
            self._listener.on_arrival(frame)
        return None

    def _on_raise(self, code: CodeType, offset: int, error: BaseException) -> object:
        self._counts["exception_events"] += 1
        self._listener.on_raise(sys._getframe(1), error, traceback_of(error))

    def _on_unwind(self, code: CodeType, offset: int, error: BaseException) -> object:
        self._counts["exception_events"] += 1
        frame = sys._getframe(1)
        self._listener.on_unwind(frame, error, traceback_of(error))
        if self._crossings and self._crossings.review(frame):
            self._set_global()
            sys.monitoring.restart_events()  # a library's code may have started earlier, while starts were not reported

    def _on_start(self, code: CodeType, offset: int) -> object:
        self._note_begin(code)
        answer = self._listener.on_code(code) if self._starts else SKIPPED
        watch = self._watches.get(id(code))
        if watch is not None and watch.entries.begin is not None:
            frame = sys._getframe(1)
            while frame.f_code is not code and frame.f_back is not None:  # a backend's own part of this comes first
                frame = frame.f_back
            self._begun.add(id(frame))
            return None
        if watch is not None and watch.one_line:
            return None
        return sys.monitoring.DISABLE if answer == SKIPPED or not self._seeking else None

    def _note_begin(self, code: CodeType) -> None:
        if self._crossings and self._crossings.begins(code):
            self._set_global()

    def _on_throw(self, code: CodeType, offset: int, error: BaseException) -> object:
        self._note_begin(code)
        if self._throws:
            self._listener.on_code(code)
