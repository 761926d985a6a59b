"""What a frame does with an exception that it raises or receives: handle it, pass it on, or something unpredictable.

Decided from its code's exception table and instructions, without running any code of the program.
"""

from __future__ import annotations

import opcode
import sys
from collections.abc import Callable
from types import CodeType, FrameType, FunctionType, MethodType

from dapper.code.assembly import variable_name
from dapper.code.instructions import (
    JUMPS,
    Handler,
    Instruction,
    InstructionCache,
    Instructions,
)
from dapper.code.names_of_code import file_of
from dapper.stopping.prospect.classes import Value, Values, matches
from dapper.stopping.prospect.known import Course, Known
from dapper.stopping.prospect.native_frames import NativeFrames
from dapper.values.generics import AnyGenerator
from dapper.values.statics import MISSING, ClassTable, is_a, is_built_in, str_items, type_name

PASSED, HANDLED = True, False
Outcome = bool | str
"""PASSED on to the caller; HANDLED, or replaced by another one; or why that cannot be predicted."""
_CALLED_APART = sys.version_info >= (3, 14)
"""Whether a `with` statement keeps `__exit__` and what to call it on in two places."""
_MODULE = type.__dict__["__module__"].__get__
_MOST = 50
"""Nested handlers and context managers beyond which an exception is not followed."""
_RAISED_ON = frozenset(("RERAISE", "CLEANUP_THROW", "END_ASYNC_FOR"))
"""What re-raises the exception that it finds, unless that is one of those that end generators."""
_STORED_NAMES = frozenset(("STORE_NAME", "STORE_GLOBAL", "STORE_ATTR", "DELETE_NAME", "DELETE_GLOBAL", "DELETE_ATTR"))
_STORED_LOCALS = frozenset(("STORE_FAST", "STORE_DEREF", "DELETE_FAST", "DELETE_DEREF"))
_STORED_TWO = frozenset(("STORE_FAST_LOAD_FAST", "STORE_FAST_STORE_FAST"))


class Flight:
    """An exception on its way out of frames.

    Attributes:
        error: it.
        course: its way so far.
    """

    __slots__ = ("course", "error")

    def __init__(self, error: BaseException) -> None:
        self.error = error
        self.course = Course()


class Handling:
    """Decides for any frames.

    Args:
        native: what else is known of frames.
    """

    def __init__(self, native: NativeFrames) -> None:
        self._native = native
        self.instructions = InstructionCache()
        self.known = Known()

    def outcome(self, frame: FrameType, offset: int, flight: Flight) -> Outcome:
        """What becomes of an exception at a place in a frame that runs.

        Args:
            frame: the frame.
            offset: of the instruction, in bytes.
            flight: of the exception.
        """
        flight.course.enter()
        outcome = self.follow(frame, offset, flight, runs=True)
        if flight.course.is_plain and type(outcome) is bool:
            self.known.add(frame.f_code, offset, flight.course.entry(outcome is HANDLED))
        return outcome

    def follow(
        self, frame: FrameType, offset: int, flight: Flight, runs: bool, deep: int = 0, live: int | None = None
    ) -> Outcome:
        """The same, for any place on the way.

        Args:
            frame: as above.
            offset: as above.
            flight: as above.
            runs: whether the frame does; else it is a suspended generator's.
            deep: how many handlers led here.
            live: how many values there are on its stack now; None: all of which a handler of the place knows.
        """
        handler = self.instructions.of(frame.f_code).handler(offset)
        if handler is None:
            return PASSED
        if deep > _MOST:
            return "it has too many nested handlers"
        live = handler.depth if live is None else live
        return _Walk(self, frame, handler, flight, runs, deep, live).outcome()

    def values(self, frame: FrameType) -> Values:
        """What a stretch of a frame's instructions pushes."""
        return Values(frame, self._native)

    def exit_outcome(self, frame: FrameType, handler: Handler, flight: Flight, deep: int) -> Outcome:
        """What a context manager that has been entered makes of it; the handler is that of its `with` statement."""
        kept = handler.depth - (2 if _CALLED_APART else 1)
        leave = self._native.value(frame, kept)
        owner: object = self._native.value(frame, kept + 1) if _CALLED_APART else None
        if type(leave) is MethodType:
            leave, owner = leave.__func__, leave.__self__
        elif owner is None:
            owner = getattr(leave, "__self__", None) if is_built_in(type(leave)) else None
        if owner is None or owner is MISSING:
            return "the context manager cannot be seen"
        unsure = f"it depends on what the __exit__ of {type_name(owner)} returns"
        if type(leave) is not FunctionType:
            known = is_built_in(type(owner)) and _MODULE(type(owner)) in sys.stdlib_module_names
            return PASSED if known else unsure  # none of those suppresses an exception
        special = _SPECIAL.get(_qualified(leave.__code__))
        if special is not None:
            return special(self, owner, flight, deep)
        self.note_stores(leave.__code__, flight.course)
        returned = _returned(leave.__code__, self.instructions.of(leave.__code__))
        if returned is None:
            return unsure
        return HANDLED if returned else PASSED

    def note_stores(self, code: CodeType, course: Course) -> None:
        """Records the variables that a function on the way sets."""
        for instruction in self.instructions.of(code).at.values():
            course.stored.update(_stored(code, instruction))


