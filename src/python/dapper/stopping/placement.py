"""Where breakpoints stand in living code: compiled into it, or delivered by events of its lines.

A file's breakpoints are placed when its code becomes known, when they change, and again for each backend.
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Mapping, Sequence
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.code.addresses import Addresses
from dapper.code.index import CodeIndex, SourceFile, stop_lines
from dapper.code.line_entries import NO_ENTRIES, NO_EXTENTS, Entries, Extents, Start, line_entries, start_of
from dapper.code.names_of_code import file_of
from dapper.code.text_sources import is_made_up
from dapper.delivery.base import Backend
from dapper.modified.breakpoint import Breakpoint
from dapper.modified.copies import ModifiedCode
from dapper.stopping.breakpoints import BreakpointTable
from dapper.stopping.data_breakpoints import DataBreakpoint, DataTable
from dapper.stopping.function_breakpoints import FunctionBreakpoint, FunctionTable
from dapper.stopping.instruction_breakpoints import InstructionBreakpoint, InstructionTable
from dapper.stopping.rules import Rules
from dapper.stopping.watched import Watched

if TYPE_CHECKING:
    from dapper.wire.requests import DataBreakpoint as DataRequest
    from dapper.wire.requests import FunctionBreakpoint as FunctionRequest
    from dapper.wire.requests import InstructionBreakpoint as InstructionRequest
    from dapper.wire.requests import SourceBreakpoint


class Held:
    """The breakpoints of one code object.

    Attributes:
        code: a weak reference: the owner of this forgets it when the code goes.
        by_line: the breakpoints of each line.
        entries: where visits of those lines begin (see `line_entries`).
        functions: the function breakpoints of the code object.
        start: where its body begins; None where there are none.
    """

    __slots__ = ("by_line", "code", "entries", "functions", "start")

    def __init__(
        self,
        code: weakref.ref[CodeType],
        by_line: dict[int, list[Breakpoint]],
        entries: Entries,
        functions: Sequence[Breakpoint],
        start: Start | None,
    ) -> None:
        self.code = code
        self.by_line = by_line
        self.entries = entries
        self.functions = functions
        self.start = start

    def at(self, line: int, offset: int, frame: FrameType, backend: Backend) -> list[Breakpoint]:
        """Those that a visit of an instruction is a visit of."""
        here = self.by_line.get(line, []) if offset in self.entries.lines else []
        start = self.start
        if start is None or start.offset != offset or (start.again and not backend.began(frame)):
            return here
        return [*here, *self.functions]


class Placement:
    """The breakpoints of a session in its code.

    Attributes:
        breakpoints: all that stand on lines.
        functions: all that stand for functions.
        data: all that watch values.
        instructions: all at single instructions.
        rules: the settings in force.
        passed: a frame, by its identity, and the place that it comes to next, at whose breakpoints it has just stopped; or None.
    """

    def __init__(self, index: CodeIndex, modified: ModifiedCode) -> None:
        self.breakpoints = BreakpointTable(index)
        self.functions = FunctionTable(index)
        self.data = DataTable()
        self.instructions = InstructionTable(index)
        self.rules = Rules()
        self._exact = (self.breakpoints.places, self.instructions.places)
        self._index, self._modified = index, modified
        self._lines: dict[int, Held] = {}
        self.passed: tuple[int, tuple[CodeType, int]] | None = None

    def holds(self, code: CodeType) -> bool:
        """Whether a code object has breakpoints that events deliver."""
        return id(code) in self._lines

    def at(self, place: tuple[CodeType, int], line: int, frame: FrameType, backend: Backend) -> list[Breakpoint]:
        """The breakpoints of a line, if a visit of it begins at that place, and of a function that begins there.

        Those of the instruction, or within the line, too; they alone where `line` is 0.
        """
        code, offset = place
        held = self._lines.get(id(code)) if line else None
        here = held.at(line, offset, frame, backend) if held else []
        if not any(self._exact):
            return here
        behind = code, self._modified.behind_test(code, offset)
        exact = self.exact_at(behind)
        if exact and self.passed == (id(frame), behind):
            exact, self.passed = [], None
        elif exact and behind != place:
            self.passed = id(frame), behind
        return [*here, *exact] if exact else here

    def exact_at(self, place: tuple[CodeType, int]) -> list[Breakpoint]:
        """The breakpoints of an instruction, or within the line."""
        return [each for places in self._exact for each in places.at(place)]

    def forget(self) -> None:
        """Nothing is placed any more."""
        self._lines.clear()
        self.passed = None

    def replace(
        self,
        name: str,
        requests: Sequence[SourceBreakpoint],
        backend: Backend | None,
        running: bool,
        ahead: bool = False,
    ) -> list[Breakpoint]:
        """Sets the breakpoints of a file, by the client's name for it, in place of those before.

        Args:
            name: of the file.
            requests: the breakpoints.
            backend: where they are placed, if there is one.
            running: see `place`.
            ahead: see `BreakpointTable.replace`.
        """
        index = self._index
        index.names.client_calls(name)
        path = index.names.client_path(name)
        index.attend(path)
        # Code of a made-up name is not reported while nothing stands in it.
        is_unseen = index.file(path) is None or is_made_up(path)
        # Modules of libraries may have been imported before there was a program.
        may_exist = running or (path[:1] == "/" and not index.filter.is_programs(path))
        if (requests or self.breakpoints.of(path)) and may_exist and is_unseen:
            index.search(path)
        result = self.breakpoints.replace(name, requests, ahead)
        for file in index.of_name(name):
            if backend is not None:
                self.place(file, backend, may_exist)
        return result

    def replace_functions(
        self, requests: Sequence[FunctionRequest], backend: Backend | None, running: bool
    ) -> list[FunctionBreakpoint]:
        """Sets the function breakpoints, in place of those before. Arguments as above."""
        index = self._index
        had = bool(self.functions)
        result = self.functions.replace(requests)
        for known in index.files() if had or result else ():
            if result:
                index.attend(known.path)
            file = index.file(known.path) or known
            self.functions.bind(file)
            if backend is not None:
                self.place(file, backend, running)
        return result

    def replace_data(
        self,
        requests: Sequence[DataRequest],
        persisting: Callable[[str], Watched | None],
        backend: Backend | None,
        running: bool,
    ) -> list[DataBreakpoint]:
        """Sets the data breakpoints, in place of those before. Arguments as above, and of `DataTable.replace`."""
        had = bool(self.data)
        result = self.data.replace(requests, persisting)
        if had or self.data:
            self.place_all(backend, running)
        return result

    def replace_instructions(
        self, requests: Sequence[InstructionRequest], addresses: Addresses, backend: Backend | None, running: bool
    ) -> list[InstructionBreakpoint]:
        """Sets the instruction breakpoints, in place of those before. Arguments as above; `addresses`: of instructions."""
        had = bool(self.instructions)
        result = self.instructions.replace(requests, addresses)
        if had or self.instructions:
            self.place_all(backend, running)
        return result

    def place_all(self, backend: Backend | None, running: bool) -> None:
        """Places what stands in no file in particular, anew. Arguments as above."""
        index = self._index
        for known in index.files():
            if self.data:
                index.attend(known.path)
            file = index.file(known.path) or known
            if backend is not None:
                self.place(file, backend, running)

    def bind(self, file: SourceFile) -> list[Breakpoint]:
        """Binds the breakpoints that concern a file whose code has become known; returns those that changed."""
        return [*self.breakpoints.bind(file), *self.functions.bind(file)]

    def asks_for(self, code: CodeType) -> bool:
        """Whether a breakpoint may stand in code of a file, whatever its functions are called."""
        return bool(self.functions or self.data or self._has_lines(code))

    def place(self, file: SourceFile, backend: Backend, running: bool) -> None:
        """Places the breakpoints of a file. `running`: code of the program may exist that was never reported."""
        modified = self._modified
        guarded = self.breakpoints.guarded(file) if self.rules.conditions else {}
        for line in self.functions.lines(file):
            guarded.pop(line, None)  # a stop for the function comes first, and is the line's too
        taken = {line for _, by_line in self.breakpoints.by_code(file) for line in by_line}
        functions = self.functions.guarded(file, taken) if self.rules.conditions else {}
        for line in (line for places in self._exact for line in places.lines(file)):
            guarded.pop(line, None)  # the program's own instructions are to run
            functions.pop(line, None)
        modified.update(file, {**guarded, **functions}, running)
        if not self.rules.falls_back and modified.enabled:
            self._refuse_slow(file, guarded)
        file.read()  # by the time of a reload there may be another text
        for code, by_line in self.breakpoints.by_code(file):
            self._place_in(code, by_line, file.extents() if by_line else NO_EXTENTS, backend, functions)
        for code, former, by_line in self.breakpoints.by_former(file):
            self._place_in(code, by_line, former.extents, backend, {})
        backend.lines_set()

    def _place_in(
        self,
        code: CodeType,
        by_line: dict[int, list[Breakpoint]],
        extents: Extents,
        backend: Backend,
        compiled: Mapping[int, Breakpoint],
    ) -> None:
        """Places breakpoints in a code object, and in what may run for it.

        Args:
            code: the program's.
            by_line: its breakpoints of lines.
            extents: of the statements of its text.
            backend: where they are placed.
            compiled: the function breakpoints of its file that copies may test themselves, by line.
        """
        modified, functions = self._modified, self.functions.of(code)
        start = start_of(code) if functions else None
        for each in (code, *modified.copies(code)):
            inline = modified.inline_lines(each)
            events = {line: held for line, held in by_line.items() if line not in inline}
            is_tested = start is not None and start.line in compiled and start.line in inline
            entries = self._held(each, events, () if is_tested else functions, extents)
            if self.data or any(self._exact):
                own, equals = modified.injected_in(each), modified.equals(each)
                exact = frozenset[int]().union(*(places.place(each, code, equals) for places in self._exact))
                entries = entries.and_points(self.data.points(each, code, own), exact)
            backend.set_lines(each, entries)

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
        # Whose a text is takes time to find out.
        return (not is_made_up(file_of(code)) and self._index.filter.is_mine(code)) or self._has_lines(code)

    def _has_lines(self, code: CodeType) -> bool:
        """Whether there are breakpoints in the file of a code object, or in texts of its made-up name."""
        name = file_of(code)
        if is_made_up(name):
            return self.breakpoints.has_name(name)
        return bool(self.breakpoints.of(self._index.names.path(name)))

    def _refuse_slow(self, file: SourceFile, guarded: dict[int, Breakpoint]) -> None:
        """Marks the breakpoints that could not be compiled into the code as failed."""
        codes = [copy for code in file.codes() for copy in self._modified.copies(code)]
        inline = {line for code in codes for line in self._modified.inline_lines(code)}
        refused = [each for line, each in guarded.items() if line not in inline]
        for each in refused:
            each.problem = "This cannot be compiled into the code here, and 'fallback_on_error' is off."
        if refused:
            self.breakpoints.bind(file)

    def _held(
        self,
        code: CodeType,
        by_line: dict[int, list[Breakpoint]],
        functions: Sequence[Breakpoint],
        extents: Extents,
    ) -> Entries:
        """Records a code object's breakpoints; returns the instructions whose events are wanted."""
        handlers = self._modified.handlers_in(code)
        entries = line_entries(code, by_line, extents, handlers) if by_line else NO_ENTRIES
        start = start_of(code) if functions else None
        if by_line or start:
            ref = weakref.ref(code, functools.partial(self._lines.pop, id(code)))
            self._lines[id(code)] = Held(ref, by_line, entries, functions, start)
        else:
            self._lines.pop(id(code), None)
        if not self.rules.selective and self._index.filter.is_mine(code):
            entries = line_entries(code, stop_lines(code), extents, handlers)
        return entries.and_start(start) if start else entries
