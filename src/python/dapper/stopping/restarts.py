"""Restart frame: which frames can begin again, and what they begin with.

The frames above the chosen one end without any of their clean-up, as if they had never been called; what they have
done stays done. Its own variables are gone, but for its arguments.
"""

from __future__ import annotations

import opcode
import sys
from collections.abc import Iterator
from types import CellType, CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.code import flags
from dapper.code.assembly import variable_name
from dapper.code.instructions import Instructions
from dapper.code.line_entries import start_of
from dapper.stopping.handled import set_handled
from dapper.stopping.prospect.native_frames import NativeFrames, places
from dapper.stopping.prospect.saved_values import SavedValues
from dapper.stopping.step_targets import CallSite, call_at, start_of_statement
from dapper.values.generics import AnyStaticmethod
from dapper.values.statics import MISSING, ClassTable, is_a

if TYPE_CHECKING:
    from dapper.delivery.base import Backend
    from dapper.delivery.hook import Hook

_ARGUMENTS_ABOVE = {"CALL": 0, "CALL_KW": 1}
"""Calls whose argument says how many values there are, and what lies above those."""
_MAKERS = ("__new__", "__init__")
_CALLS_CLASS = type.__dict__["__call__"]
_COUNTED_BEFORE = "PRECALL" in opcode.opmap
"""Whether another instruction, ahead of the call, already counts as what takes the arguments (CPython 3.11)."""
_YIELDS = "YIELD_VALUE"
_ASSIGNS = frozenset(("STORE_FAST", "DELETE_FAST", "STORE_FAST_MAYBE_NULL", "STORE_DEREF", "DELETE_DEREF"))
_ASSIGNS_BOTH = frozenset(("STORE_FAST_STORE_FAST",))
_ASSIGNS_FIRST = _ASSIGNS_BOTH | {"STORE_FAST_LOAD_FAST"}
"""They have two variables in their argument, four bits each."""


class Plan:
    """How a frame is to begin again.

    Attributes:
        start: where it goes on, in bytes, in the program's code.
        above: the frames that end, the top one first.
        by_c: whether the hook stands between the frame and the one above it.
        call: the call that is made again from there; None where the frame itself begins again.
        handled: the exception, or None, that is handled there; MISSING: the same one as now.
        hidden: values of variables that comprehensions have hidden since, by the numbers of the variables.
    """

    __slots__ = ("above", "by_c", "call", "handled", "hidden", "start")

    def __init__(self, start: int, above: list[FrameType], by_c: bool, call: CallSite | None) -> None:
        self.start, self.above, self.by_c, self.call = start, above, by_c, call
        self.handled: object = MISSING
        self.hidden: dict[int, object] = {}


