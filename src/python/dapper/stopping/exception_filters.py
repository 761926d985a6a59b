"""Which exceptions stop the program.

- `raised`: in the first wanted frame that an exception is raised in or reaches. What ends loops and generators counts
  where it is a mistake: a StopIteration that leaves a generator or a coroutine, which makes a RuntimeError of it.
- `uncaught`: when an exception has left the program. Nothing listens while the program runs; the traceback keeps
  the frames, and the stop shows those.
- `uncaughtWhereRaised`: where an exception is raised that will leave the program, as far as that can be predicted there
  (see `prospect`). Where it cannot, the stop is that of `uncaught`, with the reason.
- `userUnhandled`: when an exception leaves the user's code for a library's. What the compiler has made is not the
  user's code: it refuses formats by exceptions, in ordinary work.

Each stops once for each flight of an exception (see `flight`). A filter may have a condition: it is evaluated in the
frame in which the filter would stop, where the exception has the name `__exception__`. Options for classes of
exceptions go before the filters (see `exception_options`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import CodeType, FrameType, TracebackType
from typing import TYPE_CHECKING

from dapper.code import flags
from dapper.code.filter import CodeFilter
from dapper.code.names_of_code import file_of
from dapper.modified.breakpoint import Breakpoint
from dapper.stopping.exception_options import CONTROL_FLOW, ExceptionOptions
from dapper.stopping.flight import flight
from dapper.stopping.prospect.known import Table
from dapper.stopping.prospect.prospect import HANDLED, PASSED, Prospects
from dapper.stopping.visits import Visits
from dapper.values.exception_info import way_out
from dapper.values.generics import AnyDict
from dapper.values.statics import is_a
from dapper.wire.constants import EXCEPTION_NAME, RAISED, UNCAUGHT, UNCAUGHT_WHERE_RAISED, USER_UNHANDLED
from dapper.wire.errors import Terminated

if TYPE_CHECKING:
    from typing import Any, Literal

    from dapper.wire.requests import ExitCodeRange

Conditions = Mapping[str, Sequence[Breakpoint]]
"""By filter: what holds its conditions, of which one is enough."""
_ABSENT = object()
_DECISIONS = 64
"""Exceptions in flight at a time for which the decision is remembered."""
_CODE = SystemExit.__dict__["code"].__get__


class ExceptionFilters:
    """The filters that are on.

    Attributes:
        exit_codes: codes with which a `SystemExit` stops like any exception; None: where it is raised any but 0 does,
            and none where it ends the program.
    """

    def __init__(self, filter: CodeFilter, prospects: Prospects, visits: Visits) -> None:
        self._filter, self._prospects, self._visits = filter, prospects, visits
        # Decisions on exceptions where they were raised: why nothing could be predicted, None after a stop, False where
        # the condition did not hold.
        # By identity, so that nothing of the program's is kept alive; an exception raised again is decided again.
        self._decided: dict[int, str | None | Literal[False]] = {}
        self._on: frozenset[str] = frozenset()
        self._conditions: Conditions = {}
        self._options = ExceptionOptions()
        self._once: frozenset[str] = frozenset()
        self._shown: int | None = None  # the exception (by identity) at which RAISED stopped last, with a condition
        self.exit_codes: list[range] | None = None

    def choose(
        self,
        on: frozenset[str],
        conditions: Conditions,
        options: ExceptionOptions,
        once: frozenset[str] = frozenset(),
    ) -> None:
        """Sets all in place of those before.

        Args:
            on: filters, by their names.
            conditions: of those that have any.
            options: for classes of exceptions.
            once: those of the filters that stop a single time.
        """
        self._on, self._conditions, self._options, self._once = on, conditions, options, once

    def spend(self, name: str) -> bool:
        """A filter stops. Returns whether it is off from now on, because it was to do that once."""
        if name not in self._once:
            return False
        self._on -= {name}
        return True

    def choose_exits(self, chosen: Iterable[int | ExitCodeRange] | None) -> None:
        """Which exits stop: codes, and ranges of them with both ends (`from`, `to`); None if the client chose none."""
        if chosen is None:
            self.exit_codes = None
            return
        self.exit_codes = [
            range(each["from"], each["to"] + 1) if isinstance(each, dict) else range(each, each + 1) for each in chosen
        ]

    @property
    def at_raise(self) -> bool:
        """Whether a filter is on that decides where exceptions are raised."""
        return bool((self._on | self._options.filters) & {RAISED, UNCAUGHT_WHERE_RAISED})

    @property
    def conditional(self) -> bool:
        """Whether a filter has a condition: requests may come while that is evaluated."""
        return bool(self._conditions)

    @property
    def at_unwind(self) -> bool:
        """Whether a filter is on that decides where exceptions leave a frame."""
        return USER_UNHANDLED in self._on | self._options.filters

    @property
    def handled(self) -> Table | None:
        """What is known of handlers (see `stopping.prospect.known`), if nothing that they handle is of interest."""
        return None if RAISED in self._on | self._options.filters else self._prospects.known

    def _asked(
        self, error: BaseException, trace: TracebackType | None, frame: FrameType | None
    ) -> tuple[frozenset[str], Conditions]:
        """The filters that are on for an exception that is in a frame, and their conditions."""

        def in_library() -> bool:
            code = frame.f_code if frame is not None else None
            for entry in flight(trace, error, self._filter.wanted):
                code = entry.tb_frame.f_code  # the last one is where it was raised
            return code is not None and self._filter.is_library(code) and not _is_without_file(code)

        chosen = self._options.filters_for(type(error), in_library)
        return (self._on, self._conditions) if chosen is None else (chosen, {})

    def stops_at_raise(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> str | None:
        """The filter that stops where an exception is raised or passes, if one does.

        Args:
            frame: the frame that it is in.
            error: the exception.
            trace: its traceback there.
        """
        wanted = self._filter.wanted
        if not self.at_raise or not wanted(frame.f_code):
            return None
        on, conditions = self._asked(error, trace, frame)
        if RAISED in on and self._leaks(frame, error, trace):
            self._shown = None
            return RAISED if self._holds(conditions.get(RAISED), frame, error) else None
        if not on & {RAISED, UNCAUGHT_WHERE_RAISED} or not self._counts(error, lenient=RAISED not in on):
            return None
        if any(wanted(entry.tb_frame.f_code) for entry in flight(trace, error, wanted) if entry.tb_frame is not frame):
            return None
        raised = RAISED in on and self._holds(conditions.get(RAISED), frame, error)
        self._shown = id(error) if raised and RAISED in conditions else None
        if UNCAUGHT_WHERE_RAISED in on:
            # Where it stops anyway, no condition is asked.
            several = None if raised else conditions.get(UNCAUGHT_WHERE_RAISED)
            leaving = self._leaves(frame, error, trace, several)
            return RAISED if raised else leaving
        return RAISED if raised else None

    def _leaks(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> bool:
        """Whether it is a StopIteration that leaves what answers by one of its own when it returns."""
        kind = frame.f_code.co_flags
        if not (kind & flags.SUSPENDABLE and is_a(error, StopIteration)) and not (
            kind & flags.ASYNC_GENERATOR and is_a(error, StopAsyncIteration)
        ):
            return False
        return self._prospects.leaves(frame, _offset(frame, trace), error)

    def _leaves(
        self, frame: FrameType, error: BaseException, trace: TracebackType | None, several: Sequence[Breakpoint] | None
    ) -> str | None:
        """The filter, if an exception will certainly leave the program; otherwise records why that is uncertain.

        `several`: what holds the filter's conditions.
        """
        if trace is None or is_a(error, KeyboardInterrupt):
            return None
        outcome = self._prospects.of(frame, _offset(frame, trace), error)
        decided = self._decided
        decided.pop(id(error), None)
        if outcome is HANDLED:
            return None
        declined = outcome is PASSED and not self._holds(several, frame, error)
        decided[id(error)] = False if declined else None if outcome is PASSED else outcome
        if len(decided) > _DECISIONS:
            del decided[next(iter(decided))]
        return UNCAUGHT_WHERE_RAISED if outcome is PASSED and not declined else None

    def stops_at_unwind(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> bool:
        """Whether to stop where an exception leaves a frame, the user's last before a library's. Arguments as above."""
        is_mine = self._filter.is_mine
        if not self.at_unwind or not is_mine(frame.f_code):
            return False
        on, conditions = self._asked(error, trace, frame)
        if USER_UNHANDLED not in on or self._was_shown(error, on, conditions):
            return False
        if not self._counts(error, lenient=False) or not self._filter.goes_to_library(_callers(frame)):
            return False
        if _is_whole_program(frame.f_code):
            return False
        frames = [entry.tb_frame for entry in flight(trace, error, is_mine) if entry.tb_frame is not frame]
        frames.insert(0, frame)
        if not self._flies_from_user(frames, 0) or any(self._has_left(frames, at) for at in range(1, len(frames))):
            return False
        return self._holds(conditions.get(USER_UNHANDLED), frame, error)

    def _was_shown(self, error: BaseException, on: frozenset[str], conditions: Conditions) -> bool:
        """Whether RAISED has stopped when the exception came to the user's code."""
        return RAISED in on and (RAISED not in conditions or self._shown == id(error))

    def _holds(self, several: Sequence[Breakpoint] | None, frame: FrameType, error: BaseException) -> bool:
        """Whether a filter's condition holds in a frame; true where it has none, or where it raises, which is said.

        The exception is a built-in name meanwhile: so it has that name in every scope, and none of the program's own
        names is in the way of it, or lost.
        """
        if not several:
            return True
        names: dict[Any, object] = frame.f_builtins
        before = AnyDict.get(names, EXCEPTION_NAME, _ABSENT)
        AnyDict.__setitem__(names, EXCEPTION_NAME, error)
        try:
            return any(self._visits.hit([each], frame)[0] for each in several)
        finally:
            if before is _ABSENT:
                AnyDict.pop(names, EXCEPTION_NAME, None)
            else:
                AnyDict.__setitem__(names, EXCEPTION_NAME, before)

    def _has_left(self, frames: list[FrameType], at: int) -> bool:
        """Whether an exception, from one of the frames of its flight, has left the user's code for a library's."""
        callers = (frames[caller] for caller in range(at - 1, -1, -1))
        return self._flies_from_user(frames, at) and self._filter.goes_to_library(callers)

    def _flies_from_user(self, frames: list[FrameType], at: int) -> bool:
        """Whether one of the frames of a flight is the user's; compiler-made code only passes exceptions on."""
        filter, code = self._filter, frames[at].f_code
        if not filter.is_mine(code) or not filter.is_made(code):
            return filter.is_mine(code)
        return any(filter.is_mine(each.f_code) and not filter.is_made(each.f_code) for each in frames[at + 1 :])

    def stops_at_end(self, error: BaseException, stepping: bool) -> bool:
        """Whether to stop for an exception that has left the program.

        Args:
            error: the exception.
            stepping: whether a person steps, and so waits for the next stop.
        """
        on, conditions = self._asked(error, way_out(error), None)
        if not on & {UNCAUGHT, UNCAUGHT_WHERE_RAISED} or is_a(error, KeyboardInterrupt):
            return False
        decision = self._decided.get(id(error), "")
        has_stopped = UNCAUGHT_WHERE_RAISED in on and decision is None
        # What loops and generators are ended by has left them all: here it is an exception like any other.
        if (has_stopped and not stepping) or not self._exit_counts(error, lenient=True):
            return False
        frame = self._last_frame(error)
        names = (UNCAUGHT,) if decision is False else (UNCAUGHT, UNCAUGHT_WHERE_RAISED)
        return any(frame is None or self._holds(conditions.get(name), frame, error) for name in names if name in on)

    def _last_frame(self, error: BaseException) -> FrameType | None:
        """The innermost wanted frame that an exception has left, or the innermost of all."""
        last = found = None
        trace = way_out(error)
        while trace is not None:
            last = trace.tb_frame
            found = last if self._filter.wanted(last.f_code) else found
            trace = trace.tb_next
        return found or last

    def why_at_end(self, error: BaseException) -> str | None:
        """Why an exception that has left the program did not stop it where it was raised, if that was wanted."""
        if UNCAUGHT_WHERE_RAISED not in self._asked(error, way_out(error), None)[0]:
            return None
        return self._decided.get(id(error), "something on its way could have handled it") or None

    def _counts(self, error: BaseException, lenient: bool) -> bool:
        """Whether it is one to stop at before the end. `lenient`: see `_exit_counts`."""
        return not issubclass(type(error), (*CONTROL_FLOW, Terminated)) and self._exit_counts(error, lenient)

    def _exit_counts(self, error: BaseException, lenient: bool) -> bool:
        """Whether it is no exit, or one to stop at. `lenient`: without a choice by the client, none is."""
        if not is_a(error, SystemExit):
            return True
        code = _exit_code(error)
        if self.exit_codes is None:
            return not lenient and code != 0
        return any(code in codes for codes in self.exit_codes)


def _offset(frame: FrameType, trace: TracebackType | None) -> int:
    """Of the instruction at which an exception is in a frame, in bytes."""
    return trace.tb_lasti if trace is not None and trace.tb_frame is frame else frame.f_lasti


def _is_without_file(code: CodeType) -> bool:
    """Whether code was given to `exec` or `eval`: it is nobody's library."""
    return file_of(code).startswith("<") and not file_of(code).startswith("<frozen ")


def _is_whole_program(code: CodeType) -> bool:
    """Whether it is a program with a top-level await: an event loop runs it, which stands for the interpreter then."""
    return code.co_name == "<module>" and bool(code.co_flags & flags.COROUTINE)


def _exit_code(error: BaseException) -> int:
    """The exit code of a SystemExit, before the system cuts it to a byte; read without running the program's code."""
    code = _CODE(error)
    if code is None:
        return 0
    return int.__index__(code) if is_a(code, int) else 1


def _callers(frame: FrameType) -> Iterator[FrameType]:
    caller = frame.f_back
    while caller is not None:
        yield caller
        caller = caller.f_back
