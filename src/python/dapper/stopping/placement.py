"""Where breakpoints stand in living code: compiled into it, or delivered by events of its lines.

A file's breakpoints are placed when its code becomes known, when they change, and again for each backend.
"""

from __future__ import annotations

import functools
import weakref
from types import CodeType

from dapper.code.index import CodeIndex, SourceFile, stop_lines
from dapper.code.line_entries import NO_ENTRIES, Entries, line_entries
from dapper.delivery.base import Backend
from dapper.modified.breakpoint import Breakpoint
from dapper.modified.copies import ModifiedCode
from dapper.stopping.breakpoints import BreakpointTable
from dapper.stopping.rules import Rules


class Held:
    """The breakpoints of one code object.

    Attributes:
        code: a weak reference: the owner of this forgets it when the code goes.
        by_line: the breakpoints of each line.
        entries: where visits of those lines begin (see `line_entries`).
    """

    __slots__ = ("by_line", "code", "entries")

    def __init__(self, code: weakref.ref[CodeType], by_line: dict[int, list[Breakpoint]], entries: Entries) -> None:
        self.code = code
        self.by_line = by_line
        self.entries = entries


class Placement:
    """The breakpoints of a session in its code.

    Attributes:
        breakpoints: all of them.
        rules: the settings in force.
    """

    def __init__(self, index: CodeIndex, modified: ModifiedCode) -> None:
        self.breakpoints = BreakpointTable(index)
        self.rules = Rules()
        self._index, self._modified = index, modified
        self._lines: dict[int, Held] = {}

    def holds(self, code: CodeType) -> bool:
        """Whether a code object has breakpoints that events deliver."""
        return id(code) in self._lines

    def at(self, code: CodeType, line: int, offset: int) -> list[Breakpoint] | None:
        """The breakpoints of a line, if a visit of it begins at that instruction."""
        held = self._lines.get(id(code))
        return held.by_line.get(line) if held and offset in held.entries.lines else None

    def forget(self) -> None:
        """Nothing is placed any more."""
        self._lines.clear()

    def place(self, file: SourceFile, backend: Backend, running: bool) -> None:
        """Places the breakpoints of a file. `running`: code of the program may exist that was never reported."""
        modified = self._modified
        guarded = self.breakpoints.guarded(file) if self.rules.conditions else {}
        modified.update(file, guarded, running)
        if not self.rules.falls_back and modified.enabled:
            self._refuse_slow(file, guarded)
        for code, by_line in self.breakpoints.by_code(file):
            for each in (code, *modified.copies(code)):
                inline = modified.inline_lines(each)
                events = {line: held for line, held in by_line.items() if line not in inline}
                backend.set_lines(each, self._held(each, events, file))
        backend.lines_set()

    def prepare(self) -> None:
        """Compiles what waits for its file, where that is wanted."""
        if not self.rules.eager:
            return
        waiting: dict[str, dict[int, Breakpoint]] = {}
        for each in self.breakpoints.all():
            if each.pending and each.guarded and each.problem is None:
                waiting.setdefault(self._index.names.client_path(each.path), {})[each.line] = each
        for path, guarded in waiting.items():
            self._modified.prepare(path, guarded)

    def concerns(self, code: CodeType) -> bool:
        """Whether code is to be known: the user's is, and a library's with breakpoints in its file."""
        index = self._index
        return index.filter.is_mine(code) or bool(self.breakpoints.of(index.names.path(code.co_filename)))

    def _refuse_slow(self, file: SourceFile, guarded: dict[int, Breakpoint]) -> None:
        """Marks the breakpoints that could not be compiled into the code as failed."""
        codes = [copy for code in file.codes() for copy in self._modified.copies(code)]
        inline = {line for code in codes for line in self._modified.inline_lines(code)}
        refused = [each for line, each in guarded.items() if line not in inline]
        for each in refused:
            each.problem = "This cannot be compiled into the code here, and 'fallback_on_error' is off."
        if refused:
            self.breakpoints.bind(file)

    def _held(self, code: CodeType, by_line: dict[int, list[Breakpoint]], file: SourceFile) -> Entries:
        """Records a code object's breakpoints; returns the instructions whose events are wanted."""
        entries = line_entries(code, by_line, file.extents()) if by_line else NO_ENTRIES
        if by_line:
            ref = weakref.ref(code, functools.partial(self._lines.pop, id(code)))
            self._lines[id(code)] = Held(ref, by_line, entries)
        else:
            self._lines.pop(id(code), None)
        if not self.rules.selective and self._index.filter.is_mine(code):
            return line_entries(code, stop_lines(code), file.extents())
        return entries
