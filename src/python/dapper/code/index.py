"""Which code objects belong to which file, and on which of its lines a program can stop.

Code objects compare by value, and two distinct functions may be equal; so everything here goes by identity, and holds
them weakly: a file that is run again leaves nothing of its former code behind.
"""

from __future__ import annotations

import gc
import itertools
import sys
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import partial
from types import CodeType, FunctionType

from dapper.code import compiler_made, flags
from dapper.code.assembly import first_resume
from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter
from dapper.code.line_entries import Extents
from dapper.code.moved import Moved
from dapper.code.names_of_code import file_of
from dapper.code.quiet import Quiet
from dapper.code.source_text import read_source
from dapper.code.spots import Spot, spots
from dapper.code.statements import Statements
from dapper.code.text_sources import TextSources, name_of_text

_CACHE = 0
_INLINE = frozenset(("<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>"))


def stop_lines(code: CodeType) -> frozenset[int]:
    """Lines of a code object (1-based) where its program can stop: those with more than entry bookkeeping."""
    ops = code.co_code
    begin = first_resume(code) + 2
    while begin < len(ops) and ops[begin] == _CACHE:
        begin += 2
    lines = {line for _, end, line in code.co_lines() if line and end > begin}
    return frozenset(line for line in lines if not keeps_books(code, line))


def keeps_books(code: CodeType, line: int) -> bool:
    """Whether a line of a code object is a class body's own bookkeeping: `class` itself has already run outside.

    It notes the name and place at its start, and in CPython 3.14 and later the annotations at its end.
    """
    return line == code.co_firstlineno and not code.co_flags & flags.OPTIMIZED and code.co_name != "<module>"


def entry_line(code: CodeType) -> int | None:
    """The line (1-based) of the instruction with which a code object starts; None where it has no line."""
    resume = first_resume(code)
    return next((line for start, end, line in code.co_lines() if start <= resume < end), None)


def nested(code: CodeType) -> Iterator[CodeType]:
    """The code object and all that it contains, outer ones first."""
    yield code
    for constant in code.co_consts:
        if type(constant) is CodeType:
            yield from nested(constant)


class _Living(weakref.ref[CodeType]):
    """A code object for as long as it lives, and the lines where its program can stop, once they are known."""

    __slots__ = ("lines",)

    def stop_lines(self, code: CodeType) -> frozenset[int]:
        """Those of `code`, which must be the one that this refers to."""
        try:
            return self.lines
        except AttributeError:
            self.lines = stop_lines(code)
            return self.lines


