"""Whether an exception will leave the program, decided where it is raised."""

from __future__ import annotations

import sys
from types import FrameType

from dapper.code_filter import CodeFilter
from dapper.inspect.statics import is_a
from dapper.prospect.handling import HANDLED, PASSED, Handling, Outcome
from dapper.prospect.native_frames import NativeFrames

_GENERATORS = 0x20 | 0x80 | 0x200
"""Flags of the code of generators, coroutines and asynchronous generators."""
_OPTIMIZED = 0x1
_CALLS = ("CALL", "CALL_KW", "CALL_FUNCTION_EX")
_PREPARED = sys.version_info < (3, 12)
"""Whether an instruction of its own counts the arguments as taken before CALL takes them."""
_CALLED_FIRST = sys.version_info >= (3, 13)
_KEYWORDS_ALWAYS = sys.version_info >= (3, 14)
"""Whether a call by `*` has a place for keywords also where it has none."""
_IMPORTS = "<frozen importlib"
_ANYTHING: tuple[type[BaseException], ...] = ()
_ATTRIBUTES = (AttributeError,)
_ITEMS = (StopIteration, IndexError)
_LENGTHS = (AttributeError, TypeError, IndexError)
_OPERATORS = {
    **dict.fromkeys(("LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR"), _ATTRIBUTES),
    **dict.fromkeys(("FOR_ITER", "SEND", "UNPACK_SEQUENCE", "UNPACK_EX", "CONTAINS_OP"), _ITEMS),
    **dict.fromkeys(("LIST_EXTEND", "SET_UPDATE", "DICT_UPDATE", "DICT_MERGE"), _LENGTHS),
    **dict.fromkeys(
        (
            *("BINARY_OP", "BINARY_SUBSCR", "BINARY_SLICE", "STORE_SUBSCR", "STORE_SLICE", "DELETE_SUBSCR"),
            *("STORE_ATTR", "DELETE_ATTR", "COMPARE_OP", "UNARY_NEGATIVE", "UNARY_POSITIVE", "UNARY_INVERT"),
            *("UNARY_NOT", "TO_BOOL", "BEFORE_WITH", "LOAD_SPECIAL", "WITH_EXCEPT_START", "GET_ITER", "GET_AITER"),
            *("GET_ANEXT", "GET_AWAITABLE", "FORMAT_VALUE", "FORMAT_SIMPLE", "FORMAT_WITH_SPEC", "CONVERT_VALUE"),
            *("IMPORT_NAME", "RAISE_VARARGS", "POP_JUMP_IF_TRUE", "POP_JUMP_IF_FALSE", "JUMP_IF_TRUE_OR_POP"),
            *("JUMP_IF_FALSE_OR_POP", "POP_JUMP_FORWARD_IF_TRUE", "POP_JUMP_FORWARD_IF_FALSE"),
            *("POP_JUMP_BACKWARD_IF_TRUE", "POP_JUMP_BACKWARD_IF_FALSE"),
        ),
        _ANYTHING,
    ),
}
"""Instructions that call Python code by an operator, and exceptions that the interpreter itself may take there."""


class Prospects:
    """Tells of exceptions what will become of them.

    Args:
        filter: whose code it is.
        native: what else is known of frames.
    """

    def __init__(self, filter: CodeFilter, native: NativeFrames) -> None:
        self._filter, self._native = filter, native
        self._handling = Handling(native)

    @property
    def known(self) -> dict[int, dict[int, object]] | None:
        """What is known of places already (see `Known`), for the hook; None where that cannot read frames."""
        return self._handling.known.table if self._native.are_read else None

    def of(self, frame: FrameType, offset: int, error: BaseException) -> Outcome:
        """PASSED: it leaves the program; HANDLED; or why that cannot be told.

        Args:
            frame: where it is raised, or has come to.
            offset: of the instruction there, in bytes.
            error: it.
        """
        while True:
            outcome = self._handling.outcome(frame, offset, error)
            if outcome is not PASSED:
                return outcome
            caller = frame.f_back
            if self._is_outermost(frame, caller):
                return PASSED
            if caller is None or self._filter.is_debugger(caller.f_code):
                return f"{_name(frame)} was called from outside of the program"
            unsure = self._between(frame, caller, error)
            if unsure is not None:
                return unsure
            frame, offset = caller, caller.f_lasti

    def _is_outermost(self, frame: FrameType, caller: FrameType | None) -> bool:
        """Whether what leaves a frame has left the program."""
        code = frame.f_code
        if code.co_name == "<module>" and code.co_flags & _GENERATORS:
            return True  # a program with an `await` of its own: the event loop runs it
        if code.co_name != "<module>" or not self._filter.is_mine(code):
            return False
        while caller is not None and not self._filter.is_mine(caller.f_code):
            caller = caller.f_back
        return caller is None

    def _between(self, frame: FrameType, caller: FrameType, error: BaseException) -> str | None:
        """Why it cannot be told whether an exception comes from a frame to its caller; None: it does."""
        from_c = self._native.entered_from_c(frame)
        if from_c is False or caller.f_code.co_filename.startswith(_IMPORTS):
            return None
        found = self._handling.instructions.of(caller.f_code).instruction(caller.f_lasti)
        if found is None:
            return f"nothing is known of where {_name(caller)} is"
        offset, instruction = found
        taken = _OPERATORS.get(instruction.name)
        if taken is not None:
            is_taken = not frame.f_code.co_flags & _GENERATORS and any(is_a(error, each) for each in taken)
            return f"{_name(caller)} may take it as an answer of {_name(frame)}" if is_taken else None
        if instruction.name in _CALLS and self._is_call_of(frame, caller, offset):
            return None
        if from_c is None:
            return "only the eval-frame hook can tell whether C code stands between"
        return f"C code stands between {_name(frame)} and {_name(caller)}"

    def _is_call_of(self, frame: FrameType, caller: FrameType, offset: int) -> bool:
        """Whether a call in the caller calls just that, or makes a class of it."""
        code, instructions = frame.f_code, self._handling.instructions.of(caller.f_code)
        if not code.co_flags & _OPTIMIZED and code.co_name != "<module>":
            return True
        depth = instructions.depth(offset)
        if depth is None:
            return False
        instruction = instructions.at[offset]
        if instruction.name == "CALL_FUNCTION_EX":
            above = 1 + (instruction.argument & 1 or _KEYWORDS_ALWAYS)
        else:
            above = instruction.argument + (instruction.name == "CALL_KW")
            if _PREPARED:
                depth += instruction.argument
        # Two places: what is called, and its first argument where that is a method; or nothing, and what is called.
        first = depth - above - 2
        numbers = (first,) if _CALLED_FIRST else (first, first + 1)
        return any(self._native.calls(caller, number, frame) for number in numbers)


def _name(frame: FrameType) -> str:
    name = frame.f_code.co_qualname
    return "the main program" if name == "<module>" else name


__all__ = ["HANDLED", "PASSED", "Outcome", "Prospects"]