class _Walk:
    """Follows one handler along all paths through it."""

    def __init__(
        self,
        handling: Handling,
        frame: FrameType,
        handler: Handler,
        flight: Flight,
        runs: bool,
        deep: int,
        live: int,
    ) -> None:
        self._handling, self._frame, self._handler = handling, frame, handler
        self._flight, self._runs, self._deep, self._live = flight, runs, deep, live
        self._instructions = handling.instructions.of(frame.f_code)

    def outcome(self) -> Outcome:
        """Of all paths together."""
        found: set[Outcome] = set()
        seen: set[int] = set()
        waiting = [self._handler.target]
        while waiting:
            offset = waiting.pop()
            if offset not in seen:
                seen.add(offset)
                found.update(self._follow(offset, waiting))
        unsure = [outcome for outcome in found if type(outcome) is str]
        if unsure:
            return min(unsure)
        if len(found) > 1:
            self._flight.course.is_plain = False
            return f"it depends on what a handler of {self._frame.f_code.co_qualname} does"
        return found.pop() if found else HANDLED  # it never leaves the handler

    def _follow(self, offset: int, waiting: list[int]) -> list[Outcome]:
        """What becomes of it along a path that does not fork; where it forks, its branches are queued."""
        values = self._handling.values(self._frame)
        at, before = self._instructions.at, ""
        while (instruction := at.get(offset)) is not None:
            name = instruction.name
            if name in _RAISED_ON or (name == "RAISE_VARARGS" and instruction.argument == 0):
                return [self._on(offset)]
            if name == "WITH_EXCEPT_START":
                return self._with(offset, waiting)
            if name == "CHECK_EXC_MATCH":
                return self._match(values.top, instruction, waiting)
            if name == "CHECK_EG_MATCH":
                self._flight.course.is_plain = False
                return ["an except* clause takes what it names out of it"]
            # What cleans up after a handler has the exception twice, and re-raises it.
            if name == "POP_EXCEPT" and before != "COPY":
                return [HANDLED]
            successors = instruction.successors()
            if not successors:
                return [HANDLED]
            self._flight.course.stored.update(_stored(self._frame.f_code, instruction))
            first, *others = successors
            if others:
                waiting.extend(successors)
                return []
            values.push(instruction)
            offset, before = first, name
            if name in JUMPS:
                waiting.append(offset)  # it may lead back
                return []
        return [HANDLED]

    def _on(self, offset: int) -> Outcome:
        """It is re-raised at a place."""
        return self._handling.follow(self._frame, offset, self._flight, self._runs, self._deep + 1, self._live)

    def _match(self, classes: Value, check: Instruction, waiting: list[int]) -> list[Outcome]:
        flight = self._flight
        is_stored = not flight.course.stored.isdisjoint(classes.names)
        taken = None if classes.value is MISSING or is_stored else matches(flight.error, classes.value)
        flight.course.meet(classes, taken)
        if taken is None:
            return ["the classes that an except clause names are not known"]
        jump = self._conditional(check.after)
        waiting.append(jump.after if taken else _target(jump))
        return []

    def _with(self, offset: int, waiting: list[int]) -> list[Outcome]:
        self._flight.course.is_plain = False
        if not self._runs:
            return ["it depends on a context manager of a suspended generator"]
        if self._handler.depth > self._live:
            return ["it depends on a context manager that is yet to be entered"]
        outcome = self._handling.exit_outcome(self._frame, self._handler, self._flight, self._deep + 1)
        if outcome is not PASSED:
            return [outcome]
        following = self._instructions.at[offset]
        if self._instructions.at[following.after].name == "GET_AWAITABLE":
            return ["it depends on an asynchronous context manager"]
        waiting.append(self._conditional(following.after).after)  # it jumps to suppress the exception
        return []

    def _conditional(self, offset: int) -> Instruction:
        """The next instruction that may jump."""
        while (instruction := self._instructions.at[offset]).target is None:
            offset = instruction.after
        return instruction


