"""What is known of places at which exceptions are raised, so that the hook need not ask about each of them.

For code that is alive: by offset, the clauses that an exception comes to there, as long as they name classes by global
names alone. What these mean is looked up each time.
"""

from __future__ import annotations

import weakref
from functools import partial
from types import CodeType
from typing import NamedTuple

ASK, PASSES, HANDLES = 0, 1, 2
"""What becomes of an exception that no clause takes."""
_REFERENCE = -1

Entry = tuple[str | bool | int, ...]
"""Names and whether who is taken by that name is handled (else: ask); and at the end what becomes of the others."""


class Clause(NamedTuple):
    """One that an exception came to.

    Attributes:
        names: of the classes.
        taken: whether the exception was.
    """

    names: tuple[str, ...]
    taken: bool


class Course:
    """How an exception went through the handlers of a frame.

    Attributes:
        clauses: those that it came to, in order.
        is_plain: whether nothing else decided.
    """

    __slots__ = ("clauses", "is_plain")

    def __init__(self) -> None:
        self.clauses: list[Clause] = []
        self.is_plain = True

    def meet(self, names: tuple[str, ...] | None, taken: bool) -> None:
        """The exception has come to a clause."""
        if names is None or (self.clauses and self.clauses[-1].taken):
            self.is_plain = False
        else:
            self.clauses.append(Clause(names, taken))

    def entry(self, handled: bool) -> Entry:
        """What it tells of other exceptions that are raised at the same place."""
        parts: list[str | bool | int] = []
        for names, taken in self.clauses:
            for name in names:
                parts += (name, taken and handled)
        was_taken = bool(self.clauses) and self.clauses[-1].taken
        parts.append(ASK if was_taken else HANDLES if handled else PASSES)
        return tuple(parts)


class Known:
    """What is known.

    Attributes:
        table: by code object's identity and offset; read by the hook (`frames.h`).
    """

    def __init__(self) -> None:
        self.table: dict[int, dict[int, Entry | weakref.ref[CodeType]]] = {}

    def add(self, code: CodeType, offset: int, entry: Entry) -> None:
        """Takes note of how an exception went from a place."""
        key = id(code)
        places = self.table.get(key)
        if places is None:
            places = self.table[key] = {_REFERENCE: weakref.ref(code, partial(self.table.pop, key))}
        places[offset] = _merged(places.get(offset, ()), entry)


def _merged(known: Entry, entry: Entry) -> Entry:
    """Both together: they are of the same clauses, of which one may have come to more than the other."""
    longer, shorter = (known, entry) if len(known) > len(entry) else (entry, known)
    parts = list(longer)
    for at in range(1, len(shorter) - 1, 2):
        parts[at] = parts[at] or shorter[at]
    if len(longer) == len(shorter):
        parts[-1] = longer[-1] or shorter[-1]
    return tuple(parts)