class SourceFile:
    """One file of the program: its living code objects and its statements.

    Args:
        path: where it is, normalized; or the path of a text (see `text_sources`).
        is_made: recognizes code that the compiler made (see `CodeFilter.is_made`).
        moved: code from before its file was reloaded; None: there is none.
        texts: those of code that is in no file.
    """

    def __init__(
        self,
        path: str,
        is_made: Callable[[CodeType], bool] = compiler_made.is_made,
        moved: Moved | None = None,
        texts: TextSources | None = None,
    ) -> None:
        self.path = path
        self._is_made, self._moved, self._texts = is_made, moved or Moved(), texts
        self.incomplete = False  # whether code that was never added may be alive
        self._codes: dict[int, _Living] = {}
        self._changed = True  # whether code was added since its source was read
        self._text: str | None = None  # its source, as last read
        self._known: Statements | None = None  # those of it, once they are needed
        self._lines: dict[tuple[str, int], frozenset[int]] | None = None  # see `past_lines`, once they are needed

    def add(self, root: CodeType) -> bool:
        """Adds a code object and those it contains; False if all of them were known."""
        new = [code for code in nested(root) if not self.knows(code)]
        for code in new:
            key = id(code)
            # Called at any time, so without a frame that a trace function of the program would see.
            self._codes[key] = _Living(code, partial(self._codes.pop, key))
        self._changed = self._changed or bool(new)
        return bool(new)

    def knows(self, code: CodeType) -> bool:
        """Whether this very code object is among them."""
        return id(code) in self._codes or self._moved.of(code) is not None

    def retire(self, code: CodeType) -> None:
        """A code object is from before the present text (see `Moved`)."""
        self._codes.pop(id(code), None)

    def renew(self) -> None:
        """The file has another text now, and its code is what that says."""
        self._changed = True

    def known_text(self) -> str | None:
        """The text that was there when it was last read; None: it never was."""
        return self._text

    def resembles(self, code: CodeType) -> bool:
        """Whether code of the same name and place is among them: a copy that the debugger has made of it, say."""
        key = (file_of(code), code.co_firstlineno, code.co_qualname)
        return any((file_of(each), each.co_firstlineno, each.co_qualname) == key for each in self.codes())

    def codes(self) -> list[CodeType]:
        """The code objects that are alive, outer ones first."""
        return [code for code, _ in self._living()]

    def owners(self) -> dict[int, list[CodeType]]:
        """Lines where the program can stop, each with the code objects to watch for it.

        A comprehension on a line of its own function is left to that function: a breakpoint there stops once,
        not once an element. What the compiler has made is left to its statement too: it runs whenever somebody asks for
        an annotation, say. Only what makes type parameters has lines of its own, and runs as a part of the statement.
        """
        docstrings = self._statements().docstrings
        table: dict[int, list[CodeType]] = {}
        parts: list[tuple[CodeType, _Living]] = []
        for code, ref in self._living():
            if self._is_made(code):
                parts.append((code, ref))
                continue
            for line in ref.stop_lines(code) - docstrings:
                others = table.setdefault(line, [])
                if code.co_name not in _INLINE or not others:
                    others.append(code)
        for code, ref in filter(lambda part: compiler_made.is_generic_parameters(part[0]), parts):
            for line in ref.stop_lines(code):
                table.setdefault(line, [code])
        return table

    def past_lines(self) -> frozenset[int]:
        """Lines where the program could stop if their code were still alive: a module's own, once it was imported."""
        living = {(code.co_qualname, code.co_firstlineno) for code in self.codes()}
        if any(name == "<module>" for name, _ in living):
            return frozenset()
        docstrings = self._statements().docstrings
        if self._lines is None:
            self._lines = _lines_of_text(self._text or "")
        gone = [lines for key, lines in self._lines.items() if key not in living]
        return frozenset[int]().union(*gone) - docstrings

    def resolve(self, line: int, lines: list[int]) -> int | None:
        """The line where a breakpoint asked for on `line` will stop; None past the last line with code.

        `lines` are those where the program can stop, in order (see `owners`).
        """
        if line in lines:
            return line
        for first, last, begin in self._statements().empty:
            if first <= line <= last and begin in lines:
                return begin
        for first, last in self._statements().of_several_lines:
            if first <= line <= last:
                inside = [at for at in lines if first <= at <= last]
                if inside:
                    return next((at for at in inside if at > line), inside[0])
        return next((at for at in lines if at > line), None)

    def extents(self) -> Extents:
        """Where its statements of several lines end, and which lines begin a `with`."""
        return self._statements().extents

    def spots(self, first: int, last: int) -> dict[int, list[Spot]]:
        """The places at which the program can stop on the lines from `first` to `last`, by line."""
        return spots(self.text() or "", range(first, last + 1), self.codes())

    def text(self) -> str | None:
        """The source, or None where there is no such file to read."""
        source = self._texts.at(self.path) if self._texts else None
        return read_source(self.path) if source is None else source.text

    def adopt(self, copy: CodeType) -> None:
        """Takes note of a copy that the debugger has made of its code."""
        source = self._texts.at(self.path) if self._texts else None
        if self._texts and source is not None:
            self._texts.adopt(copy, source)

    def _living(self) -> Iterator[tuple[CodeType, _Living]]:
        for ref in list(self._codes.values()):
            code = ref()
            if code is not None:
                yield code, ref

    def read(self) -> None:
        """Reads its source again if code of it was added since. It is not parsed before that is needed."""
        if not self._changed:
            return
        self._changed = False
        text = self.text() or ""
        if text != self._text:
            self._text, self._known, self._lines = text, None, None

    def _statements(self) -> Statements:
        self.read()
        if self._known is None:
            self._known = Statements(self._text or "")
        return self._known


