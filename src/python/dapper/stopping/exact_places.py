"""Breakpoints at single instructions of the program's own code, and where these are in the copies that run."""

from __future__ import annotations

import weakref
from collections.abc import Iterable
from types import CodeType

from dapper.code.index import SourceFile, stop_lines
from dapper.modified.breakpoint import Breakpoint
from dapper.modified.offsets import Equals

_Wanted = list[tuple[Breakpoint, weakref.ref[CodeType], int]]
_Placed = dict[tuple[int, int], list[Breakpoint]]
"""By the identity of a code object, and an offset in it."""


class ExactPlaces:
    """In groups, each of which is chosen by itself: a file, say."""

    def __init__(self) -> None:
        self._wanted: dict[str, _Wanted] = {}
        self._placed: dict[str, _Placed] = {}

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._wanted)

    def choose(self, group: str, wanted: Iterable[tuple[Breakpoint, CodeType, int]]) -> None:
        """Sets those of a group in place of all before. They are to be placed then.

        Args:
            group: its name.
            wanted: each a breakpoint, the program's own code object, and an offset in bytes.
        """
        self._placed.pop(group, None)
        if chosen := [(each, weakref.ref(code), offset) for each, code, offset in wanted]:
            self._wanted[group] = chosen
        else:
            self._wanted.pop(group, None)

    def lines(self, file: SourceFile) -> set[int]:
        """The lines of a file whose code holds one."""
        return {line for code in file.codes() if self._of(code) for line in stop_lines(code)} if self._wanted else set()

    def place(self, code: CodeType, base: CodeType, equals: Equals | None) -> frozenset[int]:
        """The offsets at which they stand in a code object.

        Args:
            code: the code object.
            base: the program's own, of which it may be a copy.
            equals: which of its instructions are those of the program's own; None if it is that.
        """
        wanted = self._of(base)
        if not wanted:
            return frozenset()
        found: set[int] = set()
        for group, each, original in wanted:
            for offset in (original,) if equals is None else equals.copies(original):
                held = self._placed.setdefault(group, {}).setdefault((id(code), offset), [])
                held += [] if each in held else [each]
                found.add(offset)
        return frozenset(found)

    def at(self, place: tuple[CodeType, int]) -> list[Breakpoint]:
        """Those at a place."""
        key = (id(place[0]), place[1])
        return [each for placed in self._placed.values() for each in placed.get(key, ())]

    def _of(self, base: CodeType) -> list[tuple[str, Breakpoint, int]]:
        return [
            (group, each, offset)
            for group, wanted in self._wanted.items()
            for each, code, offset in wanted
            if code() is base
        ]
