"""Whose code is it: the user's, a library's, or the debugger's own?

`sys.prefix` is no help (in Pyodide it is `/`): a library is what lies on the module path that the interpreter
came with.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Iterable
from functools import partial
from types import CodeType, FrameType

from dapper.code import compiler_made, flags
from dapper.code.code_rules import CodeRules
from dapper.code.file_names import FileNames
from dapper.code.function_names import FunctionNames
from dapper.code.names_of_code import file_of
from dapper.code.text_sources import TextSource, TextSources, is_made_up

OWN_FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
"""Where this package is."""
_IMPORT_SYSTEM = ("<frozen importlib", "<frozen zipimport")
_CONTEXTLIB = "/contextlib.py"
_MANAGERS = (
    "_GeneratorContextManager.",
    "_AsyncGeneratorContextManager.",
    "ContextDecorator.__call__.",
    "AsyncContextDecorator.__call__.",
)
_EVENT_LOOP = "/asyncio/"
_TYPED_IN = ("<cell", "<ipython-input", "<python-input", "<doctest ", "<stdin>", "<console>", "<input>")
"""How names of texts begin that a person has typed, whoever has compiled them."""
_MOST = 10_000
"""Answers that are remembered."""


class CodeFilter:
    """Answers by file name, and remembers the answers: a relative name keeps the first.

    Where the rules of a launch do not say otherwise, what is not a library's is the user's.

    Args:
        library_roots: folders (or zip files) that hold libraries.
        just_my_code: whether stepping keeps to the user's code.
        names: which file a name means: what counts is where the file is, by whichever name it was loaded.
        texts: code that is in no file: it is the user's if the user's code has compiled it.

    Attributes:
        skipped: functions that no step enters by itself.
    """

    def __init__(
        self, library_roots: list[str], just_my_code: bool, names: FileNames, texts: TextSources | None = None
    ) -> None:
        self._library_roots = tuple(os.path.realpath(root) + "/" for root in library_roots)
        self._names = names
        self.texts = texts or TextSources(None)
        self._rules: CodeRules | None = None
        self._mine: dict[str, bool] = {}
        self._set_apart: dict[int, weakref.ref[CodeType]] = {}
        self.just_my_code = just_my_code
        self.skipped = FunctionNames()

    def is_mine(self, code: CodeType) -> bool:
        """Whether it comes from a file that the user wrote: neither a library's nor the debugger's."""
        name = file_of(code)
        answer = self._mine.get(name)
        if answer is None and is_made_up(name):
            source = self.texts.of(code)
            return source is not None and self.is_mine_text(source)
        return self.is_mine_path(name) if answer is None else answer

    def follow(self, rules: CodeRules | None) -> None:
        """Lets rules decide first, from now on; None: there are none."""
        self._rules = rules
        self._mine.clear()

    def is_mine_text(self, source: TextSource) -> bool:
        """The same for a text that was compiled."""
        ruled = self._rules.says(source.name, source.path) if self._rules else None
        if ruled is not None:
            return ruled
        return source.maker is None or self._is_made_by_mine(source.name, source.maker, set())

    def _is_made_by_mine(self, name: str, maker: str, seen: set[str]) -> bool:
        if name.startswith(_TYPED_IN):
            return True
        if not is_made_up(maker):
            return self.is_mine_path(maker)
        if maker in seen:
            return False
        seen.add(maker)
        return any(self._is_made_by_mine(maker, each, seen) for each in self.texts.makers(maker))

    def is_mine_path(self, name: str) -> bool:
        """The same for a file, by its path or by another name, and for a text by its path."""
        if is_made_up(name):
            source = self.texts.at(name)
            return source is not None and self.is_mine_text(source)
        answer = self.is_programs(name)
        if self._rules and not self.is_debugger_path(name):
            ruled = self._rules.says(name, self._names.path(name))
            answer = answer if ruled is None else ruled
        if len(self._mine) >= _MOST:
            self._mine.clear()
        self._mine[name] = answer
        return answer

    def is_programs(self, name: str) -> bool:
        """Whether a file is the program's: neither a library's nor the debugger's, whatever the rules say."""
        if name == "" or name.startswith(("<", OWN_FOLDER)):
            return False
        return not self._names.path(name).startswith((OWN_FOLDER, *self._library_roots))

    @property
    def known(self) -> dict[str, bool]:
        """The answers so far: file names, and whether the user wrote them."""
        return self._mine

    def set_apart(self, code: CodeType) -> None:
        """Records that the compiler made a code object that does not show it."""
        key = id(code)
        # Called at any time, so without a frame that a trace function of the program would see.
        self._set_apart[key] = weakref.ref(code, partial(self._set_apart.pop, key))

    def is_made(self, code: CodeType) -> bool:
        """Whether the compiler made it from part of a statement (an annotation, say): it is not a written function."""
        return id(code) in self._set_apart or compiler_made.is_made(code)

    def is_library(self, code: CodeType) -> bool:
        """Whether it belongs to a library. The import system does not count: tracebacks omit it too."""
        if self.is_mine(code) or self.is_debugger(code):
            return False
        return not file_of(code).startswith(_IMPORT_SYSTEM)

    def goes_to_library(self, callers: Iterable[FrameType]) -> bool:
        """Whether an exception that leaves the user's code reaches a library next.

        The import system's code only passes it on, and so does what makes a context manager of the user's generator.

        Args:
            callers: the frames that it comes to, the nearest first.
        """
        managed = False
        for frame in callers:
            code = frame.f_code
            if file_of(code).endswith(_CONTEXTLIB) and not self.is_mine(code):
                managed = managed or code.co_qualname.startswith(_MANAGERS)
                if managed:
                    continue
            if not file_of(code).startswith(_IMPORT_SYSTEM):
                return self.is_library(code)
        return False

    def is_event_loop(self, code: CodeType) -> bool:
        """Whether it is an event loop, which runs queued callbacks for no caller in particular."""
        return _EVENT_LOOP in file_of(code) and self.is_library(code)

    def works_for_debugger(self, frame: FrameType | None) -> bool:
        """Whether a frame is the debugger's or its starter's, or a library's that the debugger has called.

        Between two callbacks Pyodide's event loop works for no program: who waited for the last one may go on, once
        Python waits for anything.
        """
        if frame is not None and (self.is_debugger(frame.f_code) or self._runs_callback(frame)):
            return True
        while frame is not None and not self.is_mine(frame.f_code):
            if file_of(frame.f_code).startswith((OWN_FOLDER, "<dapper ")):
                return True
            frame = frame.f_back
        return False

    def _runs_callback(self, frame: FrameType) -> bool:
        caller = frame.f_back
        return caller is not None and self.is_event_loop(frame.f_code) and self.is_debugger(caller.f_code)

    def is_debugger(self, code: CodeType) -> bool:
        """Whether it belongs to the debugger or to what starts programs in Pyodide."""
        return self.is_debugger_path(file_of(code))

    def is_debugger_path(self, name: str) -> bool:
        """The same for a file."""
        return name.startswith((OWN_FOLDER, "<dapper ")) or ".zip/_pyodide/" in name or ".zip/pyodide/" in name

    def wanted(self, code: CodeType) -> bool:
        """Whether a step may stop in it."""
        return self.wanted_file(code) and not self.is_made(code)

    def enters(self, code: CodeType) -> bool:
        """Whether a step goes into it, or comes back to it, by itself."""
        return self.wanted(code) and not self.skips(code)

    def skips(self, code: CodeType) -> bool:
        """Whether it is a function that no step enters by itself."""
        if not self.skipped or not code.co_flags & flags.OPTIMIZED:  # a module, or the body of a class
            return False
        return self.skipped.fit(self._names.path(file_of(code)), code, self._names.main)

    def wanted_file(self, code: CodeType) -> bool:
        """Whether a step may stop in what is written in its file."""
        if self.is_debugger(code):
            return False
        name = file_of(code)
        if self.is_mine(code):
            return True
        if self.just_my_code or (self._rules and self._rules.says(name, self._names.path(name)) is False):
            return False
        return self.texts.of(code) is not None if is_made_up(name) else name[:1] != "<"

    def nearest_wanted(self, frame: FrameType | None) -> FrameType | None:
        """The frame itself, or the next one under it in which a step may stop."""
        while frame is not None and not self.wanted(frame.f_code):
            frame = frame.f_back
        return frame

    def nearest_entered(self, frame: FrameType | None) -> FrameType | None:
        """The frame itself, or the next one under it to which a step comes back by itself."""
        while frame is not None and not self.enters(frame.f_code):
            frame = frame.f_back
        return frame
