"""What a frame makes of an exception that is raised in it or comes to it: handles it, passes it on, or that cannot be told.

Decided from its code's exception table and instructions, without running any code of the program.
"""

from __future__ import annotations

import opcode
import sys
from collections.abc import Callable
from types import CodeType, FrameType, FunctionType, MethodType

from dapper.inspect.statics import MISSING, ClassTable, is_a, is_built_in, str_items, type_name
from dapper.prospect.classes import Value, Values, matches
from dapper.prospect.instructions import JUMPS, Handler, Instruction, InstructionCache, Instructions
from dapper.prospect.known import Course, Known
from dapper.prospect.native_frames import NativeFrames

PASSED, HANDLED = True, False
Outcome = bool | str
"""PASSED on to the caller; HANDLED, or replaced by another one; or why that cannot be told."""
_CALLED_APART = sys.version_info >= (3, 14)
"""Whether a `with` statement keeps `__exit__` and what to call it on in two places."""
_MODULE = type.__dict__["__module__"].__get__
_MOST = 50
"""Handlers, each in another or in a context manager, after which it is not followed any further."""


class Handling:
    """Decides for any frames.

    Args:
        native: what else is known of frames.
    """

    def __init__(self, native: NativeFrames) -> None:
        self._native = native
        self.instructions = InstructionCache()
        self.known = Known()

    def outcome(self, frame: FrameType, offset: int, error: BaseException) -> Outcome:
        """What becomes of an exception at a place in a frame that runs.

        Args:
            frame: it.
            offset: of the instruction, in bytes.
            error: the exception.
        """
        course = Course()
        outcome = self.follow(frame, offset, error, course, runs=True, deep=0)
        if course.is_plain and type(outcome) is bool:
            self.known.add(frame.f_code, offset, course.entry(outcome is HANDLED))
        return outcome

    def follow(
        self, frame: FrameType, offset: int, error: BaseException, course: Course, runs: bool, deep: int
    ) -> Outcome:
        """The same, taking note of how it went.

        Args:
            frame: as above.
            offset: as above.
            error: as above.
            course: what takes note.
            runs: whether the frame does; else it is a suspended generator's.
            deep: how many handlers led here.
        """
        handler = self.instructions.of(frame.f_code).handler(offset)
        if handler is None:
            return PASSED
        if deep > _MOST:
            return "it has too many handlers, one in another"
        return _Walk(self, frame, handler, error, course, runs, deep).outcome()

    def exit_outcome(self, frame: FrameType, handler: Handler, error: BaseException, deep: int) -> Outcome:
        """What the context manager makes of it, whose `with` statement a handler is of."""
        kept = handler.depth - (2 if _CALLED_APART else 1)
        leave = self._native.value(frame, kept)
        owner = self._native.value(frame, kept + 1) if _CALLED_APART else None
        if type(leave) is MethodType:
            leave, owner = leave.__func__, leave.__self__
        elif owner is None:
            owner = getattr(leave, "__self__", None) if is_built_in(type(leave)) else None
        unsure = f"what the __exit__ of {type_name(owner)} returns decides"
        if owner is None:
            return "the context manager cannot be seen"
        if type(leave) is not FunctionType:
            known = is_built_in(type(owner)) and _MODULE(type(owner)) in sys.stdlib_module_names
            return PASSED if known else unsure  # none of those holds an exception back
        special = _SPECIAL.get(_qualified(leave.__code__))
        if special is not None:
            return special(self, owner, error, deep)
        returned = _returned(leave.__code__, self.instructions.of(leave.__code__))
        if returned is None:
            return unsure
        return HANDLED if returned else PASSED


