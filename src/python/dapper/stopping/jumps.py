"""A frame goes on at another line, as far as CPython allows it (set next statement), or begins again (restart frame).

CPython decides that, and does it, where it sets `frame.f_lineno`: in a line event. A stop at a line event does it at
once; from another one the frame is first brought to one (see `Relocation`), and stands as it stood if that is refused.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Protocol

from dapper.code.flags import OPTIMIZED
from dapper.code.instructions import Instructions
from dapper.code.quiet import Quiet
from dapper.stopping.relocation import NO_LINE, Relocation
from dapper.stopping.restarts import Restarts
from dapper.stopping.stepping import Step
from dapper.stopping.stop import Stop
from dapper.stopping.stops import Jump, Restart, Resume, StepTo, Stops
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.code.filter import CodeFilter
    from dapper.delivery.base import Backend
    from dapper.delivery.hook import Hook
    from dapper.modified.copies import ModifiedCode

_NOT_HERE = ("f_lineno can only be set", "can only jump from", "can't jump from the 'call' trace event")
"""How CPython's reasons begin where there is no line event."""
_EVENTS = frozenset(("_on_instruction", "_on_line", "_on_event", "_on_inserted", "hit", "fail"))
"""Functions of the debugger that an instruction has called which has not run yet, or is the debugger's own."""
_TRACED = "_on_event"


class Jumper(Protocol):
    """What jumps need of the rules of stopping."""

    backend: Backend | None
    filter: CodeFilter
    modified: ModifiedCode

    def go_on(self, stop: Stop, hold: Callable[[], Resume | None]) -> None:
        """Lets `hold` hold the program, and arranges how it continues."""


