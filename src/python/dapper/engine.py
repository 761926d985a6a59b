"""The rules of stopping: events come in from a backend, stops go out to the session.

The engine owns the code index, the breakpoints, the running step and the exception filters. It runs inside the
program, so it does nothing while the session itself is at work (`enabled` is False then).
"""

from __future__ import annotations

import functools
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import CodeType, FrameType

from dapper import log_message
from dapper.breakpoints import Breakpoint, BreakpointTable
from dapper.code_filter import CodeFilter
from dapper.code_index import CodeIndex, SourceFile, stop_lines
from dapper.delivery.base import DONE, SKIPPED, SOUGHT, Backend, Listener
from dapper.errors import Interrupted
from dapper.exception_filters import RAISED, USER_UNHANDLED, ExceptionFilters
from dapper.line_entries import NO_ENTRIES, Entries, line_entries
from dapper.stepping import Step


@dataclass(slots=True)
class Held:
    """The breakpoints of one code object.

    Attributes:
        code: held, so that its identity cannot be taken over by another.
        by_line: the breakpoints of each line.
        entries: where visits of those lines begin (see `line_entries`).
    """

    code: CodeType
    by_line: dict[int, list[Breakpoint]]
    entries: Entries


@dataclass
class Stop:
    """Why and where the program stops.

    Attributes:
        reason: DAP stop reason.
        frame: top frame; None for a stop after the end (the traceback of `error` has the frames).
        description: text for a person, or None.
        breakpoints: ids of the breakpoints that were hit.
        error: the exception, at an exception stop.
        returned: (function name, value) when a step has just left a function.
        filter: the exception filter that stopped it.
    """

    reason: str
    frame: FrameType | None
    description: str | None = None
    breakpoints: tuple[int, ...] = ()
    error: BaseException | None = None
    returned: tuple[str, object] | None = None
    filter: str | None = None


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
        probe: evaluates code for a breakpoint in a frame: `probe(code, frame, purpose)`; may raise anything.
        notify: `notify(changed)`: breakpoints that have become bound or failed; or a file that was loaded.
        console: `console(text, important, frame)`: a line of output of the debugger's own.
        render: the text of a value, for log messages.
        report: tells of a mistake of the debugger's own.
        settle: serves the requests that came while a condition or log message ran.
    """

    def __init__(
        self,
        filter: CodeFilter,
        cache_size: int,
        stop: Callable[[Stop], None],
        probe: Callable[[CodeType, FrameType, Breakpoint], object],
        notify: Callable[[SourceFile, list[Breakpoint]], None],
        console: Callable[[str, bool, FrameType], None],
        render: Callable[[object], str],
        report: Callable[[Exception], None],
        settle: Callable[[FrameType], None],
    ) -> None:
        self.filter = filter
        self.index = CodeIndex(cache_size)
        self.breakpoints = BreakpointTable(self.index)
        self.exceptions = ExceptionFilters(filter)
        self.backend: Backend | None = None
        self.enabled = True
        self.running = False  # whether code of the program may exist that the index has not met
        self.conditions_enabled = True
        self.condition_budget = 0.1
        self.selective = True  # whether only lines with breakpoints are watched
        self.looks = 0  # code objects (or their starts) that a backend has asked about
        self.selected = 0  # those that hold a breakpoint, or that a step wants
        self.over_budget: Callable[[Breakpoint, float], None] = lambda breakpoint, seconds: None
        self._root: str | None = None
        self._step: Step | None = None
        self._lines: dict[int, Held] = {}
        self._stop, self._probe, self._notify = stop, probe, notify
        self._console, self._render, self._report, self._settle = console, render, report, settle

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
            self._apply_lines(file)
        self._watch()
        self._apply_exceptions()

    def shut_down(self) -> None:
        """Leaves the interpreter as it was."""
        if self.backend is not None:
            self.backend.detach()
            self.backend = None
        self._step = None
        self._lines.clear()
        self.exceptions.forget()

    def set_breakpoints(self, path: str, requests: list[dict[str, object]]) -> list[Breakpoint]:
        """Sets the breakpoints of a file (a normalized path), in place of those before."""
        known = requests or any(each.path == path for each in self.breakpoints.all())
        if known and self.running and self.index.file(path) is None:
            self.index.search(path)
        result = self.breakpoints.replace(path, requests)
        file = self.index.file(path)
        if file:
            self._apply_lines(file)
        self._watch()
        return result

    def set_exception_filters(self, on: frozenset[str]) -> None:
        """Sets the exception filters, in place of those before."""
        self.exceptions.on = on
        self._apply_exceptions()

    def learn(self, code: CodeType) -> None:
        """Takes in a code tree that is about to run."""
        file = self.index.add(code)
        if file is None:
            return
        changed = self.breakpoints.bind(file)
        if self.backend is not None:
            self._apply_lines(file)
            if changed:
                self._watch()
        self._notify(file, changed)

    def set_step(self, step: Step | None) -> None:
        """Lets a step run, or (None) the program."""
        self._step = step
        if self.backend is not None:
            self.backend.set_step(step)

    def _apply_lines(self, file: SourceFile) -> None:
        for code, by_line in self.breakpoints.by_code(file):
            entries = line_entries(code, by_line, file.extents()) if by_line else NO_ENTRIES
            if by_line:
                self._lines[id(code)] = Held(code, by_line, entries)
            else:
                self._lines.pop(id(code), None)
            if not self.selective and self.filter.is_mine(code):
                entries = line_entries(code, stop_lines(code), file.extents())
            if self.backend is not None:
                self.backend.set_lines(code, entries)

    def _watch(self) -> None:
        if self.backend is not None:
            self.backend.watch(self._root, self.breakpoints.pending_paths())

    def _apply_exceptions(self) -> None:
        if self.backend is not None:
            self.backend.set_exceptions(RAISED in self.exceptions.on, USER_UNHANDLED in self.exceptions.on)

    # What a backend reports (see `delivery.base.Listener`).

    @_contained
    def on_code(self, code: CodeType) -> int:
        """See `Listener.on_code`."""
        self.looks += 1
        if self.filter.is_debugger(code):
            return SKIPPED
        if self.filter.is_mine(code):
            if not self.index.knows(code):
                self.learn(code)
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
    def on_line(self, frame: FrameType, line: int) -> None:
        """See `Listener.on_line`."""
        if not self.enabled:
            return
        step = self._step
        held = self._lines.get(id(frame.f_code))
        here = held.by_line.get(line) if held and frame.f_lasti in held.entries.lines else None
        hit, why = self._hit(here, frame) if here else ((), None)
        if here and not hit:
            self._settle(frame)
        if hit:
            self._stop(Stop("breakpoint", frame, why, hit, returned=step.returned if step else None))
        elif step is not None and step.ends_at_line(frame):
            self._stop(Stop(step.reason, frame, returned=step.returned))

    @_contained
    def on_leave(self, frame: FrameType, value: object, yielded: bool) -> None:
        """See `Listener.on_leave`."""
        step = self._step
        if self.enabled and step is not None and step.leave(frame, value, yielded):
            self.backend.set_step(step)

    @_contained
    def on_arrival(self, frame: FrameType) -> None:
        """See `Listener.on_arrival`."""
        step = self._step
        if self.enabled and step is not None and frame is step.arrival:
            self._stop(Stop(step.reason, frame, returned=step.returned))

    @_contained
    def on_raise(self, frame: FrameType, error: BaseException) -> None:
        """See `Listener.on_raise`."""
        if self.enabled and self.exceptions.stops_at_raise(frame, error):
            self._stop(Stop("exception", frame, error=error, filter=RAISED))

    @_contained
    def on_unwind(self, frame: FrameType, error: BaseException) -> None:
        """See `Listener.on_unwind`."""
        if self.enabled and self.exceptions.stops_at_unwind(frame, error):
            self._stop(Stop("exception", frame, error=error, filter=USER_UNHANDLED))

    # Whether a visit of a line stops.

    def _hit(self, here: list[Breakpoint], frame: FrameType) -> tuple[tuple[int, ...], str | None]:
        """The breakpoints that stop at this visit, and what there is to say of it."""
        hit: list[int] = []
        why = None
        for breakpoint in here:
            if breakpoint.test is not None and self.conditions_enabled:
                began = time.perf_counter()
                try:
                    held = bool(self._probe(breakpoint.test, frame, breakpoint))
                except Interrupted:
                    continue  # the request that ended it is served next
                except BaseException as error:
                    why = f"Condition {breakpoint.condition!r} raised {self._render(error)}"
                    self._console(why, True, frame)
                    hit.append(breakpoint.id)
                    continue
                finally:
                    seconds = time.perf_counter() - began
                    if seconds > self.condition_budget:
                        self.over_budget(breakpoint, seconds)
                if not held:
                    continue
            breakpoint.hits += 1
            if breakpoint.hit_test is not None and not breakpoint.hit_test(breakpoint.hits):
                continue
            if breakpoint.log_parts:
                self._log(breakpoint, frame)
                continue
            hit.append(breakpoint.id)
        return tuple(hit), why

    def _log(self, breakpoint: Breakpoint, frame: FrameType) -> None:
        def text(code: CodeType) -> str:
            try:
                value = self._probe(code, frame, breakpoint)
                return value if type(value) is str else self._render(value)
            except Interrupted:
                return "<interrupted>"
            except BaseException as error:
                return self._render(error)

        self._console(log_message.render(breakpoint.log_parts, text), False, frame)
