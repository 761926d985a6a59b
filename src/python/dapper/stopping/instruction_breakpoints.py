"""Instruction breakpoints: at one instruction of the program's own code, each time that it is about to run."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from types import CodeType
from typing import TYPE_CHECKING

from dapper.code.addresses import Addresses
from dapper.code.assembly import units
from dapper.code.index import CodeIndex
from dapper.modified.breakpoint import Breakpoint, compile_tests, retire
from dapper.stopping.exact_places import ExactPlaces

if TYPE_CHECKING:
    from dapper.wire.requests import InstructionBreakpoint as Request


class InstructionBreakpoint(Breakpoint):
    """One instruction breakpoint.

    Attributes:
        code: the program's code object, as long as it lives; None where there is none.
        offset: in bytes.
        address: of the instruction.
    """

    __slots__ = ("address", "code", "offset")

    reason = "instruction breakpoint"

    def __init__(self, request: Request, addresses: Addresses, index: CodeIndex) -> None:
        condition, hits = request.get("condition") or None, request.get("hitCondition") or None
        super().__init__(request.get("id") or 0, "", 0, 0, condition, hits, pending=False)
        self.code: weakref.ref[CodeType] | None = None
        self.offset = 0
        self.address = request["instructionReference"]
        found = addresses.find(self.address)
        problem: str | None = f"There is no code at {self.address!r} (any more)."
        if found is not None:
            code, self.offset = found[0], found[1] + (request.get("offset") or 0)
            self.address, self.code = addresses.of(code, self.offset), weakref.ref(code)
            problem = _problem(code, self.offset, self.address, index)
        self.problem = problem
        if problem is None:
            compile_tests(self)
        self.verified = self.problem is None

    def living(self) -> CodeType | None:
        """Its code object, if that lives."""
        return None if self.code is None else self.code()

    def key(self) -> tuple[object, ...]:
        """What makes two requests ask for the same breakpoint."""
        return (self.address, self.condition, self.hit_condition, self.problem)

    def as_dap(self) -> dict[str, object]:
        """The DAP `Breakpoint`."""
        body: dict[str, object] = {"id": self.id, "verified": self.verified, "instructionReference": self.address}
        return body | {"message": self.problem, "reason": "failed"} if self.problem else body


def _problem(code: CodeType, offset: int, address: str, index: CodeIndex) -> str | None:
    """Why there can be no breakpoint at an offset of a code object, or None."""
    if not index.knows(code):
        return f"{code.co_qualname} is not in a file of your program."
    begins = any(each.first << 1 == offset for each in units(code))
    return None if begins else f"No instruction begins at {address}."


class InstructionTable:
    """All instruction breakpoints of a session.

    Attributes:
        places: where they stand in living code.
    """

    def __init__(self, index: CodeIndex) -> None:
        self._index = index
        self._all: list[InstructionBreakpoint] = []
        self.places = ExactPlaces()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._all)

    def replace(self, requests: Sequence[Request], addresses: Addresses) -> list[InstructionBreakpoint]:
        """Sets them in place of all before; what is asked for again unchanged keeps its count of hits."""
        former = {each.id: each for each in self._all}
        result: list[InstructionBreakpoint] = []
        for request in requests:
            made = InstructionBreakpoint(request, addresses, self._index)
            kept = former.get(made.id)
            result.append(kept if kept is not None and kept.key() == made.key() else made)
        retire(self._all, result)
        self._all = [each for each in result if each.verified]
        placed = ((each, code, each.offset) for each in self._all if (code := each.living()) is not None)
        self.places.choose("", placed)
        return result