class Jumps:
    """The jumps of one session."""

    def __init__(self, rules: Jumper, stops: Stops, hook: Hook) -> None:
        self._rules, self._stops = rules, stops
        self._relocation, self._restarts = Relocation(hook), Restarts(hook)
        self._behind: tuple[FrameType, int] | None = None  # where a frame goes on that was brought before a test

    def carry_out(self, stop: Stop, resume: Resume | None) -> tuple[Stop, Resume | None]:
        """Jumps as long as that is what is asked for; returns the last stop, and how the program goes on from it.

        Raises:
            Elsewhere: the frame is to be brought to a line event. There this is called again.
        """
        while isinstance(resume, Jump):
            jump = resume
            if isinstance(jump, Restart):
                problem = None if jump.landed else self._restart(stop, jump)
            else:
                problem = self._set_line(jump)
                if problem is not None and problem.startswith(_NOT_HERE):
                    problem = self._throw(stop, jump)
            if problem is None:
                self._behind = None
                stop, resume = self._arrive(jump)
                continue
            if self._behind is not None and self._behind[0] is jump.frame:
                self._relocation.go_on_at(*self._behind)
            is_restart = isinstance(jump, Restart)
            what = jump.name if isinstance(jump, Restart) else f"Line {jump.line}"
            if self._rules.backend is not None:
                self._rules.backend.stayed(jump.frame)
            cannot = "cannot begin again" if is_restart else "cannot be the next one"
            jump.answer.fail(RequestError(f"{what} {cannot}: {problem}."))
            resume = self._stops.hold()
        return stop, resume

    def _restart(self, stop: Stop, jump: Restart) -> str:
        """Ends the frames above one and brings that to its first line, or its statement's; returns why that cannot be.

        Raises:
            Elsewhere: see `carry_out`.
        """
        frame, backend, statement = jump.frame, self._rules.backend, jump.statement
        plan = self._restarts.plan(frame, stop.frame, backend, statement)
        if isinstance(plan, str):
            return plan
        assert backend is not None  # see `plan`

        def land() -> Resume:
            jump.landed, jump.call = True, plan.call
            self._restarts.put_back(frame, plan)
            if statement is not None:
                where = f"line {jump.line} of {frame.f_code.co_qualname}"
                self._stops.say(f"{jump.name} is called anew, with its new code: {where} begins again.", True, frame)
            elif changed := self._restarts.begin(frame):
                text = (
                    f"{', '.join(changed)}: {frame.f_code.co_qualname} assigns to it, and begins with what it is now."
                )
                self._stops.say(text, True, frame)
            return jump

        again = Stop(stop.reason, frame)
        is_traced = _event(stop.frame or frame) == _TRACED
        # A breakpoint of the statement that calls has been hit, or was passed.
        code = backend.place(frame)[0]
        start = plan.start if plan.call is None else self._rules.modified.behind_test(code, plan.start)
        at = backend.offset_in(frame, start)
        prepared = self._relocation.prepare(
            frame, at, is_traced, lambda: self._rules.go_on(again, land), plan.above, plan.by_c
        )
        if isinstance(prepared, str):
            return prepared
        raise prepared

    def _set_line(self, jump: Jump) -> str | None:
        """Has CPython move the frame; returns its reason if it refuses."""
        frame = jump.frame
        missing = _without_value(frame)
        fresh = frame.f_trace is None
        if fresh:
            frame.f_trace = _ignore  # CPython 3.11 asks for one
        try:
            with Quiet():
                setattr(frame, "f_lineno", jump.line)  # noqa: B010 - read-only for the checker of types
        except ValueError as error:
            return str(error)
        finally:
            if fresh:
                frame.f_trace = None
        given = sorted(missing - _without_value(frame))
        if given:
            self._stops.say(f"{', '.join(given)}: had no value before the jump, so Python gave it None.", False, frame)
        return None

    def _arrive(self, jump: Jump) -> tuple[Stop, Resume | None]:
        """The frame stands elsewhere."""
        frame, backend = jump.frame, self._rules.backend
        jump.answer.succeed()
        stop = Stop(jump.reason, frame)
        if backend is not None:
            backend.arrived(frame)
            if isinstance(jump, Restart) and jump.call is not None:
                step = Step.to_call(frame, self._rules.filter, jump.call, backend.place(frame)[1])
                step.reason = jump.reason
                return stop, self._stops.leave(StepTo(step))
            if self._rules.modified.is_injected(*backend.place(frame)):
                # A breakpoint's test comes first: the program stops behind it, or at the breakpoint.
                step = Step("over", frame, self._rules.filter, jump.reason)
                step.wait_in(frame)
                return stop, self._stops.leave(StepTo(step))
        return stop, self._stops.stop(stop)

    def _throw(self, stop: Stop, jump: Jump) -> str:
        """Brings the frame to a line event, where the jump is tried again; returns why that cannot be."""
        backend, frame = self._rules.backend, jump.frame
        event = _event(frame)
        if backend is None or event not in _EVENTS:
            return NO_LINE
        code, offset = backend.place(frame)
        modified, again = self._rules.modified, Stop(stop.reason, frame)
        at, before = (
            backend.offset_in(frame, find(code, offset)) for find in (modified.behind_test, modified.test_before)
        )
        self._behind = None
        prepared: BaseException | str = NO_LINE
        for each in (at, before) if _alike(frame.f_code, at, before) else (at,):
            prepared = self._relocation.prepare(
                frame, each, event == _TRACED, lambda: self._rules.go_on(again, lambda: jump)
            )
            if not isinstance(prepared, str):
                # The compiler may have put a short end of a function behind the test, without a line event there.
                self._behind = (frame, at) if each != at else None
                raise prepared
        return prepared


def _alike(code: CodeType, at: int, before: int) -> bool:
    """Whether two places differ, but not in how many values are on the stack."""
    instructions = Instructions(code)
    return at != before and instructions.depth(at) == instructions.depth(before)


def _event(frame: FrameType) -> str:
    """The name of the debugger's function that a frame has called."""
    above = sys._getframe()
    while above.f_back is not None and above.f_back is not frame:
        above = above.f_back
    return above.f_code.co_name


def _without_value(frame: FrameType) -> set[str]:
    """The local variables of a function that have no value."""
    code = frame.f_code
    names = {*code.co_varnames, *code.co_cellvars} if code.co_flags & OPTIMIZED else set[str]()
    return names.difference(frame.f_locals)


def _ignore(frame: FrameType, event: str, argument: object) -> None:
    """A trace function that is never called."""
