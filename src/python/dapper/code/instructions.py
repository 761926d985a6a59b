"""A code object as its instructions and its exception table, by offset in bytes; and how many values are stacked."""

from __future__ import annotations

import opcode
import weakref
from functools import partial
from types import CodeType

from dapper.code.assembly import handler_entries, units

_NAMES = opcode.opname
_HAS_ARGUMENT = opcode.HAVE_ARGUMENT if not hasattr(opcode, "hasarg") else None
_WITH_ARGUMENT: frozenset[int] = frozenset(opcode.hasarg) if hasattr(opcode, "hasarg") else frozenset()
_ENDS = frozenset(("RETURN_VALUE", "RETURN_CONST", "RERAISE", "RAISE_VARARGS"))
JUMPS = frozenset(("JUMP_FORWARD", "JUMP_BACKWARD", "JUMP_BACKWARD_NO_INTERRUPT"))
"""Those that always jump."""


class Instruction:
    """An instruction, without what it does.

    Attributes:
        name: of its operation.
        argument: its argument.
        after: where the next one is.
        target: where it jumps to, or None.
    """

    __slots__ = ("after", "argument", "name", "target")

    def __init__(self, name: str, argument: int, after: int, target: int | None) -> None:
        self.name, self.argument, self.after, self.target = name, argument, after, target

    def successors(self) -> tuple[int, ...]:
        """Where the program may be next, if no exception is raised."""
        if self.name in _ENDS:
            return ()
        if self.target is None:
            return (self.after,)
        return (self.target,) if self.name in JUMPS else (self.after, self.target)


class Handler:
    """Where an exception goes: an entry of an exception table.

    Attributes:
        start: the first place that it serves.
        end: the place after the last.
        target: where it goes on.
        depth: values that stay on the stack; what handles the exception finds it above them.
        keeps_place: whether the place is pushed before it.
    """

    __slots__ = ("depth", "end", "keeps_place", "start", "target")

    def __init__(self, start: int, end: int, target: int, depth: int, keeps_place: bool) -> None:
        self.start, self.end, self.target = start, end, target
        self.depth, self.keeps_place = depth, keeps_place


class Instructions:
    """Those of one code object."""

    def __init__(self, code: CodeType) -> None:
        self.at: dict[int, Instruction] = {}
        self._operations: dict[int, int] = {}
        for unit in units(code):
            after = (unit.first + unit.size) * 2
            target = None if unit.target is None else unit.target * 2
            self.at[unit.first * 2] = Instruction(_NAMES[unit.operation], unit.argument, after, target)
            self._operations[unit.first * 2] = unit.operation
        self.handlers = handlers_of(code)
        self._depths: dict[int, int] | None = None

    def handler(self, offset: int) -> Handler | None:
        """Where an exception goes that is raised at a place; None: to the caller."""
        for each in self.handlers:
            if each.start <= offset < each.end:
                return each
        return None

    def instruction(self, offset: int) -> tuple[int, Instruction] | None:
        """The instruction at or around a place, and where it begins."""
        while offset >= 0 and offset not in self.at:
            offset -= 2
        return (offset, self.at[offset]) if offset >= 0 else None

    def depth(self, offset: int) -> int | None:
        """How many values are on the stack before an instruction; None where it cannot be reached."""
        if self._depths is None:
            self._depths = self._measure()
        return self._depths.get(offset)

    def _measure(self) -> dict[int, int]:
        depths: dict[int, int] = {}
        waiting = [(0, 0)]
        waiting += [(each.target, each.depth + each.keeps_place + 1) for each in self.handlers]
        while waiting:
            offset, depth = waiting.pop()
            instruction = self.at.get(offset)
            if instruction is None or offset in depths:
                continue
            depths[offset] = depth
            operation = self._operations[offset]
            argument = instruction.argument if _takes_argument(operation) else None
            for successor in instruction.successors():
                jumps = instruction.target is not None and successor == instruction.target
                # A generator begins with a value that it was sent, which not every version counts.
                begins = instruction.name == "RETURN_GENERATOR"
                effect = 1 if begins else opcode.stack_effect(operation, argument, jump=jumps)
                waiting.append((successor, depth + effect))
        return depths


def _takes_argument(operation: int) -> bool:
    return operation in _WITH_ARGUMENT if _HAS_ARGUMENT is None else operation >= _HAS_ARGUMENT


def handlers_of(code: CodeType) -> list[Handler]:
    """The entries of a code object's exception table, which do not overlap."""
    return [
        Handler(start * 2, (start + length) * 2, target * 2, flags >> 1, bool(flags & 1))
        for start, length, target, flags in handler_entries(code.co_exceptiontable)
    ]


class InstructionCache:
    """Instructions of code objects that are alive."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[weakref.ref[CodeType], Instructions]] = {}

    def of(self, code: CodeType) -> Instructions:
        """Those of a code object."""
        known = self._known.get(id(code))
        if known is None:
            key = id(code)
            known = weakref.ref(code, partial(self._known.pop, key)), Instructions(code)
            self._known[key] = known
        return known[1]
