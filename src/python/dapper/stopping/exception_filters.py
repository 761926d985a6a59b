"""Which exceptions stop the program.

- `raised`: in the first wanted frame that an exception is raised in or reaches.
- `uncaught`: when an exception has left the program. Nothing listens while the program runs; the traceback keeps
  the frames, and the stop shows those.
- `uncaughtWhereRaised`: where an exception is raised that will leave the program, as far as that can be predicted there
  (see `prospect`). Where it cannot, the stop is that of `uncaught`, with the reason.
- `userUnhandled`: when an exception leaves the user's code for a library's. What the compiler has made is not the
  user's code: it refuses formats by exceptions, in ordinary work.

Each stops once for each flight of an exception (see `flight`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from dapper.code.filter import CodeFilter
from dapper.stopping.flight import flight
from dapper.stopping.prospect.known import Table
from dapper.stopping.prospect.prospect import HANDLED, PASSED, Prospects
from dapper.values.statics import is_a
from dapper.wire.constants import RAISED, UNCAUGHT, UNCAUGHT_WHERE_RAISED, USER_UNHANDLED

if TYPE_CHECKING:
    from dapper.wire.requests import ExitCodeRange

_CONTROL_FLOW = (StopIteration, StopAsyncIteration, GeneratorExit)
"""Raised by loops and generators in ordinary work."""
_DECISIONS = 64
"""Exceptions in flight at a time for which the decision is remembered."""
_CODE = SystemExit.__dict__["code"].__get__


class ExceptionFilters:
    """The filters that are on.

    Attributes:
        on: their names.
        exit_codes: codes with which a `SystemExit` stops like any exception; None: where it is raised any but 0 does,
            and none where it ends the program.
    """

    def __init__(self, filter: CodeFilter, prospects: Prospects) -> None:
        self._filter, self._prospects = filter, prospects
        # Decisions on exceptions where they were raised: why nothing could be predicted, or None after a stop.
        # By identity, so that nothing of the program's is kept alive; an exception raised again is decided again.
        self._decided: dict[int, str | None] = {}
        self.on: frozenset[str] = frozenset()
        self.exit_codes: list[range] | None = None

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
        return RAISED in self.on or UNCAUGHT_WHERE_RAISED in self.on

    @property
    def handled(self) -> Table | None:
        """What is known of handlers (see `stopping.prospect.known`), if nothing that they handle is of interest."""
        return None if RAISED in self.on else self._prospects.known

    def stops_at_raise(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> str | None:
        """The filter that stops where an exception is raised or passes, if one does.

        Args:
            frame: the frame that it is in.
            error: the exception.
            trace: its traceback there.
        """
        wanted = self._filter.wanted
        if not self.at_raise or not wanted(frame.f_code) or not self._counts(error, lenient=RAISED not in self.on):
            return None
        if any(wanted(entry.tb_frame.f_code) for entry in flight(trace, error, wanted) if entry.tb_frame is not frame):
            return None
        leaving = self._leaves(frame, error, trace) if UNCAUGHT_WHERE_RAISED in self.on else None
        return RAISED if RAISED in self.on else leaving

    def _leaves(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> str | None:
        """The filter, if an exception will certainly leave the program; otherwise records why that is uncertain."""
        if trace is None or is_a(error, KeyboardInterrupt):
            return None
        offset = trace.tb_lasti if trace.tb_frame is frame else frame.f_lasti
        outcome = self._prospects.of(frame, offset, error)
        decided = self._decided
        decided.pop(id(error), None)
        if outcome is HANDLED:
            return None
        decided[id(error)] = None if outcome is PASSED else outcome
        if len(decided) > _DECISIONS:
            del decided[next(iter(decided))]
        return UNCAUGHT_WHERE_RAISED if outcome is PASSED else None

    def stops_at_unwind(self, frame: FrameType, error: BaseException, trace: TracebackType | None) -> bool:
        """Whether to stop where an exception leaves a frame, the user's last before a library's. Arguments as above."""
        is_mine = self._filter.is_mine
        if USER_UNHANDLED not in self.on or RAISED in self.on or not is_mine(frame.f_code):
            return False  # with RAISED it was shown when it came to the user's code
        if not self._counts(error, lenient=False) or not self._filter.goes_to_library(_callers(frame)):
            return False
        frames = [entry.tb_frame for entry in flight(trace, error, is_mine) if entry.tb_frame is not frame]
        frames.insert(0, frame)
        return self._flies_from_user(frames, 0) and not any(self._has_left(frames, at) for at in range(1, len(frames)))

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
        if not self.on & {UNCAUGHT, UNCAUGHT_WHERE_RAISED} or is_a(error, KeyboardInterrupt):
            return False
        has_stopped = UNCAUGHT_WHERE_RAISED in self.on and self._decided.get(id(error), "") is None
        return (stepping or not has_stopped) and self._counts(error, lenient=True)

    def why_at_end(self, error: BaseException) -> str | None:
        """Why an exception that has left the program did not stop it where it was raised, if that was wanted."""
        if UNCAUGHT_WHERE_RAISED not in self.on:
            return None
        return self._decided.get(id(error), "something on its way could have handled it")

    def _counts(self, error: BaseException, lenient: bool) -> bool:
        """Whether it is one to stop at. `lenient`: without a choice by the client, no exit is."""
        if issubclass(type(error), _CONTROL_FLOW):
            return False
        if not is_a(error, SystemExit):
            return True
        code = _exit_code(error)
        if self.exit_codes is None:
            return not lenient and code != 0
        return any(code in codes for codes in self.exit_codes)


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