class _Walk:
    """Follows one handler on all the ways through it."""

    def __init__(
        self,
        handling: Handling,
        frame: FrameType,
        handler: Handler,
        error: BaseException,
        course: Course,
        runs: bool,
        deep: int,
    ) -> None:
        self._handling, self._frame, self._handler = handling, frame, handler
        self._error, self._course, self._runs, self._deep = error, course, runs, deep
        self._instructions = handling.instructions.of(frame.f_code)

    def outcome(self) -> Outcome:
        """Of all ways together: where they differ it counts as handled, and the end of the program tells."""
        found: Outcome = PASSED
        seen: set[int] = set()
        waiting = [self._handler.target]
        while waiting:
            offset = waiting.pop()
            if offset in seen:
                continue
            seen.add(offset)
            for outcome in self._follow(offset, waiting):
                if outcome is HANDLED:
                    return HANDLED
                if outcome is not PASSED:
                    found = outcome
        return found

    def _follow(self, offset: int, waiting: list[int]) -> list[Outcome]:
        """What comes of a way that does not fork; where it forks, its parts wait."""
        values = Values(self._frame)
        at = self._instructions.at
        while (instruction := at.get(offset)) is not None:
            name = instruction.name
            if name == "RERAISE" or (name == "RAISE_VARARGS" and instruction.argument == 0):
                deep = self._deep + 1
                return [self._handling.follow(self._frame, offset, self._error, self._course, self._runs, deep)]
            if name == "WITH_EXCEPT_START":
                return self._with(offset, waiting)
            if name == "CHECK_EXC_MATCH":
                return self._match(values.top, instruction, waiting)
            if name == "CHECK_EG_MATCH":
                self._course.is_plain = False
                return ["an except* clause takes what it names out of it"]
            if name == "POP_EXCEPT" and at[instruction.after].name != "RERAISE":
                return [HANDLED]
            successors = instruction.successors()
            if not successors:
                return [HANDLED]
            if len(successors) > 1:
                waiting.extend(successors)
                return []
            values.push(instruction)
            offset = successors[0]
            if name in JUMPS:
                waiting.append(offset)  # it may lead back
                return []
        return [HANDLED]

    def _match(self, classes: Value, check: Instruction, waiting: list[int]) -> list[Outcome]:
        taken = None if classes.value is MISSING else matches(self._error, classes.value)
        self._course.meet(classes.names, taken is True)
        if taken is None:
            self._course.is_plain = False
            return ["the classes that an except clause names cannot be told"]
        jump = self._conditional(check.after)
        waiting.append(jump.after if taken else jump.target)
        return []

    def _with(self, offset: int, waiting: list[int]) -> list[Outcome]:
        self._course.is_plain = False
        if not self._runs:
            return ["a context manager of a generator that waits decides"]
        outcome = self._handling.exit_outcome(self._frame, self._handler, self._error, self._deep + 1)
        if outcome is not PASSED:
            return [outcome]
        following = self._instructions.at[offset]
        if self._instructions.at[following.after].name == "GET_AWAITABLE":
            return ["an asynchronous context manager decides"]
        waiting.append(self._conditional(following.after).after)  # it jumps to hold the exception back
        return []

    def _conditional(self, offset: int) -> Instruction:
        """The next instruction that may jump."""
        while (instruction := self._instructions.at[offset]).target is None:
            offset = instruction.after
        return instruction


def _qualified(code: CodeType) -> str:
    """Its name and module; nothing outside the module that is special here."""
    contextlib = sys.modules.get("contextlib")
    return code.co_qualname if contextlib is not None and code.co_filename == contextlib.__spec__.origin else ""


def _generator_exit(handling: Handling, owner: object, error: BaseException, deep: int) -> Outcome:
    """The exception is thrown into the generator, where that waits."""
    generator = dict(str_items(ClassTable().instance_dict(owner) or {})).get("gen")
    frame = getattr(generator, "gi_frame", None) if is_built_in(type(generator)) else None
    if frame is None:
        return "the generator of a context manager cannot be seen"
    return handling.follow(frame, frame.f_lasti, error, Course(), runs=False, deep=deep)


def _suppressing_exit(handling: Handling, owner: object, error: BaseException, deep: int) -> Outcome:
    classes = dict(str_items(ClassTable().instance_dict(owner) or {})).get("_exceptions")
    taken = matches(error, classes)
    if taken is None or (not taken and is_a(error, BaseExceptionGroup)):
        return "what contextlib.suppress takes cannot be told"
    return HANDLED if taken else PASSED


_SPECIAL = {
    "_GeneratorContextManager.__exit__": _generator_exit,
    "suppress.__exit__": _suppressing_exit,
}


_CONSTANTS: dict[str, Callable[[CodeType, int], object]] = {
    "LOAD_CONST": lambda code, argument: code.co_consts[argument],
    "LOAD_SMALL_INT": lambda code, argument: argument,
    "LOAD_COMMON_CONSTANT": lambda code, argument: opcode._common_constants[argument],
}


def _returned(code: CodeType, instructions: Instructions) -> bool | None:
    """Whether all that a function can return is true, or false; None where that depends."""
    found: set[bool] = set()
    before: Instruction | None = None
    for instruction in instructions.at.values():
        name = instruction.name
        if name == "RETURN_CONST":
            found.add(bool(code.co_consts[instruction.argument]))
        elif name == "RETURN_VALUE":
            if before is None or before.name not in _CONSTANTS:
                return None
            found.add(bool(_CONSTANTS[before.name](code, before.argument)))
        elif name == "RETURN_GENERATOR":
            return None
        before = instruction
    return found.pop() if len(found) == 1 else None
