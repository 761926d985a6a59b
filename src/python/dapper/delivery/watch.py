"""What a delivery by `sys.monitoring` wants of one code object."""

from __future__ import annotations

import sys
import weakref
from collections.abc import Callable
from types import CodeType

from dapper.code.index import entry_line, stop_lines
from dapper.code.line_entries import NO_ENTRIES


class Watch:
    """What is wanted of one code object, for as long as that lives."""

    __slots__ = ("_code", "active", "ends", "entries", "one_line", "step")

    def __init__(self, code: CodeType, gone: Callable[[object], object]) -> None:
        self._code = weakref.ref(code, gone)
        # CPython has no LINE event for the line on which a function starts (a lambda has no other), unless PY_START
        # is on as well and is never answered with DISABLE.
        self.one_line = entry_line(code) in stop_lines(code)
        self.ends = False  # whether its next return is to be reported
        self.entries = NO_ENTRIES  # of the lines that hold breakpoints
        self.step = 0  # events that the running step wants
        self.active = 0  # events that are switched on

    @property
    def code(self) -> CodeType | None:
        """The code object, or None where it has just gone."""
        return self._code()

    def wanted(self) -> int:
        """The events that are to be switched on."""
        events = sys.monitoring.events
        wanted = self.step | (events.PY_RETURN if self.ends else 0)
        if self.entries.points or (self.entries.lines and not wanted & events.LINE):
            wanted |= events.INSTRUCTION
        if self.one_line and wanted & events.LINE:
            wanted |= events.PY_START
        if self.entries.begin is not None:
            wanted |= events.PY_START
        return wanted
