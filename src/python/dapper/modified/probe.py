"""What code compiled into a function works on: one probe a breakpoint, one gate a session.

Both stand in the constants of modified code objects, so that nothing of theirs is in the program's namespaces.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter


class Probe:
    """One breakpoint's counters and exits.

    Attributes:
        hits: visits that counted since the breakpoint was set.
        held: outcome of the condition that has just been checked.
        began: when that check began, in seconds of `clock`.
        clock: the time in seconds.
        hit: leaves the program's function: the breakpoint stops, or prints its log message.
        fail: tells that the condition has raised.
        slow: tells that the condition took longer than its budget.
    """

    __slots__ = ("began", "clock", "fail", "held", "hit", "hits", "slow")

    def __init__(self) -> None:
        self.hits = 0
        self.held: object = False
        self.began = 0.0
        self.clock = perf_counter
        self.hit: Callable[[], object] = bool
        self.fail: Callable[[], object] = bool
        self.slow: Callable[[], object] = bool

    def successor(self) -> Probe:
        """A probe that counts on, for new code: what runs in the old goes on counting here."""
        made = Probe()
        made.hits = self.hits
        return made


class Gate:
    """Whether a condition is being checked that calls functions: nothing stops in those.

    Attributes:
        shut: it is.
    """

    __slots__ = ("shut",)

    def __init__(self) -> None:
        self.shut = False
