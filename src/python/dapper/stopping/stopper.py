"""The rules of stopping: events come in from a backend, stops go out to whoever serves the program (`Stops`).

The stopper owns the running step, the exception filters and, by its placement, the breakpoints. It runs inside the
program, so it does nothing while the debugger itself runs code there (see `Listening`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import partial
from types import CodeType, FrameType, TracebackType
from typing import TYPE_CHECKING

from dapper.code.index import CodeIndex, SourceFile, keeps_books
from dapper.code.names_of_code import file_of
from dapper.delivery.base import DONE, SKIPPED, SOUGHT, Backend, Listener
from dapper.delivery.hook import Hook
from dapper.modified.breakpoint import Breakpoint
from dapper.modified.copies import ModifiedCode
from dapper.stopping.contained import contained
from dapper.stopping.data_stops import DataStops
from dapper.stopping.exception_filters import Conditions, ExceptionFilters
from dapper.stopping.exception_options import ExceptionOptions
from dapper.stopping.function_breakpoints import reason
from dapper.stopping.inline_exits import InlineExits
from dapper.stopping.instructions import InstructionPointers
from dapper.stopping.jumps import Jumps
from dapper.stopping.placement import Placement
from dapper.stopping.prospect.native_frames import NativeFrames
from dapper.stopping.prospect.prospect import Prospects
from dapper.stopping.rules import Rules
from dapper.stopping.set_breakpoints import SetBreakpoints
from dapper.stopping.stepping import Step
from dapper.stopping.stop import Stop
from dapper.stopping.stops import Listening, Resume, StepTo, Stops, Wish
from dapper.stopping.visits import Visits
from dapper.wire.constants import USER_UNHANDLED
from dapper.wire.errors import Terminated

if TYPE_CHECKING:
    from dapper.wire.requests import SourceBreakpoint


class Stopper(InlineExits, SetBreakpoints):
    """One session's rules.

    Args:
        index: the code that is known.
        stops: serves the program.
        listening: whether the rules listen.
        hook: gives callbacks room at the recursion limit, and reads frames.
        record: `record(reason, **context)`: telemetry.

    Attributes:
        backend: what delivers the events, or None.
        running: whether code of the program may exist that the index has not met.
        looks: code objects (or their starts) that a backend has asked about.
        selected: those that hold a breakpoint, or that a step wants.
        data: the rules of data breakpoints.
        pointers, natives: where frames stand in the program's own code, and what is on their stacks.
    """

    def __init__(
        self, index: CodeIndex, stops: Stops, listening: Listening, hook: Hook, record: Callable[..., None]
    ) -> None:
        self.index, self.filter, self.names = index, index.filter, index.names
        self.listening = listening
        self.backend: Backend | None = None
        self.running = False
        self.looks = 0
        self.selected = 0
        self.visits = Visits(stops, record)
        self.natives = NativeFrames(hook.module)
        self.exceptions = ExceptionFilters(self.filter, Prospects(self.filter, self.natives), self.visits)
        self.modified = ModifiedCode(hook.guard, record, self)
        self.placement = Placement(index, self.modified)
        self.stops = stops
        self.pointers = InstructionPointers(self.modified)
        self.data = DataStops(self.placement.data, self.visits, stops)
        self.jumps = Jumps(self, stops, hook)
        self._admitted: FrameType | None = None  # stands in the test of a condition whose calls are being debugged
        self._root: str | None = None
        self._step: Step | None = None

    @property
    def step(self) -> Step | None:
        """The running step."""
        return self._step

    def configure(self, rules: Rules) -> None:
        """Takes settings, for what is placed from now on."""
        self.placement.rules = rules
        self.visits.configure(rules)
        self.modified.enabled = rules.compiled
        self.modified.cache.max_size, self.modified.cache.ttl = rules.templates, rules.template_seconds
        self.index.resize(rules.files)

    def start(self, backend: Backend, root: str | None, listener: Listener | None = None) -> None:
        """Attaches a backend; files below `root` are the program's.

        `listener` is what the backend reports to, where something stands between the two that passes everything on.
        """
        self.index.texts.begin()
        backend.attach(listener or self)
        self.backend, self._root = backend, root
        for file in self.index.files():
            self.index.attend(file.path)
            self.place(file)
        self.watch()
        self.placement.prepare()
        self._apply_exceptions()

    def shut_down(self) -> None:
        """Leaves the interpreter as it was."""
        if self.backend is not None:
            self.backend.detach()
            self.index.texts.end()
            self.backend = None
        self.modified.clear()
        self._step = self._admitted = None
        self.placement.forget()

    def release(self) -> None:
        """Keeps nothing of the program alive."""
        self._admitted = None
        self.data.table.release()

    def set_breakpoints(self, name: str, requests: Sequence[SourceBreakpoint], ahead: bool = False) -> list[Breakpoint]:
        """Sets the breakpoints of a file (see `Placement.replace`), by the client's name for it."""
        result = self.placement.replace(name, requests, self.backend, self.running, ahead)
        self.watch()
        if self.backend is not None:
            self.placement.prepare()
        return result

    def set_exceptions(
        self, on: frozenset[str], conditions: Conditions, options: ExceptionOptions, once: frozenset[str]
    ) -> None:
        """Sets the exception filters and options, in place of those before; see `ExceptionFilters.choose`."""
        self.exceptions.choose(on, conditions, options, once)
        self._apply_exceptions()

    def learn(self, code: CodeType) -> None:
        """Adds a code tree that is about to run."""
        selective = self.placement.rules.selective
        if self.running and selective and not self.placement.asks_for(code) and self.index.postpone(code):
            return  # loaded again: inspected only on request
        if self.index.knows(code):
            return  # by now a backend may have put copies of its own into it
        file = self.index.add(code)
        if file is None:
            return
        changed = self.placement.bind(file)
        if self.backend is not None:
            self.place(file)
            if changed:
                self.watch()
        self.stops.loaded(file, changed)

    def current(self, code: CodeType) -> CodeType:
        """The code object to run in place of one of the program's."""
        return self.backend.current(code) if self.backend is not None else code

    def pointer(self, frame: FrameType) -> str | None:
        """The address of the instruction at which a frame stands, in the program's own code; None if it has no equal."""
        return self.pointers.of(frame, self.backend)

    def location(self, frame: FrameType) -> tuple[CodeType, int] | None:
        """The program's own code that a frame runs, and the offset there; None where a copy has no equal of it."""
        return self.pointers.place(frame, self.backend)

    def origin(self, code: CodeType) -> CodeType:
        """The code object for which the backend lets another run, or the same one."""
        return self.backend.origin(code) if self.backend is not None else code

    def set_step(self, step: Step | None) -> None:
        """Lets a step run, or (None) the program."""
        self._step = step
        if self.backend is not None:
            self.backend.set_step(step)

    def stop(self, stop: Stop) -> None:
        """Holds the program until it is resumed, and arranges how it continues.

        Raises:
            Terminated: the program was ended instead.
        """
        self.go_on(stop, lambda: self.stops.stop(stop))

    def go_on(self, stop: Stop, hold: Callable[[], Resume | None]) -> None:
        """The same, where `hold` holds it."""
        data = self.data.table
        unseen = data.unseen()
        try:
            stop, resume = self.jumps.carry_out(stop, hold())
        except Terminated:
            self.set_step(None)
            raise
        if resume is None:
            return
        data.clear_offers()
        data.refresh(unseen)
        self._admit(stop.frame)
        self.tend()
        # The very last: what starts after this is the program's.
        self.set_step(resume.step if type(resume) is StepTo else None)

    def fulfil(self, wish: Wish | None) -> None:
        """Does what a request wants of the program, now that it can be done.

        Raises:
            Terminated: see `stop`.
        """
        if type(wish) is StepTo:
            self.set_step(wish.step)
        elif type(wish) is Stop:
            self.stop(wish)

    def tend(self) -> None:
        """Repairs what the program may have done to the interpreter's debugging facilities, and reports it."""
        if self.data.settle():
            self.placement.place_all(self.backend, self.running)
        if self.backend is not None and (problem := self.backend.tend()):
            self.stops.say(problem, True, None)

    def _admit(self, frame: FrameType | None) -> None:
        """The program has stopped in a frame: if a condition has called it, that call is now as good as any other."""
        self._admitted = None
        if frame is not None and self.backend is not None:
            self._admitted = self.modified.test_around(frame.f_back, self.backend.place)

    def _at_work(self) -> Backend:
        """The backend, where it has just reported something."""
        if self.backend is None:
            raise RuntimeError("an event without a backend")
        return self.backend

    def place(self, file: SourceFile) -> None:
        """Places the breakpoints of a file anew."""
        if self.backend is not None:
            self.placement.place(file, self.backend, self.running)

    def watch(self) -> None:
        """Has code of files announced in which breakpoints wait."""
        if self.backend is not None:
            self.backend.watch(self._root, self.placement.breakpoints.pending_paths(), self.index.unobserved)

    def _apply_exceptions(self) -> None:
        if self.backend is not None:
            wanted = self.exceptions
            self.backend.set_exceptions(wanted.at_raise, wanted.at_unwind, wanted.handled)

    @contained
    def on_code(self, code: CodeType) -> int:
        """See `Listener.on_code`."""
        self.looks += 1
        if self.filter.is_debugger(code):
            return SKIPPED
        backend = self._at_work()
        if self.placement.concerns(code):
            origin = backend.origin(code)
            if not self.modified.owns(origin) and not self.index.knows(origin):
                self.learn(code)
            copy = self.modified.copy_of(origin) if code.co_name == "<module>" else None
            if copy is not None:
                if backend.run_instead(copy):
                    code = copy
                else:
                    backend.watch_end(code)  # its frame has begun, and makes functions of the original code
        elif self._step is None and self.names.lasts(file_of(code)):
            self.index.unobserved[file_of(code)] = True
        if self.placement.holds(code):
            self.selected += 1
        step = self._step
        if step is None or not step.seeks or not self.listening.on:
            return DONE
        if not self.filter.wanted(code):
            return SKIPPED
        again = step.enter(code)
        backend.set_step(step)
        return SOUGHT if again else DONE

    @contained
    def on_given(self, code: CodeType) -> None:
        """See `Listener.on_given`."""
        self.looks += 1
        if self.placement.concerns(code) and not self.modified.owns(origin := self.origin(code)):
            self.learn(origin)

    @contained
    def on_disturbed(self) -> None:
        """See `Listener.on_disturbed`."""
        problem = self._at_work().tend(True)
        if problem is not None:
            frame = sys._getframe()
            self.stops.say(problem, True, self.filter.nearest_wanted(frame) or frame)

    @contained
    def on_line(self, frame: FrameType, line: int, changed: tuple[int, ...] = (), text: str | None = None) -> None:
        """See `Listener.on_line`. `changed`: the data breakpoints that stop here in any case, and why (`text`)."""
        if not self._listening(frame):
            return
        step = self._step
        backend = self._at_work()
        code, offset = place = backend.place(frame)
        here = self.placement.at(place, line, frame, backend)
        hit, why = self.visits.hit(here, frame) if here else ((), None)
        if here and not hit:
            self.fulfil(self.stops.settle(frame))
        if here and here[0].guarded:
            self.modified.slow_visit(code)
        if hit or changed:
            stop = Stop(reason(here, hit), frame, why, hit, returned=self._returned(frame))
            self.stop(self.data.joined(stop, changed, text))
        elif line and step is not None and step.ends_at_line(frame, place) and not keeps_books(code, line):
            if self.modified.is_injected(code, offset):
                # A breakpoint's test comes first: the step ends behind it, or at the breakpoint.
                step.wait_in(frame)
                backend.set_step(step)
            else:
                self.stop(Stop(step.reason, frame, returned=step.returned_at(frame)))

    @contained
    def on_point(self, frame: FrameType, line: int) -> None:
        """See `Listener.on_point`."""
        if not self._listening(frame):
            return
        place = self._at_work().place(frame)
        changed, text = self.data.found(frame, place)
        if not changed:
            self.fulfil(self.stops.settle(frame))
        self.on_line(frame, line, changed, text)
        if self.data.settle(frame, place):
            self.placement.place_all(self.backend, self.running)

    @contained
    def on_end(self, code: CodeType) -> None:
        """See `Listener.on_end`."""
        self.modified.sweep()

    @contained
    def on_leave(self, frame: FrameType, value: object, yielded: bool) -> None:
        """See `Listener.on_leave`."""
        step = self._step
        if self._listening(frame) and step is not None and step.leave(frame, value, yielded):
            self._at_work().set_step(step)

    @contained
    def on_returned(self, caller: FrameType, code: CodeType, value: object) -> None:
        """See `Listener.on_returned`."""
        if self._step is not None and self.listening.on:
            self._step.note(caller, code, value)

    @contained
    def on_arrival(self, frame: FrameType) -> None:
        """See `Listener.on_arrival`."""
        step = self._step
        if not self._listening(frame) or step is None or frame is not step.arrival:
            return
        backend = self._at_work()
        place = backend.place(frame)
        if step.goes_on(place[1], partial(self.natives.value, frame)):
            backend.set_step(step)
        elif not self.modified.is_injected(*place) and step.ends_at_instruction(frame, self.pointer):
            self.stop(Stop(step.reason, frame, returned=step.returned_at(frame)))

    @contained
    def on_raise(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> None:
        """See `Listener.on_raise`."""
        if not self._listening(frame) or self.modified.is_injected(*self._at_work().place(frame)):
            return
        self._stop_for(self.exceptions.stops_at_raise(frame, error, trace), frame, error, trace)

    @contained
    def on_unwind(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> None:
        """See `Listener.on_unwind`."""
        if self._listening(frame):
            stops = self.exceptions.stops_at_unwind(frame, error, trace)
            self._stop_for(USER_UNHANDLED if stops else None, frame, error, trace)

    def _stop_for(self, by: str | None, frame: FrameType, error: BaseException, trace: TracebackType | None) -> None:
        if by is None:
            self.fulfil(self.stops.settle(frame) if self.exceptions.conditional else None)
            return
        if self.exceptions.spend(by):
            self._apply_exceptions()
        self.stop(Stop("exception", frame, error=error, filter=by, trace=trace))

    def _listening(self, frame: FrameType) -> bool:
        """Whether anything may stop in a frame: not in what a condition calls, unless a person has stopped there."""
        backend = self.backend
        if backend is None or not self.listening.on:
            return False
        test = self.modified.test_around(frame.f_back, backend.place)
        return test is None or test is self._admitted

    def _returned(self, frame: FrameType) -> list[tuple[str, object]]:
        return self._step.returned_at(frame) if self._step else []
