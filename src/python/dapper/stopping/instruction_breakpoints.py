"""Instruction breakpoints: at one instruction of the program's own code, each time that it is about to run."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from types import CodeType
from typing import TYPE_CHECKING

from dapper.code.addresses import Addresses
from dapper.code.assembly import units
from dapper.code.index import CodeIndex, SourceFile, stop_lines
from dapper.modified.breakpoint import Breakpoint, compile_tests
from dapper.modified.offsets import originals

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
    """All instruction breakpoints of a session, and where they stand in living code."""

    def __init__(self, index: CodeIndex) -> None:
        self._index = index
        self._all: list[InstructionBreakpoint] = []
        self._placed: dict[tuple[int, int], list[Breakpoint]] = {}  # by the identity of the code, and the offset

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
        self._all = [each for each in result if each.verified]
        self._placed.clear()
        return result

    def lines(self, file: SourceFile) -> set[int]:
        """The lines of a file whose code holds one."""
        return {line for code in file.codes() if self._of(code) for line in stop_lines(code)} if self._all else set()

    def place(self, code: CodeType, base: CodeType, own: frozenset[int]) -> frozenset[int]:
        """The offsets at which they stand in a code object.

        Args:
            code: the code object.
            base: the program's own, of which it may be a copy.
            own: offsets of instructions in it that are not the program's.
        """
        wanted = self._of(base) if self._all else []
        if not wanted:
            return frozenset()
        table = {} if code is base else {other: one for one, other in originals(code, base, own).items()}
        found: set[int] = set()
        for each in wanted:
            offset = each.offset if code is base else table.get(each.offset)
            if offset is not None:
                held = self._placed.setdefault((id(code), offset), [])
                if each not in held:
                    held.append(each)
                found.add(offset)
        return frozenset(found)

    def at(self, place: tuple[CodeType, int]) -> list[Breakpoint]:
        """Those at a place."""
        return self._placed.get((id(place[0]), place[1]), [])

    def _of(self, base: CodeType) -> list[InstructionBreakpoint]:
        return [each for each in self._all if each.code is not None and each.code() is base]
