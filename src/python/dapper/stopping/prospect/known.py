"""What is known of places at which exceptions are raised, so that the hook need not ask about each of them.

For code that is alive: by offset, the clauses that an exception comes to there, as long as they name classes by global
names alone. What these mean is looked up each time.
"""

from __future__ import annotations

import weakref
from functools import partial
from types import CodeType
from typing import NamedTuple

from dapper.stopping.prospect.classes import Kind, Value

ASK, PASSES, HANDLES = 0, 1, 2
"""What becomes of an exception that no clause takes."""
OF_MODULE = 4
"""Added to these: all of it holds only where the locals are the globals."""
_REFERENCE = -1

Entry = tuple[str | bool | int, ...]
"""Names, each with whether what it takes is handled (else: ask); and at the end, what becomes of other exceptions."""


Table = dict[int, dict[int, Entry | weakref.ref[CodeType]]]
"""By code object's identity and offset; under `_REFERENCE` the code object."""


class Clause(NamedTuple):
    """A clause that an exception came to.

    Attributes:
        names: of the classes.
        taken: whether the exception was.
    """

    names: tuple[str, ...]
    taken: bool


class Course:
    """How an exception went through handlers.

    Attributes:
        stored: names of variables that code on its way sets.
        is_plain: whether nothing but the clauses decided in this frame.
    """

    __slots__ = ("_clauses", "_of_module", "is_plain", "stored")

    def __init__(self) -> None:
        self.stored: set[str] = set()
        self.enter()

    def enter(self) -> None:
        """The exception comes to another frame."""
        self._clauses: list[Clause] = []
        self._of_module = False
        self.is_plain = True

    def meet(self, classes: Value, taken: bool | None) -> None:
        """The exception has come to a clause, which takes it or not; None: that is not known."""
        if taken is None or classes.kind is Kind.OTHER or (self._clauses and self._clauses[-1].taken):
            self.is_plain = False
            return
        self._of_module = self._of_module or classes.kind is Kind.OF_MODULE
        self._clauses.append(Clause(classes.names, taken))

    def entry(self, handled: bool) -> Entry:
        """What it implies for other exceptions that are raised at the same place."""
        parts: list[str | bool | int] = []
        for names, taken in self._clauses:
            for name in names:
                parts += (name, taken and handled)
        was_taken = bool(self._clauses) and self._clauses[-1].taken
        others = ASK if was_taken else HANDLES if handled else PASSES
        return (*parts, others | (OF_MODULE if self._of_module else 0))


class Known:
    """What is known.

    Attributes:
        table: by code object's identity and offset; read by the hook (`frames.h`).
    """

    def __init__(self) -> None:
        self.table: Table = {}

    def add(self, code: CodeType, offset: int, entry: Entry) -> None:
        """Records where an exception went from a place."""
        key = id(code)
        places = self.table.get(key)
        if places is None:
            places = self.table[key] = {_REFERENCE: weakref.ref(code, partial(self.table.pop, key))}
        known = places.get(offset)
        places[offset] = _merged(known, entry) if isinstance(known, tuple) else entry


def _merged(known: Entry, entry: Entry) -> Entry:
    """Both together: they are of the same clauses, of which one may have come to more than the other."""
    longer, shorter = (known, entry) if len(known) > len(entry) else (entry, known)
    parts = list(longer)
    for at in range(1, len(shorter) - 1, 2):
        parts[at] = parts[at] or shorter[at]
    if len(longer) == len(shorter):
        parts[-1] = longer[-1] or shorter[-1]
    return tuple(parts)
