"""What one step waits for. Backends deliver events; the rule that ends a step is here alone.

A step is bound to frame objects, not to code: a recursive call of the same function is another frame, and
never ends a step over in an outer one.

- `in`: the next line of the frame, or the first line of any wanted code that starts or resumes.
- `over`: the next line of the frame.
- `until`: the next line of the frame that is further down than the one where it begins: so it leaves a loop.
- `out`: the frame's return.
- `call`: until one certain call of the frame's statement, then like `in` as long as that lasts, then like `over`; but
  if that has only made a generator or coroutine, the first line of its code ends the step too.
- `any`: the first line of any wanted code (an entry stop, or a pause while nothing of the program runs).

When the frame returns, the step goes on in the caller, at the very instruction after the call (`arrival`); so it does
when a generator hands a value to its consumer, unless it is a step over or until: that stays in the generator until it
is done, closed or gone. A coroutine that waits has not ended: its step waits with it. When the frame is left by an exception,
the step ends at the next line that a frame below it runs, or one that waits for its task.

A task's frames stand on none of the program's: what awaits the task goes on when that ends, or else whoever has started the
event loop and waits for the task (`asyncio.run`), which is noticed when the loop's function returns there.
"""

from __future__ import annotations

import opcode
from collections.abc import Callable
from types import CodeType, FrameType

from dapper.code import flags
from dapper.code.filter import CodeFilter
from dapper.code.names_of_code import file_of
from dapper.code.suspension import Suspension, code_made
from dapper.stopping.step_targets import CallSite
from dapper.values.statics import MISSING
from dapper.values.tasks import LoopWait

_CACHE = 0
_EXTENDED_ARG = opcode.opmap["EXTENDED_ARG"]
_CALLS = frozenset(
    opcode.opmap[name] for name in ("PRECALL", "CALL", "CALL_KW", "CALL_FUNCTION_EX") if name in opcode.opmap
)
_TURNS = frozenset((opcode.opmap["FOR_ITER"], opcode.opmap["GET_ANEXT"]))

_CLEANUP_THROW = opcode.opmap.get("CLEANUP_THROW")
_YIELDS = frozenset(opcode.opmap[name] for name in ("YIELD_VALUE", "RESUME"))
"""A generator that waits stands at one of these."""
_STAYING = ("over", "until")
"""Kinds of steps that do not follow what a generator hands over."""

ANCESTORS_HELD = 512
"""Frames under the stepping one that are remembered: an exception that passes more of them ends no step."""


