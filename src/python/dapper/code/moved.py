"""Code from before its file was reloaded that still runs: where its statements are in the present text.

A frame that has begun, a generator that waits and a function that could not be given new code go on in the code that
they have. Its lines are those of a text that is gone. Whoever shows such a line, or asks for one, goes by this table.
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping
from functools import partial
from types import CodeType

from dapper.code.line_entries import Extents


class Former:
    """What is known of one code object from before.

    Attributes:
        path: of its file.
        new: what stands in its place now, which lives as long as this; None: nothing does.
        lines: for each of its lines with a statement that is still there, where that is now.
        near: the same for every line, where the others go by what stands in their place.
        is_changed: whether what it does differs from what the present text says.
        extents: of the statements of its own text.
    """

    __slots__ = ("extents", "is_changed", "lines", "near", "new", "path")

    def __init__(
        self,
        path: str,
        new: CodeType | None,
        lines: Mapping[int, int],
        near: Mapping[int, int],
        is_changed: bool,
        extents: Extents,
    ) -> None:
        self.path, self.new = path, new
        self.lines, self.near = lines, near
        self.is_changed = is_changed
        self.extents = extents

    def shown(self, line: int) -> int:
        """Where a line of it is shown in the present text."""
        return self.near.get(line, line)

    def origin(self, line: int) -> int | None:
        """The line of it that has moved to one of the present text; None: none has."""
        return next((at for at, now in sorted(self.lines.items()) if now == line), None)


class Moved:
    """All of them. They are held weakly, and forgotten when they are gone."""

    def __init__(self) -> None:
        self._former: dict[int, tuple[weakref.ref[CodeType], Former]] = {}  # by the identity of the code

    def add(self, code: CodeType, former: Former) -> None:
        """A code object is from before. What was known of it is replaced."""
        key = id(code)
        # Called at any time, so without a frame that a trace function of the program would see.
        self._former[key] = weakref.ref(code, partial(self._former.pop, key)), former

    def of(self, code: CodeType) -> Former | None:
        """What is known of a code object of the program's own; None: it is what the present text says."""
        found = self._former.get(id(code))
        return None if found is None else found[1]

    def of_path(self, path: str) -> Iterator[tuple[CodeType, Former]]:
        """Those of a file that are alive."""
        for ref, former in list(self._former.values()):
            code = ref() if former.path == path else None
            if code is not None:
                yield code, former

    def clear(self) -> None:
        """Forgets all of them."""
        self._former.clear()
