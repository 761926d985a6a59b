"""Function breakpoints: by the name of a function, at the first instruction of its body that has a line.

A name stands for every function of the user's code that it fits: it is compared with the end of the function's module
and qualified name, part by part. So they are resolved to places in living code, like breakpoints of lines, and cost
nothing until one is reached.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from types import CodeType
from typing import TYPE_CHECKING

from dapper.code import flags
from dapper.code.function_names import full_names, mistake, suffix
from dapper.code.index import CodeIndex, SourceFile, stop_lines
from dapper.code.line_entries import start_of
from dapper.code.names_of_code import file_of
from dapper.modified.breakpoint import Breakpoint, compile_tests, retire

if TYPE_CHECKING:
    from dapper.wire.requests import FunctionBreakpoint as Request


class FunctionBreakpoint(Breakpoint):
    """One function breakpoint.

    Attributes:
        name: as it was asked for.
        path, line: the first place that was found; others of the same name stop too.
    """

    __slots__ = ("name", "suffix")

    reason = "function breakpoint"

    def __init__(self, id: int, name: str, condition: str | None, hit_condition: str | None) -> None:
        super().__init__(id, "", 0, 0, condition, hit_condition)
        self.name = name
        self.suffix = suffix(name)
        self.problem = mistake(name)
        if self.problem is None:
            compile_tests(self)

    def key(self) -> tuple[object, ...]:
        """What makes two requests ask for the same breakpoint."""
        return (self.name, self.condition, self.hit_condition)

    def standing(self) -> tuple[object, ...]:
        """See `Breakpoint.standing`."""
        return (*super().standing(), self.path)

    def as_dap(self) -> dict[str, object]:
        """The DAP `Breakpoint`."""
        if self.problem:
            return {"id": self.id, "verified": False, "message": self.problem, "reason": "failed"}
        if self.verified:
            return super().as_dap()
        message = f"Pending: no function of your code that is known so far is called {self.name!r}."
        return {"id": self.id, "verified": False, "message": message, "reason": "pending"}


class FunctionTable:
    """All function breakpoints of a session."""

    def __init__(self, index: CodeIndex) -> None:
        self._index = index
        self._all: list[FunctionBreakpoint] = []

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._all)

    def replace(self, requests: Sequence[Request]) -> list[FunctionBreakpoint]:
        """Sets them in place of all before; what is asked for again unchanged keeps its place and its count of hits."""
        before = self._all
        former = {each.id: each for each in before}
        self._all = []
        for request in requests:
            id = request.get("id") or 0
            condition, hits = request.get("condition") or None, request.get("hitCondition") or None
            made = FunctionBreakpoint(id, request["name"], condition, hits)
            kept = former.get(id)
            self._all.append(kept if kept is not None and kept.key() == made.key() else made)
        retire(before, self._all)
        return list(self._all)

    def bind(self, file: SourceFile) -> list[Breakpoint]:
        """Looks for the functions in a file whose code has become known; returns the breakpoints that changed."""
        if not self._all:
            return []
        before = [(each, each.standing()) for each in self._all]
        shown = self._index.names.shown(file.path)
        found: dict[int, int] = {}
        for code in file.codes():
            several = self.of(code)
            if several and (start := start_of(code)):
                for each in several:
                    found[id(each)] = min(start.line, found.get(id(each), start.line))
        for each in self._all:
            line = found.get(id(each))
            if line is not None and each.path in ("", shown):
                each.path, each.line = shown, line
                each.verified, each.pending = True, False
        return [each for each, old in before if each.standing() != old]

    def of(self, code: CodeType) -> list[FunctionBreakpoint]:
        """Those that stop in a code object."""
        index = self._index
        if not self._all or not code.co_flags & flags.OPTIMIZED:  # a module, or the body of a class
            return []
        if not index.filter.is_mine(code) or index.filter.is_made(code):
            return []
        names = full_names(index.names.path(file_of(code)), code, index.names.main)
        return [
            each for each in self._all if each.problem is None and any(name.endswith(each.suffix) for name in names)
        ]

    def guarded(self, file: SourceFile, taken: Set[int]) -> dict[int, Breakpoint]:
        """Those whose calls need not stop, by the line of a file at which the body of their only function begins.

        There they mean what a breakpoint of that line would, if no other code has the line.

        Args:
            file: where they are looked for.
            taken: lines that have breakpoints of their own.
        """
        found: dict[int, Breakpoint] = {}
        if not any(each.guarded for each in self._all):
            return found
        shown = self._index.names.shown(file.path)
        codes = [(code, stop_lines(code)) for code in file.codes()]
        for code, _ in codes:
            several = self.of(code)
            start = start_of(code) if len(several) == 1 else None
            if start is None or start.line in taken or not several[0].guarded:
                continue
            where = several[0].path, several[0].line
            others = (other for other, lines in codes if start.line in lines)
            if where == (shown, start.line) and all(_is_same(code, other) for other in others):
                found[start.line] = several[0]
        return found

    def lines(self, file: SourceFile) -> set[int]:
        """The lines of a file that hold one."""
        starts = (start_of(code) for code in file.codes() if self.of(code)) if self._all else ()
        return {start.line for start in starts if start}


def _is_same(code: CodeType, other: CodeType) -> bool:
    """Whether two code objects are of one function, which was loaded twice."""
    return (code.co_qualname, code.co_firstlineno) == (other.co_qualname, other.co_firstlineno)


def reason(here: Sequence[Breakpoint], hit: Sequence[int]) -> str:
    """The DAP reason of a stop at some breakpoints, of which those with the numbers in `hit` stop."""
    reasons = {each.reason for each in here if each.id in hit}
    return reasons.pop() if len(reasons) == 1 else Breakpoint.reason
