"""Has a frame go on at another instruction, where a line event comes before anything has run.

CPython lets a line be set in a line event alone, and most stops are elsewhere: at the instruction of a breakpoint, in a
call that a copy of the code makes. So an exception is thrown there, while the exception table of the frame's code leads
it to the wanted instruction; frames above it end, as theirs lead it nowhere. Where it arrives a line event is due,
because the frame is said to come from another line. There the exception is taken off the stack again.
"""

from __future__ import annotations

import opcode
import sys
from collections.abc import Callable, Sequence
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.code.assembly import first_resume, handler_entry
from dapper.code.instructions import Instructions
from dapper.delivery.held_tool import TOOL_NAME
from dapper.delivery.hook import NEWEST, OLDEST, Hook

if TYPE_CHECKING:
    from _typeshed import TraceFunction

_TOOL_IDS = range(6)
"""In the order in which they are tried: of one event CPython calls the highest id first, and that is the backend's."""
_INSTRUMENTED_LINE = opcode.opmap.get("INSTRUMENTED_LINE")
_BY_TRACER = not hasattr(sys, "monitoring")
_ONLY = "CPython can only jump from a line event, and "
_NO_HOOK = f"{_ONLY}without the eval-frame hook the program cannot be brought to one from here"
_NO_TOOL = f"{_ONLY}the program has taken every sys.monitoring tool id"
NO_LINE = f"{_ONLY}the program stands in the middle of a line, a call or an exception. Step once, then try again"
_ONE_LINE = f"{_ONLY}none comes in a function of a single line that has called another"
_TRACED = f"{_ONLY}before CPython 3.12 there is none where the program stands. Step once, then try again"


class Elsewhere(BaseException):
    """What is thrown. No handler of the program sees it."""


class Relocation:
    """At most one at a time."""

    def __init__(self, hook: Hook) -> None:
        self._hook = hook.module if OLDEST <= sys.version_info[:2] <= NEWEST else None
        self._guard = hook.guard
        self._former: dict[int, tuple[CodeType, bytes]] = {}  # exception tables to be put back, by the code's identity
        self._thrown: Elsewhere | None = None
        self._frame: FrameType | None = None
        self._then: Callable[[], object] = bool
        self._tool: int | None = None
        self._tracers: tuple[TraceFunction | None, Callable[..., object] | None] = (None, None)

    def prepare(
        self,
        frame: FrameType,
        offset: int,
        traced: bool,
        then: Callable[[], object],
        above: Sequence[FrameType] = (),
        by_c: bool = False,
    ) -> BaseException | str:
        """Prepares all; returns what is to be raised now, from inside the topmost frame, or why that cannot be.

        Args:
            frame: what goes on.
            offset: at which instruction, in bytes; it must begin a line.
            traced: whether a trace function is what runs now.
            then: called in the line event there.
            above: the frames above it, which end.
            by_c: whether the lowest of them was entered from C.
        """
        hook, code = self._hook, frame.f_code
        if hook is None:
            return _NO_HOOK
        if _BY_TRACER and traced:
            return _TRACED
        instructions = Instructions(code)
        depth = instructions.depth(offset)
        away = _away(code, offset, bool(above))
        if depth is None or away is None:
            return _ONE_LINE if above and depth is not None else NO_LINE
        if (lack := self._listen(code, offset)) is not None:
            return lack
        self._frame, self._then, self._thrown = frame, then, Elsewhere()
        for each in above:
            self._lead(each.f_code, b"")
        if by_c:  # the evaluation loop knows by itself where the frame is
            start, called = instructions.instruction(frame.f_lasti) or (frame.f_lasti, None)
            end = called.after if called else start + 2
        elif above:  # it asks the frame
            start, end = away - 2, away + 2
        else:
            start, end = 0, len(code.co_code)
        self._lead(code, handler_entry(start >> 1, end - start >> 1, offset >> 1, depth))
        hook.set_previous(frame, away)
        if _BY_TRACER:
            self._tracers = sys.gettrace(), frame.f_trace
            frame.f_trace = self._guard(self._on_event)
            sys.settrace(self._guard(_ignore))
        return self._thrown

    def go_on_at(self, frame: FrameType, offset: int) -> None:
        """In a line event: has a frame go on at another instruction. As many values must be on the stack there."""
        assert self._hook is not None  # it has been brought here
        self._hook.set_previous(frame, offset)

    def _lead(self, code: CodeType, table: bytes) -> None:
        assert self._hook is not None  # see `prepare`
        former = self._hook.set_handlers(code, table)
        self._former.setdefault(id(code), (code, former))

    def _listen(self, code: CodeType, offset: int) -> str | None:
        """Asks for line events; returns why there will be none."""
        if _BY_TRACER:
            return None
        monitoring = sys.monitoring
        tool = next((each for each in _TOOL_IDS if monitoring.get_tool(each) is None), None)
        if tool is None:
            return _NO_TOOL
        monitoring.use_tool_id(tool, TOOL_NAME)
        monitoring.register_callback(tool, monitoring.events.LINE, self._guard(self._on_line))
        # Without the other, CPython has no line event on the line on which a function starts.
        monitoring.set_local_events(tool, code, monitoring.events.LINE | monitoring.events.PY_START)
        self._tool = tool
        if code._co_code_adaptive[offset] == _INSTRUMENTED_LINE:  # pyright: ignore[reportAttributeAccessIssue,reportUnknownMemberType] - not in the stubs
            return None
        self._leave(code)
        return NO_LINE

    def _leave(self, code: CodeType) -> None:
        if self._tool is not None:
            monitoring = sys.monitoring
            monitoring.set_local_events(self._tool, code, 0)
            monitoring.register_callback(self._tool, monitoring.events.LINE, None)
            monitoring.free_tool_id(self._tool)
            self._tool = None
        elif self._frame is not None:
            former, self._frame.f_trace = self._tracers
            sys.settrace(former)

    def _on_line(self, code: CodeType, line: int) -> None:
        self._arrive(sys._getframe(1))

    def _on_event(self, frame: FrameType, event: str, argument: object) -> TraceFunction | None:
        if event == "line" and self._thrown is not None:
            self._arrive(frame)
        return frame.f_trace

    def _arrive(self, frame: FrameType) -> None:
        hook, thrown = self._hook, self._thrown
        if hook is None or thrown is None:
            return
        if frame is not self._frame:
            raise thrown  # another call of the same function, on the way
        for code, table in self._former.values():
            hook.set_handlers(code, table)
        self._former.clear()
        thrown.__traceback__ = None
        found = hook.take_off(frame, thrown)
        self._leave(frame.f_code)
        then = self._then
        self._frame, self._thrown, self._then = None, None, bool
        if not found:
            raise RuntimeError("the stack of a frame is not as expected")
        then()


def _ignore(frame: FrameType, event: str, argument: object) -> None:
    """A trace function that traces no further frame."""


def _away(code: CodeType, offset: int, is_outer: bool) -> int | None:
    """The offset of an instruction from which a line event comes at `offset`; None: there is none.

    Args:
        code: of the frame.
        offset: in bytes.
        is_outer: whether the frame has called something: then it is not to be the first instruction.
    """
    lines = list(code.co_lines())
    here = next((line for start, end, line in lines if start <= offset < end), None)
    found = next((start for start, _, line in reversed(lines) if line != here and start > 0), None)
    if found is not None or is_outer:
        return found
    # An event follows on RESUME whatever its line is; for a trace function, on each jump back.
    return lines[-1][1] - 2 if _BY_TRACER else first_resume(code)
