"""Breakpoints at single instructions of the program's own code, and where these are in the copies that run."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from types import CodeType

from dapper.code.index import SourceFile, stop_lines
from dapper.modified.breakpoint import Breakpoint
from dapper.modified.offsets import originals


class ExactPlaces:
    """See the module."""

    def __init__(self) -> None:
        self._wanted: list[tuple[Breakpoint, weakref.ref[CodeType], int]] = []
        self._placed: dict[int, dict[int, list[Breakpoint]]] = {}  # by the identity of the code, and the offset

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._wanted)

    def choose(self, wanted: Iterable[tuple[Breakpoint, CodeType, int]]) -> None:
        """Sets them in place of all before. Each: a breakpoint, the program's own code object, an offset in bytes."""
        self._wanted = [(each, weakref.ref(code), offset) for each, code, offset in wanted]
        self._placed.clear()

    def lines(self, file: SourceFile) -> set[int]:
        """The lines of a file whose code holds one."""
        return {line for code in file.codes() if self._of(code) for line in stop_lines(code)} if self._wanted else set()

    def place(self, code: CodeType, base: CodeType, own: frozenset[int]) -> frozenset[int]:
        """The offsets at which they stand in a code object.

        Args:
            code: the code object.
            base: the program's own, of which it may be a copy.
            own: offsets of instructions in it that are not the program's.
        """
        wanted = self._of(base) if self._wanted else []
        held: dict[int, list[Breakpoint]] = {}
        if wanted:
            table = {} if code is base else {other: one for one, other in originals(code, base, own).items()}
            for each, original in wanted:
                offset = original if code is base else table.get(original)
                if offset is not None:
                    held.setdefault(offset, []).append(each)
            self._placed[id(code)] = held
        else:
            self._placed.pop(id(code), None)
        return frozenset(held)

    def at(self, place: tuple[CodeType, int]) -> list[Breakpoint]:
        """Those at a place."""
        return self._placed.get(id(place[0]), {}).get(place[1], [])

    def _of(self, base: CodeType) -> list[tuple[Breakpoint, int]]:
        return [(each, offset) for each, code, offset in self._wanted if code() is base]
