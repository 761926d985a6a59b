"""The rules of stopping: events come in from a backend, stops go out to the session.

The engine owns the code index, the breakpoints, the running step and the exception filters. It runs inside the
program, so it does nothing while the session itself is at work (`enabled` is False then).
"""

from __future__ import annotations

import functools
import sys
import weakref
from collections.abc import Callable
from types import CodeType, FrameType, TracebackType

from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter
from dapper.code.index import CodeIndex, SourceFile, keeps_books, stop_lines
from dapper.code.line_entries import NO_ENTRIES, Entries, line_entries
from dapper.delivery.base import DONE, SKIPPED, SOUGHT, Backend, Listener
from dapper.modified.breakpoint import Breakpoint
from dapper.modified.copies import ModifiedCode
from dapper.stopping.breakpoints import BreakpointTable
from dapper.stopping.exception_filters import USER_UNHANDLED, ExceptionFilters
from dapper.stopping.prospect.native_frames import NativeFrames
from dapper.stopping.prospect.prospect import Prospects
from dapper.stopping.stepping import Step
from dapper.stopping.stop import Stop
from dapper.stopping.visits import Visits
from dapper.values.expression import Expression
from dapper.wire.errors import Interrupted, Terminated


class Held:
    """The breakpoints of one code object.

    Attributes:
        code: a weak reference: who made this forgets it when that goes.
        by_line: the breakpoints of each line.
        entries: where visits of those lines begin (see `line_entries`).
    """

    __slots__ = ("by_line", "code", "entries")

    def __init__(self, code: weakref.ref[CodeType], by_line: dict[int, list[Breakpoint]], entries: Entries) -> None:
        self.code = code
        self.by_line = by_line
        self.entries = entries


def _contained(method: Callable) -> Callable:
    """For methods that run inside the program: a mistake of the debugger is reported, and never becomes the program's."""

    @functools.wraps(method)
    def contained(self: Engine, *arguments: object) -> object:
        try:
            return method(self, *arguments)
        except Exception as error:
            self._report(error)
            return DONE

    return contained