class Step:
    """One running step.

    Attributes:
        kind: `in`, `over`, `until`, `out` or `any`.
        frame: the stepping frame; None when the step waits for any wanted code.
        arrival: the caller in which the step goes on at once, or None. In a step by instructions, the frame too.
        entered: code objects that a step in has met at their start, by identity.
        seeks: whether code that starts or resumes elsewhere is of interest.
        reason: DAP stop reason to report.
        call: the call that is to be entered; None by now, or none.
        awaiter: gives the frame that waits for a frame's task to end, where that is known; None: nobody is asked.
        wait: gives the call of the event loop that waits for a frame's task to end, likewise.
    """

    def __init__(self, kind: str, frame: FrameType | None, filter: CodeFilter, reason: str = "step") -> None:
        self.kind = kind
        self.frame = frame
        self.reason = reason
        self.arrival: FrameType | None = None
        self._begun_at: str | None = None
        self.entered: dict[int, CodeType] = {}
        self._returned: dict[tuple[int, int], tuple[str, object]] = {}  # by the place of the call and the code
        self.seeks = kind in ("in", "any")
        self.call: CallSite | None = None
        self.awaiter: Callable[[FrameType], FrameType | None] | None = None
        self.wait: Callable[[FrameType], LoopWait | None] | None = None
        self._waited: LoopWait | None = None
        self._filter = filter
        self._line = frame.f_lineno if frame is not None else None
        if frame is not None and not filter.wanted(frame.f_code):
            # Paused inside a library: whatever the step, it leads back to the user's code.
            self.arrival = filter.nearest_entered(frame)
            self.seeks = self.seeks or self.arrival is None
            self.frame, frame = None, self.arrival
        # By identity, which is theirs as long as they have not ended: to hold them would keep alive what they hold.
        self._ancestors: dict[int, CodeType] = {}
        self._suspension = (
            Suspension(self.frame) if self.frame is not None and _stays(kind, self.frame.f_code) else None
        )
        self._remember_below(frame.f_back if frame is not None else None)

    def _remember_below(self, below: FrameType | None) -> None:
        wanted: dict[str, bool] = {}  # by file: a stack has few, and may be deep
        while below is not None and len(self._ancestors) < ANCESTORS_HELD:
            file = file_of(below.f_code)
            if (is_wanted := wanted.get(file)) is None:
                is_wanted = wanted[file] = self._filter.wanted_file(below.f_code)
            if is_wanted:
                self._note_below(below)
            below = below.f_back

    def _note_below(self, frame: FrameType) -> None:
        if not self._filter.is_made(frame.f_code) and not self._filter.skips(frame.f_code):
            self._ancestors[id(frame)] = frame.f_code

    def expect(self, awaiting: list[FrameType]) -> None:
        """Takes the frames that wait for the end of the task in which the step begins: an exception goes on there."""
        for frame in awaiting:
            if self._filter.wanted(frame.f_code):
                self._note_below(frame)

    def comes_back(self, frame: FrameType | None) -> bool:
        """The event loop has waited for a future, and goes on in a frame. Returns whether the step may end there."""
        if self.frame is None or (self._suspension or Suspension(self.frame)).lasts():
            return False
        self._remember_below(frame)
        return True

    @classmethod
    def to_call(cls, frame: FrameType, filter: CodeFilter, call: CallSite, offset: int) -> Step:
        """A step into one certain call of the frame, which stands at the instruction at `offset`."""
        step = cls("over", frame, filter)
        step.call, step.arrival = call, frame
        step.seeks = offset == call.offset
        return step

    def goes_on(self, offset: int, stacked: Callable[[int], object]) -> bool:
        """The frame of `arrival` comes to an instruction. Returns whether the step goes on from there.

        `stacked`: what is at a place of the frame's stack.
        """
        call = self.call
        if call is None:
            return False
        if offset == call.offset:
            self.seeks = True
        elif self.seeks:  # the call is over
            self.call = self.arrival = None
            # Nothing of a generator has run yet: whoever gets it does that (`list(numbers())`).
            made = code_made(stacked(call.place)) if offset == call.after and call.place is not None else None
            if made is not None and self._filter.wanted(made):
                self.entered[id(made)] = made
            self.seeks = call.is_run and made is None
            self.kind = "in" if self.seeks else "over"
        return True

    @property
    def caller(self) -> FrameType | None:
        """The frame of which it matters what its calls return."""
        return None if self.kind == "out" else self.frame

    def line_codes(self) -> list[CodeType]:
        """Code objects whose lines matter."""
        codes = [*self._ancestors.values(), *self.entered.values()]
        if self.frame is not None and self.kind != "out":
            codes.append(self.frame.f_code)
        return codes

    def leave_codes(self) -> list[CodeType]:
        """Code objects whose returns and yields matter."""
        if self.frame is not None:
            return [self.frame.f_code]
        return [self._waited.code] if self._waited is not None else []

    def ends_at_line(self, frame: FrameType, place: tuple[CodeType, int] | None = None) -> bool:
        """Whether a line event of `frame` ends the step. `place`: where it stands, if its code is a copy."""
        code, offset = place or (frame.f_code, frame.f_lasti)
        # An exception passes what waits: as where it passes a call, nothing of that line runs. Most events end no step,
        # and `co_code` is made anew each time.
        return self._ends_at(frame, code, offset) and code.co_code[offset] != _CLEANUP_THROW

    def _ends_at(self, frame: FrameType, code: CodeType, offset: int) -> bool:
        if frame is self.frame:
            if self.kind == "out" or (self.call is not None and frame.f_lineno in self.call.statement):
                return False
            if self.kind == "until":
                return frame.f_lineno > (self._line or 0)
            # The same line again is a turn of a loop in one line, or what an exception passes on its way out of it.
            return frame.f_lineno != self._line
        if self._ancestors.get(id(frame)) is frame.f_code:
            return self._suspension is None or not self._suspension.lasts()
        if id(frame.f_code) not in self.entered:
            return False
        # A generator that is back at the head of its loop may have no more turns: then it was not entered at all.
        return self.kind == "any" or not _asks_for_next(code, offset)

    def by_instruction(self, pointer: Callable[[FrameType], str | None]) -> None:
        """Ends at the next instruction of the frame already, unless it is a step out. `pointer`: where a frame stands."""
        frame = self.frame
        if frame is not None and self.kind != "out":
            self.arrival, self._begun_at = frame, pointer(frame)

    def ends_at_instruction(self, frame: FrameType, pointer: Callable[[FrameType], str | None]) -> bool:
        """Whether an event of an instruction of the program's in the frame `arrival` ends the step. Argument as above."""
        if frame is not self.frame:
            return frame.f_lineno is not None  # a handler begins with instructions of no line
        here = pointer(frame)
        if here is None:
            return False  # there is no such instruction in the program's own code
        # The event of the instruction at which the step began may come only now.
        begun_at, self._begun_at = self._begun_at, None
        return here != begun_at

    def wait_in(self, frame: FrameType) -> None:
        """The step goes on in a frame at once, from instruction to instruction."""
        self.frame, self.arrival, self.seeks = None, frame, False
        self._suspension = None

    def enter(self, code: CodeType) -> bool:
        """Code starts or resumes. Returns whether to go on watching for other code that does."""
        # What was chosen is entered whatever it is.
        if self.seeks and (self._filter.wanted(code) if self.call is not None else self._filter.enters(code)):
            self.entered[id(code)] = code
            # Calling a generator or coroutine function only makes the object: its body may come much later. Before its
            # first line the body of a class notes its name, in a namespace that may be the program's own.
            is_class_body = not code.co_flags & flags.OPTIMIZED and code.co_name != "<module>"
            return bool(code.co_flags & flags.SUSPENDABLE) or is_class_body
        return True

    def note(self, caller: FrameType, code: CodeType, value: object) -> None:
        """What the frame has called has returned. Only calls that its source writes are of interest."""
        if (
            caller is self.frame
            and code.co_flags & flags.OPTIMIZED
            and not code.co_flags & flags.SUSPENDABLE
            and code.co_name != "__init__"
            and not code.co_name.startswith("<")
            and not file_of(code).startswith("<frozen ")
            and not self._filter.is_debugger(code)
            and _operation(caller) in _CALLS
        ):
            self._remember(caller.f_lasti, code, value)

    def _remember(self, place: int, code: CodeType, value: object) -> None:
        """Of what is called again and again at one place, the last counts."""
        self._returned.pop((place, id(code)), None)
        self._returned[place, id(code)] = code.co_name, value

    def returned_at(self, frame: FrameType) -> list[tuple[str, object]]:
        """What calls of the stepping frame have returned, and that itself: names of functions, and values, the newest last.

        Nothing at a stop in what the stepping frame has called.
        """
        return list(self._returned.values()) if self.frame is None or frame is self.frame else []

    def leave(self, frame: FrameType, value: object, yielded: bool) -> bool:
        """The frame returns or yields. Returns whether what the step waits for has changed."""
        if frame is not self.frame:
            return self._goes_to_waiting(frame)
        self.call = None
        code = frame.f_code
        if yielded and (self.kind in _STAYING or not _hands_over(code, value)):
            return False
        if not yielded and value is not MISSING:
            self._remember(-1, code, value)
        self.frame = self._suspension = None
        last, caller = self._last_passed(_outermost_delegating(frame) if yielded else frame)
        self.arrival = self._filter.nearest_entered(caller)
        is_loop = caller is None or self._filter.is_event_loop(caller.f_code)
        awaiter = self.awaiter(last) if is_loop and self.awaiter is not None else None
        self.arrival = awaiter or self.arrival
        self._waited = self.wait(last) if is_loop and self.arrival is None and self.wait is not None else None
        # What stands between the two may call wanted code again before the caller goes on: a C function, for a step
        # into that; and an event loop, whose caller gets nothing back before all is over.
        self.seeks = self.kind == "in" or (
            self.kind != "out"
            and awaiter is None
            and self._waited is None
            and (self.arrival is None or (is_loop and caller is not None))
        )
        return True

    def _goes_to_waiting(self, loop: FrameType) -> bool:
        """A function has returned. Returns whether it is the one in which the step's next frame has waited."""
        if self._waited is None or not self._waited.is_in(loop):
            return False
        # What the step seeks stays: where several stacks wait, CPython survives no change of global events right here.
        self._waited, self.arrival = None, self._filter.nearest_entered(loop.f_back)
        return True

    def _last_passed(self, frame: FrameType) -> tuple[FrameType, FrameType | None]:
        """The last frame before the next that a step comes back to, or before the event loop; and that one.

        A task may begin with a coroutine that is gone through: who awaits the task goes on after that too.
        """
        caller = frame.f_back
        while caller is not None and not self._filter.enters(caller.f_code):
            if self._filter.is_event_loop(caller.f_code) and not caller.f_code.co_flags & flags.SUSPENDABLE:
                break
            frame, caller = caller, caller.f_back
        return frame, caller