def _target(jump: Instruction) -> int:
    """Where an instruction leads that may jump."""
    if jump.target is None:
        raise ValueError(f"{jump.name} does not jump")
    return jump.target


def _stored(code: CodeType, instruction: Instruction) -> tuple[str, ...]:
    """The names of variables that an instruction sets."""
    name, argument = instruction.name, instruction.argument
    if name in _STORED_NAMES:
        return (code.co_names[argument],)
    if name in _STORED_LOCALS:
        return (variable_name(code, argument),)
    if name in _STORED_TWO:
        return (variable_name(code, argument >> 4), variable_name(code, argument & 15))
    return ()


def _qualified(code: CodeType) -> str:
    """Its name and module; nothing outside the module that is special here."""
    contextlib = sys.modules.get("contextlib")
    spec = contextlib.__spec__ if contextlib is not None else None
    return code.co_qualname if spec is not None and file_of(code) == spec.origin else ""


def _generator_exit(handling: Handling, owner: object, flight: Flight, deep: int) -> Outcome:
    """The exception is thrown into the generator, where that waits; into those that it waits for first."""
    generator: object = dict(str_items(ClassTable().instance_dict(owner) or {})).get("gen")
    frames: list[FrameType] = []
    while generator is not None:
        if type(generator) is not AnyGenerator or generator.gi_frame is None or len(frames) > _MOST:
            return "the generator of a context manager cannot be seen"
        frames.append(generator.gi_frame)
        generator = generator.gi_yieldfrom
    for frame in reversed(frames):
        outcome = handling.follow(frame, frame.f_lasti, flight, runs=False, deep=deep)
        if outcome is not PASSED:
            return outcome
    return PASSED


def _suppressing_exit(handling: Handling, owner: object, flight: Flight, deep: int) -> Outcome:
    classes = dict(str_items(ClassTable().instance_dict(owner) or {})).get("_exceptions")
    taken = matches(flight.error, classes)
    if taken is None or (not taken and is_a(flight.error, BaseExceptionGroup)):
        return "what contextlib.suppress takes is not known"
    return HANDLED if taken else PASSED


_SPECIAL = {
    "_GeneratorContextManager.__exit__": _generator_exit,
    "suppress.__exit__": _suppressing_exit,
}


_COMMON: list[object] = getattr(opcode, "_common_constants", [])
_CONSTANTS: dict[str, Callable[[CodeType, int], object]] = {
    "LOAD_CONST": lambda code, argument: code.co_consts[argument],
    "LOAD_SMALL_INT": lambda code, argument: argument,
    "LOAD_COMMON_CONSTANT": lambda code, argument: _COMMON[argument],
}


def _returned(code: CodeType, instructions: Instructions) -> bool | None:
    """Whether all that a function can return is true, or false; None where that depends."""
    found: set[bool] = set()
    before: Instruction | None = None
    targets = {each.target for each in instructions.at.values()}
    for offset, instruction in instructions.at.items():
        name = instruction.name
        if name == "RETURN_CONST":
            found.add(bool(code.co_consts[instruction.argument]))
        elif name == "RETURN_VALUE":
            if before is None or before.name not in _CONSTANTS or offset in targets:
                return None
            found.add(bool(_CONSTANTS[before.name](code, before.argument)))
        elif name == "RETURN_GENERATOR":
            return None
        before = instruction
    return found.pop() if len(found) == 1 else None