class Engine:
    """One session's rules.

    Args:
        filter: whose code is it.
        cache_size: most files whose code is remembered.
        stop: called when the program must stop; returns when it may go on.
        probe: evaluates an expression of a breakpoint in a frame (see `Visits`); may raise anything.
        notify: `notify(changed)`: breakpoints that have become bound or failed; or a file that was loaded.
        console: `console(text, important, frame)`: a line of output of the debugger's own.
        render: the text of an exception.
        formatted: the text of a value, for log messages.
        report: tells of a mistake of the debugger's own.
        settle: serves the requests that came while a condition or log message ran.
        guard: gives a callback room at the recursion limit.
        frames: what else can be known of frames that run.
        record: `record(reason, **context)`: telemetry.
    """

    def __init__(
        self,
        filter: CodeFilter,
        cache_size: int,
        stop: Callable[[Stop], None],
        probe: Callable[[Expression, FrameType, Breakpoint], object],
        notify: Callable[[SourceFile, list[Breakpoint]], None],
        console: Callable[[str, bool, FrameType], None],
        render: Callable[[BaseException], str],
        formatted: Callable[[object], str],
        report: Callable[[Exception], None],
        settle: Callable[[FrameType], None],
        guard: Callable[[Callable], Callable],
        frames: NativeFrames,
        record: Callable[..., None],
    ) -> None:
        self.filter = filter
        self.names = FileNames()
        self.index = CodeIndex(cache_size, filter, self.names)
        self.breakpoints = BreakpointTable(self.index)
        self.exceptions = ExceptionFilters(filter, Prospects(filter, frames))
        self.backend: Backend | None = None
        self.enabled = True
        self.running = False  # whether code of the program may exist that the index has not met
        self.selective = True  # whether only lines with breakpoints are watched
        self.eager = False  # whether breakpoints of files that are not loaded yet are compiled already
        self.falls_back = True  # whether a breakpoint that cannot be compiled into the code may take the slow way
        self.looks = 0  # code objects (or their starts) that a backend has asked about
        self.selected = 0  # those that hold a breakpoint, or that a step wants
        self.visits = Visits(probe, console, render, formatted, self._over_budget)
        self.modified = ModifiedCode(guard, record, self)
        self._record = record
        self._admitted: FrameType | None = None  # stands in the test of a condition whose calls are being debugged
        self._root: str | None = None
        self._step: Step | None = None
        self._lines: dict[int, Held] = {}
        self._stop, self._notify, self._report, self._settle = stop, notify, report, settle
        self._console = console

    # What the session asks for.

    @property
    def step(self) -> Step | None:
        """The running step."""
        return self._step

    def start(self, backend: Backend, root: str | None, listener: Listener | None = None) -> None:
        """Goes to work with a backend; files below `root` are the program's.

        `listener` is what the backend reports to, where something stands between the two that passes everything on.
        """
        backend.attach(listener or self)
        self.backend, self._root = backend, root
        for file in self.index.files():
            self.index.attend(file.path)
            self._apply_lines(file)
        self._watch()
        self._prepare()
        self._apply_exceptions()

    def shut_down(self) -> None:
        """Leaves the interpreter as it was."""
        if self.backend is not None:
            self.backend.detach()
            self.backend = None
        self.modified.clear()
        self._step = self._admitted = None
        self._lines.clear()

    def let_go(self) -> None:
        """Keeps nothing of the program alive."""
        self._admitted = None

    def set_breakpoints(self, name: str, requests: list[dict[str, object]]) -> list[Breakpoint]:
        """Sets the breakpoints of a file, by the client's name for it, in place of those before."""
        self.names.client_calls(name)
        path = self.names.path(name)
        self.index.attend(path)
        known = requests or self.breakpoints.of(path)
        if known and self.running and self.index.file(path) is None:
            self.index.search(path)
        result = self.breakpoints.replace(name, requests)
        file = self.index.file(path)
        if file:
            self._apply_lines(file)
        self._watch()
        self._prepare()
        return result

    def set_exception_filters(self, on: frozenset[str]) -> None:
        """Sets the exception filters, in place of those before."""
        self.exceptions.on = on
        self._apply_exceptions()

    def learn(self, code: CodeType) -> None:
        """Takes in a code tree that is about to run."""
        if self.running and self.selective and not self._asks_of(code) and self.index.postpone(code):
            return  # loaded again: looked into only if somebody asks for it
        if self.index.knows(code):
            return  # by now a backend may have put copies of its own into it
        file = self.index.add(code)
        if file is None:
            return
        changed = self.breakpoints.bind(file)
        if self.backend is not None:
            self._apply_lines(file)
            if changed:
                self._watch()
        self._notify(file, changed)

    def _asks_of(self, code: CodeType) -> bool:
        return bool(self.breakpoints.of(self.names.path(code.co_filename)))

    def current(self, code: CodeType) -> CodeType:
        """The code object to run in place of one of the program's."""
        return self.backend.current(code) if self.backend is not None else code

    def origin(self, code: CodeType) -> CodeType:
        """The code object for which the backend lets another run, or the same one."""
        return self.backend.origin(code) if self.backend is not None else code

    def set_step(self, step: Step | None) -> None:
        """Lets a step run, or (None) the program."""
        self._step = step
        if self.backend is not None:
            self.backend.set_step(step)

    def admit(self, frame: FrameType | None) -> None:
        """The program stops in a frame: if a condition has called it, that call is now as good as any other."""
        looks = frame is not None and self.backend is not None
        self._admitted = self.modified.test_around(frame.f_back, self.backend.place) if looks else None

    def _apply_lines(self, file: SourceFile) -> None:
        if self.backend is None:
            return
        guarded = self.breakpoints.guarded(file) if self.visits.conditions_enabled else {}
        self.modified.update(file, guarded, self.running)
        if not self.falls_back and self.modified.enabled:
            self._refuse_slow(file, guarded)
        for code, by_line in self.breakpoints.by_code(file):
            for each in (code, *self.modified.copies(code)):
                inline = self.modified.inline_lines(each)
                self._hold(each, {line: held for line, held in by_line.items() if line not in inline}, file)
        self.backend.lines_set()

    def _refuse_slow(self, file: SourceFile, guarded: dict[int, Breakpoint]) -> None:
        """Makes failures of the breakpoints that could not be compiled into the code."""
        codes = [copy for code in file.codes() for copy in self.modified.copies(code)]
        inline = {line for code in codes for line in self.modified.inline_lines(code)}
        refused = [each for line, each in guarded.items() if line not in inline]
        for each in refused:
            each.problem = "This cannot be compiled into the code here, and 'fallback_on_error' is off."
        if refused:
            self.breakpoints.bind(file)

    def _prepare(self) -> None:
        """Compiles what waits for its file, where that is wanted."""
        if not self.eager or self.backend is None:
            return
        waiting: dict[str, dict[int, Breakpoint]] = {}
        for each in self.breakpoints.all():
            if each.pending and each.guarded and each.problem is None:
                waiting.setdefault(self.names.path(each.path), {})[each.line] = each
        for path, guarded in waiting.items():
            self.modified.prepare(path, guarded)

    def _hold(self, code: CodeType, by_line: dict[int, list[Breakpoint]], file: SourceFile) -> None:
        """Has a code object's breakpoints delivered by events."""
        entries = line_entries(code, by_line, file.extents()) if by_line else NO_ENTRIES
        if by_line:
            ref = weakref.ref(code, functools.partial(self._lines.pop, id(code)))
            self._lines[id(code)] = Held(ref, by_line, entries)
        else:
            self._lines.pop(id(code), None)
        if not self.selective and self.filter.is_mine(code):
            entries = line_entries(code, stop_lines(code), file.extents())
        self.backend.set_lines(code, entries)

    def _watch(self) -> None:
        if self.backend is not None:
            self.backend.watch(self._root, self.breakpoints.pending_paths(), self.index.let_go)

    def _apply_exceptions(self) -> None:
        if self.backend is not None:
            exceptions = self.exceptions
            self.backend.set_exceptions(exceptions.at_raise, USER_UNHANDLED in exceptions.on, exceptions.handled)

    # What a backend reports (see `delivery.base.Listener`).

    @_contained
    def on_code(self, code: CodeType) -> int:
        """See `Listener.on_code`."""
        self.looks += 1
        if self.filter.is_debugger(code):
            return SKIPPED
        if self.filter.is_mine(code):
            origin = self.backend.origin(code)
            if not self.modified.owns(origin) and not self.index.knows(origin):
                self.learn(code)
            copy = self.modified.copy_of(origin) if code.co_name == "<module>" else None
            if copy is not None:
                if self.backend.run_instead(copy):
                    code = copy
                else:
                    self.backend.watch_end(code)  # its frame has begun, and makes functions of the original code
        elif self._step is None:
            self.index.let_go[code.co_filename] = True
        if id(code) in self._lines:
            self.selected += 1
        step = self._step
        if step is None or not step.seeks or not self.enabled:
            return DONE
        if not self.filter.wanted(code):
            return SKIPPED
        again = step.enter(code)
        self.backend.set_step(step)
        return SOUGHT if again else DONE

    @_contained
    def on_given(self, code: CodeType) -> None:
        """See `Listener.on_given`."""
        self.looks += 1
        if self.filter.is_mine(code):
            origin = self.backend.origin(code)
            if not self.modified.owns(origin):
                self.learn(origin)

    @_contained
    def on_disturbed(self) -> None:
        """See `Listener.on_disturbed`."""
        problem = self.backend.tend(True)
        if problem is not None:
            frame = sys._getframe()
            self._console(problem, True, self.filter.nearest_wanted(frame) or frame)

    @_contained
    def on_line(self, frame: FrameType, line: int) -> None:
        """See `Listener.on_line`."""
        if not self._listening(frame):
            return
        step = self._step
        code, offset = self.backend.place(frame)
        held = self._lines.get(id(code))
        here = held.by_line.get(line) if held and offset in held.entries.lines else None
        hit, why = self.visits.hit(here, frame) if here else ((), None)
        if here and not hit:
            self._settle(frame)
        if here and here[0].guarded:
            self.modified.slow_visit(code)
        if hit:
            self._stop(Stop("breakpoint", frame, why, hit, returned=self._returned()))
        elif step is not None and step.ends_at_line(frame, (code, offset)) and not keeps_books(code, line):
            if self.modified.is_injected(code, offset):
                # A breakpoint's test comes first: the step ends behind it, or at the breakpoint.
                step.wait_in(frame)
                self.backend.set_step(step)
            else:
                self._stop(Stop(step.reason, frame, returned=step.returned))

    @_contained
    def on_end(self, code: CodeType) -> None:
        """See `Listener.on_end`."""
        self.modified.sweep()

    @_contained
    def on_leave(self, frame: FrameType, value: object, yielded: bool) -> None:
        """See `Listener.on_leave`."""
        step = self._step
        if self._listening(frame) and step is not None and step.leave(frame, value, yielded):
            self.backend.set_step(step)

    @_contained
    def on_arrival(self, frame: FrameType) -> None:
        """See `Listener.on_arrival`."""
        step = self._step
        if (
            self._listening(frame)
            and step is not None
            and frame is step.arrival
            and frame.f_lineno is not None  # a handler begins with instructions of no line
            and not self.modified.is_injected(*self.backend.place(frame))
        ):
            self._stop(Stop(step.reason, frame, returned=step.returned))

    @_contained
    def on_raise(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> None:
        """See `Listener.on_raise`."""
        if not self._listening(frame) or self.modified.is_injected(*self.backend.place(frame)):
            return
        filter = self.exceptions.stops_at_raise(frame, error, trace)
        if filter is not None:
            self._stop(Stop("exception", frame, error=error, filter=filter, trace=trace))

    @_contained
    def on_unwind(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> None:
        """See `Listener.on_unwind`."""
        if self._listening(frame) and self.exceptions.stops_at_unwind(frame, error, trace):
            self._stop(Stop("exception", frame, error=error, filter=USER_UNHANDLED, trace=trace))

    # What modified code leaves the program for (see `modified.copies.Exits`).

    @_contained
    def on_inline_hit(self, frame: FrameType, breakpoint: Breakpoint) -> None:
        """See `Exits.on_inline_hit`."""
        if not self._listening(frame) or not self._is_current(frame, breakpoint):
            return
        if breakpoint.log_parts:
            self.visits.log(breakpoint, frame)
            self._settle(frame)
        else:
            self._stop(Stop("breakpoint", frame, None, (breakpoint.id,), returned=self._returned()))

    @_contained
    def on_inline_error(self, frame: FrameType, breakpoint: Breakpoint, error: BaseException) -> None:
        """See `Exits.on_inline_error`."""
        if issubclass(type(error), (Terminated, Interrupted)):
            raise error  # the debugger's own, on its way through the program
        if not self._listening(frame) or not self._is_current(frame, breakpoint):
            return
        if issubclass(type(error), RecursionError):
            # The condition had less room than the slow way gives it: that decides.
            hit, why = self.visits.hit([breakpoint], frame)
            if not hit:
                return
        else:
            why = self.visits.explain(breakpoint, frame, error)
        self._stop(Stop("breakpoint", frame, why, (breakpoint.id,), returned=self._returned()))

    def on_inline_check(self, breakpoint: Breakpoint, seconds: float) -> None:
        """See `Exits.on_inline_check`."""
        if seconds > self.visits.budget:
            self._over_budget(breakpoint, seconds)

    def _over_budget(self, breakpoint: Breakpoint, seconds: float) -> None:
        """The check counts, and is recorded."""
        self._record(
            "SELECTIVE_TRACING_ANALYSIS_FAILED",
            reason="budget_exceeded",
            elapsed_s=seconds,
            budget_s=self.visits.budget,
            path=breakpoint.path,
            line=breakpoint.line,
        )

    def _is_current(self, frame: FrameType, breakpoint: Breakpoint) -> bool:
        """Whether a test that was compiled in is still asked for: a frame may run code of former breakpoints."""
        return breakpoint.line in self.modified.inline_lines(self.origin(frame.f_code))

    def _listening(self, frame: FrameType) -> bool:
        """Whether anything may stop in a frame: not in what a condition calls, unless a person has stopped there."""
        if not self.enabled:
            return False
        test = self.modified.test_around(frame.f_back, self.backend.place)
        return test is None or test is self._admitted

    def _returned(self) -> tuple[str, object] | None:
        return self._step.returned if self._step else None