def _lines_of_text(text: str) -> dict[tuple[str, int], frozenset[int]]:
    """Where a program could stop in each code object of a text, by its qualified name and first line."""
    try:
        with Quiet():
            root = compile(text, "<text>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}  # the file has changed since it was run
    found: dict[tuple[str, int], frozenset[int]] = {}
    for code in nested(root):
        if not compiler_made.is_made(code):
            key = code.co_qualname, code.co_firstlineno
            found[key] = found.get(key, frozenset[int]()) | stop_lines(code)
    return found


class CodeIndex:
    """The files that the session knows, least recently met first; at most `limit` of them.

    Args:
        limit: most files.
        filter: whose code it is; it is notified of compiler-made code that does not show it.
        names: which file a name means.

    Attributes:
        filter: as given.
        names: which file a name means.
        moved: code from before its file was reloaded.
        texts: code that is in no file.
        unobserved: files without observers: libraries, and files that were loaded repeatedly; True if code has since
            been loaded that was not added. Code about to run in them may be recorded here instead of being reported.
    """

    def __init__(self, limit: int, filter: CodeFilter, names: FileNames) -> None:
        self.filter = filter
        self.names = names
        self.moved = Moved()
        self.texts = filter.texts
        self._files: OrderedDict[str, SourceFile] = OrderedDict()
        self.limit = limit
        self.unobserved: dict[str, bool] = {}

    def resize(self, limit: int) -> None:
        """At most `limit` files from now on; those met least recently go."""
        self.limit = limit
        while len(self._files) > limit:
            path, _ = self._files.popitem(last=False)
            self.unobserved.pop(path, None)

    def clear(self) -> None:
        """Forgets every file."""
        self._files.clear()
        self.unobserved.clear()
        self.moved.clear()

    def add(self, root: CodeType) -> SourceFile | None:
        """Adds a code tree. Returns its file if anything in it was new."""
        file = self._home(root)
        if file is None:
            path = self._path_for(root)
            file = self._files[path] = SourceFile(path, self.filter.is_made, self.moved, self.texts)
            self.resize(self.limit)
        self._files.move_to_end(file.path)
        if compiler_made.UNMARKED:
            for code in nested(root):
                for each in compiler_made.unmarked(code):
                    self.filter.set_apart(each)
        return file if file.add(root) else None

    def knows(self, code: CodeType) -> bool:
        """Whether this very code object was added."""
        file = self._home(code)
        return file is not None and file.knows(code)

    def _home(self, code: CodeType) -> SourceFile | None:
        """The file of a code object, if that is known. A relative name may have meant another file at that time."""
        name = file_of(code)
        file = self._files.get(self._path_for(code))
        if name.startswith(("/", "<")) or (file is not None and file.knows(code)):
            return file
        return next((each for each in self._files.values() if each.knows(code)), file)

    def _path_for(self, code: CodeType) -> str:
        """The path of the file, or of the text, that a code object comes from, as far as its own name tells."""
        path = self.names.path(file_of(code))
        source = None if path[:1] == "/" else self.texts.of(code)
        return path if source is None else source.path

    def path_of(self, code: CodeType) -> str:
        """The path of a code object's file. For when it is shown: it may be looked for in every file."""
        path = self._path_for(code)
        if name_of_text(path) is not None:
            return path
        file = self._home(code)
        if file is None or not (file.knows(code) or file_of(code).startswith(("/", "<"))):
            likely = (() if file is None else (file,), reversed(self._files.values()))
            file = next((each for each in itertools.chain(*likely) if each.resembles(code)), file)
        return file.path if file is not None else path

    def of_name(self, name: str) -> list[SourceFile]:
        """The files that a client's name stands for: one, or all texts that were compiled under a made-up name."""
        one = self.file(self.names.client_path(name))
        several = [each for each in list(self._files.values()) if name_of_text(each.path) == name]
        # The last one says where its breakpoints are.
        return sorted([*([] if one is None else [one]), *several], key=lambda each: bool(each.codes()))

    def file(self, path: str) -> SourceFile | None:
        """The file of that path, or None while nothing of it has run."""
        file = self._files.get(path)
        if file is not None and (file.incomplete or self.unobserved.get(path)):
            file.incomplete = False
            if path in self.unobserved:
                self.unobserved[path] = False
            self.search(path)
        return file

    def postpone(self, code: CodeType) -> bool:
        """Defers adding code of a known file until the file is requested. False: the file is not known."""
        file = self._home(code)
        if file is None:
            return False
        file.incomplete = True
        if file.path == file_of(code):
            self.unobserved.setdefault(file.path, True)
        return True

    def attend(self, path: str) -> None:
        """From now on all code of a file is to be reported."""
        made_up = name_of_text(path)
        noted = [
            self.unobserved.pop(name)
            for name in list(self.unobserved)
            if name == made_up or self.names.path(name) == path
        ]
        if any(noted) and path in self._files:
            self._files[path].incomplete = True

    def files(self) -> list[SourceFile]:
        """The files that the session knows."""
        return list(self._files.values())

    def search(self, path: str) -> SourceFile | None:
        """Looks for code of a file that was loaded before the session watched: in functions and on the stack."""
        found: list[CodeType] = []
        means: dict[str, bool] = {}
        made_up = name_of_text(path)

        def note(code: CodeType) -> None:
            name = file_of(code)
            if name not in means:
                means[name] = name == made_up or self.names.path(name) == path
            if means[name]:
                found.append(code)

        for thing in gc.get_objects():
            if type(thing) is FunctionType:
                note(thing.__code__)
        frame = sys._getframe()
        while frame is not None:
            note(frame.f_code)
            frame = frame.f_back
        # A code object may contain one found before it: the outer ones come first.
        for code in sorted(found, key=lambda code: code.co_qualname.count(".")):
            self.add(code)
        return self._files.get(path)
