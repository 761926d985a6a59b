"""What code compiled into a function works on: one probe a breakpoint.

Its parts stand in the constants of modified code objects, so that nothing of it is in the program's namespaces, and the
code needs no name to reach them.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from time import perf_counter

FIRST_SAMPLES = 64
"""Checks of a condition that are timed at first. Asking the time costs more than most conditions do."""

_next = next  # the program may replace the built-in


class Switch(list[bool]):
    """A list of one truth value. It has a hash, as constants of a code object must."""

    __slots__ = ()
    __hash__ = object.__hash__  # pyright: ignore[reportAssignmentType] - a list has none


class Probe:
    """One breakpoint's counters and exits.

    Attributes:
        count: gives the number of the next visit that counts, from the first since the breakpoint was set.
        switch: whether the next check of the condition is timed, or is not to be.
        hit: leaves the program's function: the breakpoint stops, or prints its log message.
        fail: reports that the condition has raised.
        begin: the condition is about to be checked; answers whether nobody asks for that any more.
        end: the condition has been checked.
        over: `over(seconds)`: is called with the duration of each timed check.
    """

    __slots__ = ("__weakref__", "_began", "_left", "_over", "begin", "count", "end", "fail", "hit", "over", "switch")

    def __init__(self, first: int = 1) -> None:
        self.count: Iterator[int] = itertools.count(first)
        self.switch = Switch((False,))
        self._began, self._left, self._over = 0.0, 0, False
        self.hit: Callable[[], object] = bool
        self.fail: Callable[[], object] = bool
        self.begin: Callable[[], object] = bool
        self.end: Callable[[], object] = bool
        self.over: Callable[[float], object] = bool

    def successor(self) -> Probe:
        """A probe that continues the count, for new code. What runs in the old goes on counting here, to no effect."""
        return Probe(next(self.count))

    def retire(self) -> None:
        """The code that holds this is no longer asked: it is not to check a condition that may take long, or do anything."""
        self._over = self.switch[0] = True

    def parts(self) -> dict[str, object]:
        """What stands in the constants of modified code, by the names that `injection` gives them."""
        return {
            "next": _next,
            "count": self.count,
            "switch": self.switch,
            "hit": self.hit,
            "fail": self.fail,
            "begin": self.begin,
            "end": self.end,
        }

    @property
    def sampling(self) -> bool:
        """Whether the next check of the condition is timed."""
        return self.switch[0]

    def sample(self, checks: int) -> None:
        """Times the next checks of the condition."""
        self._left, self.switch[0] = max(self._left, checks), True

    def start_clock(self) -> bool:
        """A check is about to begin. Returns whether it is not to."""
        self._began = 0.0 if self._over else perf_counter()
        return self._over

    def stop_clock(self) -> None:
        """A check has ended; it may have begun before it was to be timed."""
        began, self._began = self._began, 0.0
        if began:
            seconds = perf_counter() - began
            self._left -= 1
            self.switch[0] = self._over or self._left > 0
            self.over(seconds)