def _stays(kind: str, code: CodeType) -> bool:
    """Whether a step waits with its frame while that is suspended: what awaits hands nothing over."""
    waits = flags.COROUTINE | flags.ITERABLE_COROUTINE | flags.ASYNC_GENERATOR
    return kind in _STAYING or (kind == "out" and bool(code.co_flags & waits))


def _outermost_delegating(frame: FrameType) -> FrameType:
    """The generator whose consumer gets what another yields, by which an exception was thrown into that.

    A generator that delegates does not run for that: what the other yields goes past it.
    """
    below = frame.f_back
    while below is not None and below.f_code.co_flags & flags.SUSPENDABLE and _operation(below) in _YIELDS:
        frame, below = below, below.f_back
    return frame


def _operation(frame: FrameType) -> int:
    """What a frame does now. CPython 3.11 may stand in the cache behind it."""
    operations, at = frame.f_code.co_code, frame.f_lasti
    while operations[at] == _CACHE and at > 0:
        at -= 2
    return operations[at]


def _hands_over(code: CodeType, value: object) -> bool:
    """Whether a yield gives control to a consumer, rather than to an event loop."""
    if code.co_flags & (flags.COROUTINE | flags.ITERABLE_COROUTINE):
        return False
    if code.co_flags & flags.ASYNC_GENERATOR:
        return type(value).__name__ == "async_generator_wrapped_value"
    return True


def _asks_for_next(code: CodeType, offset: int) -> bool:
    """Whether an instruction begins another turn of a loop, if there is one."""
    operations = code.co_code
    while operations[offset] == _EXTENDED_ARG:
        offset += 2
    return operations[offset] in _TURNS
