"""Whether an exception will leave the program, decided where it is raised."""

from __future__ import annotations

import sys
from types import FrameType

from dapper.code import flags
from dapper.code.filter import CodeFilter
from dapper.code.instructions import Instruction
from dapper.code.names_of_code import file_of
from dapper.stopping.prospect.handling import HANDLED, PASSED, Flight, Handling, Outcome
from dapper.stopping.prospect.known import Table
from dapper.stopping.prospect.native_frames import NativeFrames
from dapper.stopping.prospect.operators import ATTRIBUTES, OPERATORS, RESUMING
from dapper.values.statics import is_a

_CALLS = ("CALL", "CALL_KW", "CALL_FUNCTION_EX")
_PREPARED = sys.version_info < (3, 12)
"""Whether an instruction of its own counts the arguments as taken before CALL takes them."""
_CALLED_FIRST = sys.version_info >= (3, 13)
_KEYWORDS_ALWAYS = sys.version_info >= (3, 14)
"""Whether a call by `*` has a place for keywords also where it has none."""
_ANSWERED = RESUMING | {"END_FOR", "END_SEND", "YIELD_VALUE", "RESUME"}
"""Where a StopIteration ends a loop or gives a result; at the last two, of what an exception is thrown into."""
_IMPORTS = "<frozen importlib"


class Prospects:
    """Predicts what will become of exceptions.

    Args:
        filter: whose code it is.
        native: what else is known of frames.
    """

    def __init__(self, filter: CodeFilter, native: NativeFrames) -> None:
        self._filter, self._native = filter, native
        self._handling = Handling(native)

    @property
    def known(self) -> Table | None:
        """What is known of places already (see `Known`), for the hook; None where that cannot read frames."""
        return self._handling.known.table if self._native.are_read else None

    def of(self, frame: FrameType, offset: int, error: BaseException) -> Outcome:
        """PASSED: it leaves the program; HANDLED; or why that cannot be predicted.

        Args:
            frame: where it is raised, or has come to.
            offset: of the instruction there, in bytes.
            error: the exception.
        """
        flight = Flight(error)
        while True:
            outcome = self._handling.outcome(frame, offset, flight)
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

    def leaves(self, frame: FrameType, offset: int, error: BaseException) -> bool:
        """Whether it certainly leaves the frame, and is not the answer of what the frame iterates or awaits.

        Arguments as above.
        """
        found = self._handling.instructions.of(frame.f_code).instruction(offset)
        if found is not None and found[1].name in _ANSWERED:
            return False
        return self._handling.outcome(frame, offset, Flight(error)) is PASSED

    def _is_outermost(self, frame: FrameType, caller: FrameType | None) -> bool:
        """Whether what leaves a frame has left the program."""
        code = frame.f_code
        if code.co_name != "<module>" or not self._filter.is_mine(code):
            return False
        while caller is not None and not self._filter.is_mine(caller.f_code):
            caller = caller.f_back
        return caller is None

    def _between(self, frame: FrameType, caller: FrameType, error: BaseException) -> str | None:
        """Why it is uncertain whether an exception passes from a frame to its caller; None: it does."""
        from_c = self._native.entered_from_c(frame)
        if from_c is False:
            return None
        code = frame.f_code
        if code.co_name == "<module>" and file_of(caller.f_code).startswith(_IMPORTS):
            return None  # the import system runs a module
        found = self._handling.instructions.of(caller.f_code).instruction(caller.f_lasti)
        if found is not None and self._is_direct(frame, caller, *found):
            if found[1].name not in ATTRIBUTES or not is_a(error, AttributeError):
                return None
            return f"{_name(caller)} may take it as the answer that there is no such attribute"
        if from_c is None:
            return "only the eval-frame hook can tell whether C code stands between"
        return f"C code stands between {_name(frame)} and {_name(caller)}"

    def _is_direct(self, frame: FrameType, caller: FrameType, offset: int, instruction: Instruction) -> bool:
        """Whether the caller's instruction runs a frame by itself, and not code that runs it."""
        code, name = frame.f_code, instruction.name
        if name == "IMPORT_NAME":
            return file_of(code).startswith(_IMPORTS)
        depth = self._handling.instructions.of(caller.f_code).depth(offset)
        if depth is None:
            return False
        if name in _CALLS:
            return self._is_call_of(frame, caller, depth, instruction)
        operator = OPERATORS.get(name)
        if operator is None:
            return False
        if not code.co_flags & flags.SUSPENDABLE and operator.methods and code.co_name not in operator.methods:
            return False
        if code.co_flags & flags.SUSPENDABLE and name not in RESUMING:
            return False
        return any(self._native.holds(caller, depth - 1 - place, frame) for place in operator.places)

    def _is_call_of(self, frame: FrameType, caller: FrameType, depth: int, instruction: Instruction) -> bool:
        """Whether a call in the caller calls just that, or makes an object or a class of it."""
        code = frame.f_code
        if code.co_flags & flags.SUSPENDABLE:
            return False
        if not code.co_flags & flags.OPTIMIZED and code.co_name != "<module>":
            return True  # the body of a class
        if instruction.name == "CALL_FUNCTION_EX":
            above = 1 + (instruction.argument & 1 or _KEYWORDS_ALWAYS)
        else:
            above = instruction.argument + (instruction.name == "CALL_KW")
            if _PREPARED:
                depth += instruction.argument
        # Two places: what is called, and its first argument where that is a method; or nothing, and what is called.
        first = depth - above - 2
        numbers = (first,) if _CALLED_FIRST else (first, first + 1)
        return any(self._native.holds(caller, number, frame) for number in numbers)


def _name(frame: FrameType) -> str:
    name = frame.f_code.co_qualname
    return "the main program" if name == "<module>" else name


__all__ = ["HANDLED", "PASSED", "Outcome", "Prospects"]