class Restarts:
    """See the module."""

    def __init__(self, hook: Hook) -> None:
        self._hook = hook.module
        self._natives = NativeFrames(hook.module)

    def plan(
        self, frame: FrameType, top: FrameType | None, backend: Backend | None, statement: range | None = None
    ) -> Plan | str:
        """How a frame under `top` can begin again, or its `statement` that has called something; or why it cannot."""
        if backend is None or not self._natives.are_read:
            return "that takes the eval-frame hook"
        code, offset = backend.place(frame)
        call, it = None, "it"
        if statement is None:
            start = start_of(code)
            if start is None:
                return "it has no first line"
            if code.co_flags & flags.SUSPENDABLE and _may_have_been_suspended(code, offset):
                return "it may have been suspended since it began, and what has resumed it counts on that"
            begin = start.offset
        else:
            call, first = call_at(code, offset, statement), start_of_statement(code, offset, statement)
            if call is None or first is None:
                return f"no call that is written in {code.co_qualname} has called it"
            begin, it = first, code.co_qualname
        running = sys._getframe()
        while running is not None and running is not top:
            running = running.f_back
        above: list[FrameType] = []
        while running is not None and running is not frame:
            above.append(running)
            running = running.f_back
        if running is None:
            return "it does not run"
        for each in above:
            name = each.f_code.co_qualname
            if each.f_code.co_flags & flags.SUSPENDABLE:
                return f"{name}, which it has resumed, is a generator or coroutine and would be lost"
            if not self._is_called_directly(each):
                return f"native code stands between {it} and {name}, which cannot be taken back"
        by_c = bool(above) and self._natives.entered_from_c(above[-1]) is True
        if by_c and any(each.f_code is frame.f_code and each.f_lasti == frame.f_lasti for each in above):
            return "the debugger looks at what it calls, and cannot tell it from a deeper call of the same function"
        plan = Plan(begin, above, by_c, call)
        self._put_back(plan, frame, backend.offset_in(frame, begin))
        if call is None:
            for number in range(_argument_count(code)):
                if plan.hidden.get(number, self._natives.local(frame, number)) is MISSING:
                    return f"its argument {variable_name(code, number)} was deleted"
        return plan

    def _put_back(self, plan: Plan, frame: FrameType, begin: int) -> None:
        """Notes what is to be put back where a frame goes on at an offset of what it runs."""
        saved = SavedValues(Instructions(frame.f_code))
        kept = len(saved.at(begin))
        for each in reversed(saved.at(frame.f_lasti)[kept:]):
            value = self._natives.value(frame, each.index)
            if each.variable is None:
                plan.handled = value
            else:
                plan.hidden[each.variable] = value
        for other in reversed(plan.above):  # the lowest of them has begun first
            if plan.handled is not MISSING:
                return
            for each in reversed(SavedValues(Instructions(other.f_code)).at(other.f_lasti)):
                if each.variable is None:
                    plan.handled = self._natives.value(other, each.index)

    def put_back(self, frame: FrameType, plan: Plan) -> None:
        """Has the frame, which has come to the plan's start, find the values and the handled exception that it had."""
        hook = self._hook
        assert hook is not None  # see `plan`
        if plan.handled is not MISSING:
            set_handled(plan.handled)
        empty = _frame_with_an_empty_variable()
        try:
            for number, value in plan.hidden.items():
                if value is MISSING:
                    hook.empty_slot(frame, number, empty, 0)
                else:
                    hook.set_slot(frame, number, value)
        finally:
            del empty

    def begin(self, frame: FrameType) -> list[str]:
        """Empties the variables of a frame that begins again; returns the arguments that may have been changed."""
        hook, code = self._hook, frame.f_code
        assert hook is not None  # see `plan`
        arguments = _argument_count(code)
        empty = _frame_with_an_empty_variable()
        for number in range(places(code) - len(code.co_freevars)):
            name = variable_name(code, number)
            is_cell = name in code.co_cellvars
            value = self._natives.local(frame, number) if number < arguments else MISSING
            if is_cell:
                # What was made by the former run keeps its own.
                hook.set_slot(frame, number, CellType() if value is MISSING else CellType(value))
            elif number >= arguments:
                hook.empty_slot(frame, number, empty, 0)
        del empty
        assigned = set(_assigned(code))
        return [name for name in code.co_varnames[:arguments] if name in assigned]

    def _is_called_directly(self, frame: FrameType) -> bool:
        """Whether a frame was called by the one below it, rather than by native code that this one has called."""
        caller = frame.f_back
        if caller is None:
            return False
        if not self._natives.entered_from_c(frame):
            return True
        # So it is entered too while the hook looks at what is called: then the call itself shows what it calls.
        instructions = Instructions(caller.f_code)
        found = instructions.instruction(caller.f_lasti)
        depth = None if found is None else instructions.depth(found[0])
        if found is None or depth is None or found[1].name not in _ARGUMENTS_ABOVE:
            return False
        given = 0 if _COUNTED_BEFORE else found[1].argument
        lowest = depth - given - 2 - _ARGUMENTS_ABOVE[found[1].name]
        if any(self._natives.is_function(caller, lowest + number, frame) for number in (0, 1)):
            return True
        return self._is_made_by_call(caller, lowest, frame)

    def _is_made_by_call(self, caller: FrameType, lowest: int, frame: FrameType) -> bool:
        """Whether a class is called, and nothing but `type.__call__` stands before this frame: it only passes an error on."""
        found = [self._natives.value(caller, lowest + number) for number in (0, 1)]
        called = [each for each in found if each is not MISSING]
        if len(called) != 1 or not is_a(called[0], type):
            return False
        classes, name = ClassTable(), frame.f_code.co_name
        function = classes.facts(called[0]).find(name) if name in _MAKERS else MISSING
        if type(function) is AnyStaticmethod:
            function = function.__func__
        return classes.of(called[0]).find("__call__") is _CALLS_CLASS and self._natives.runs(frame, function)


def _argument_count(code: CodeType) -> int:
    more = bool(code.co_flags & flags.VARARGS) + bool(code.co_flags & flags.VARKEYWORDS)
    return code.co_argcount + code.co_kwonlyargcount + more


def _may_have_been_suspended(code: CodeType, offset: int) -> bool:
    """Whether an instruction can be reached from one that yields."""
    instructions = Instructions(code)
    waiting = [each.after for each in instructions.at.values() if each.name == _YIELDS]
    seen: set[int] = set()
    while waiting:
        at = waiting.pop()
        if at in seen or at not in instructions.at:
            continue
        seen.add(at)
        handler = instructions.handler(at)
        waiting += instructions.at[at].successors()
        waiting += [handler.target] if handler else []
    return offset in seen


def _assigned(code: CodeType) -> Iterator[str]:
    """Names of variables that a function, or one inside of it, assigns to or deletes."""
    instructions = Instructions(code)
    saved = SavedValues(instructions)
    for offset, each in instructions.at.items():
        if each.name in _ASSIGNS:
            if not saved.hides(offset, each.argument):  # otherwise it is a comprehension's
                yield variable_name(code, each.argument)
        elif each.name in _ASSIGNS_FIRST:
            yield variable_name(code, each.argument >> 4)
            if each.name in _ASSIGNS_BOTH:
                yield variable_name(code, each.argument & 15)
    for constant in code.co_consts:
        if type(constant) is CodeType:
            yield from (name for name in _assigned(constant) if name in constant.co_freevars)


def _frame_with_an_empty_variable(first: None = None) -> FrameType:
    """A frame whose first variable has no value.

    It keeps all that called it, so it is to be in no variable: of its own or of one of those.
    """
    del first
    return sys._getframe()
