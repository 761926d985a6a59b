"""What code compiled into a function works on: one probe a breakpoint.

It stands in the constants of modified code objects, so that nothing of it is in the program's namespaces.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

FIRST_SAMPLES = 64
"""Checks of a condition that are timed at first. Asking the time costs more than most conditions do."""


class Probe:
    """One breakpoint's counters and exits.

    Attributes:
        hits: visits that counted since the breakpoint was set.
        sampling: whether the next check of the condition is timed.
        hit: leaves the program's function: the breakpoint stops, or prints its log message.
        fail: tells that the condition has raised.
        begin: the condition is about to be checked.
        end: the condition has been checked.
        over: `over(seconds)`: hears how long each timed check took.
    """

    __slots__ = ("__weakref__", "_began", "_left", "begin", "end", "fail", "hit", "hits", "over", "sampling")

    def __init__(self) -> None:
        self.hits = 0
        self.sampling = False
        self._began, self._left = 0.0, 0
        self.hit: Callable[[], object] = bool
        self.fail: Callable[[], object] = bool
        self.begin: Callable[[], object] = bool
        self.end: Callable[[], object] = bool
        self.over: Callable[[float], object] = bool

    def successor(self) -> Probe:
        """A probe that counts on, for new code: what runs in the old goes on counting here."""
        made = Probe()
        made.hits = self.hits
        return made

    def sample(self, checks: int) -> None:
        """Times the next checks of the condition."""
        self._left, self.sampling = max(self._left, checks), True

    def start_clock(self) -> None:
        """A check begins."""
        self._began = perf_counter()

    def stop_clock(self) -> None:
        """A check has ended; it may have begun before it was to be timed."""
        began, self._began = self._began, 0.0
        if began:
            seconds = perf_counter() - began
            self._left -= 1
            self.sampling = self._left > 0
            self.over(seconds)
