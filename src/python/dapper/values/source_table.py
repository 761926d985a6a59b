"""The sources that frames, breakpoints and modules name, and their texts."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from types import CodeType
from typing import TYPE_CHECKING

from dapper.code.filter import CodeFilter
from dapper.code.index import CodeIndex
from dapper.code.names_of_code import file_of
from dapper.code.source_text import read_source
from dapper.code.text_sources import (
    FIRST_NUMBER,
    TextSource,
    is_made_up,
    name_of_text,
    number_of_name,
    path_of_text,
    registered_text,
)
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import Source

_PYTHON = "text/x-python"
_MOST_READ = 8
"""Files whose lines are kept."""
_DIMMED = {"presentationHint": "deemphasize", "origin": "library"}


class SourceTable:
    """Files that the client may not be able to read, and texts that are in no file: it asks for them by reference.

    Args:
        index: which files there are, and by which names they are shown.

    Attributes:
        shared: prefixes of the paths of files that the client has too.
        given: files that the client has written, by their paths, each as it was then: it shows those itself.
        texts: code that is in no file.
    """

    def __init__(self, index: CodeIndex) -> None:
        self.shared: tuple[str, ...] = ()
        self.given: dict[str, tuple[int, int]] = {}
        self.texts = index.texts
        self._index, self._names = index, index.names
        self._references: dict[str, int] = {}
        self._shown: set[str] = set()  # paths of texts
        self._lost: dict[int, str] = {}  # made-up names of code whose text nobody has kept, by the reference given out
        # By path: how the file is, or the text, and its lines. The one that was needed last stands last.
        self._lines: dict[str, tuple[object, list[str]]] = {}

    @property
    def filter(self) -> CodeFilter:
        """Whose code it is."""
        return self._index.filter

    def describe(self, path: str, mine: bool) -> dict[str, object]:
        """The DAP `Source` of a file, or of a text, by its path."""
        return self._without_file(path) if path[:1] != "/" else self._source(path, self._names.shown(path), mine)

    def describe_code(self, code: CodeType, mine: bool) -> dict[str, object]:
        """The DAP `Source` of the file, or of the text, that a code object comes from."""
        path = self._index.path_of(code)
        if path[:1] != "/":
            return self._without_file(path)
        return self._source(path, self._names.shown(path, file_of(code)), mine)

    def describe_text(self, source: TextSource) -> dict[str, object]:
        """The DAP `Source` of a text that was compiled under a made-up name."""
        self._shown.add(source.path)
        body: dict[str, object] = {"name": source.name, "path": source.path, "sourceReference": source.number}
        if not self.filter.is_mine_text(source):
            return body | _DIMMED
        return body | {"origin": f"compiled by {os.path.basename(source.maker)}"} if source.maker else body

    def listed(self) -> list[TextSource]:
        """The texts that the user's code has compiled, or that a client has heard of."""
        return [each for each in self.texts.all() if each.path in self._shown or self.filter.is_mine_text(each)]

    def _without_file(self, path: str) -> dict[str, object]:
        source = self.texts.at(path)
        if source is not None:
            return self.describe_text(source)
        name = name_of_text(path) or path
        number = number_of_name(name)
        self._lost[number] = name
        body: dict[str, object] = {"name": name, "path": name, "sourceReference": number}
        return body | {"presentationHint": "deemphasize", "origin": "its text was not kept"}

    def _source(self, path: str, shown: str, mine: bool) -> dict[str, object]:
        source: dict[str, object] = {"name": os.path.basename(shown) or shown, "path": shown}
        is_shared = shown.startswith(self.shared) or (bool(self.shared) and self._names.is_clients(shown))
        if not is_shared and not self._is_given(path):
            source["sourceReference"] = self._references.setdefault(shown, len(self._references) + 1)
        return source if mine else source | _DIMMED

    def give(self, path: str) -> None:
        """The client has written a file. `path`: an absolute one."""
        path = self._names.path(path)
        self.given[path] = _state(path)

    def _is_given(self, path: str) -> bool:
        """Whether a file is as the client has written it: what the program has made of it is asked for."""
        written = self.given.get(path)
        return written is not None and written == _state(path)

    def name_of(self, source: Source, request: str) -> str:
        """The name of the file, or the path of the text, that a client means; "" if it gives neither.

        A reference goes before a path, as in DAP. One that is not known yet, as that of a text of the run before, waits
        for such a text.

        Raises:
            RequestError: the reference alone does not tell. `request`: for the message.
        """
        path, number = source.get("path") or "", source.get("sourceReference") or 0
        known = self.texts.numbered(number) if number else None
        if known is not None:
            return known.path
        file = next((path for path, each in self._references.items() if each == number), "")
        name = file or path or source.get("name") or ""
        if number and not name:
            raise RequestError(f"{request}: sourceReference {number} is unknown, and the source has no path or name.")
        waits = number >= FIRST_NUMBER and name_of_text(name) is None and number != number_of_name(name)
        return path_of_text(name, number) if waits else name

    def lines(self, code: CodeType) -> list[str]:
        """The lines of the text that a code object comes from; none where it is not there to read."""
        path = self._index.path_of(code)
        known = self.texts.at(path)
        version = _state(path) if known is None else known
        former, lines = self._lines.pop(path, (None, []))
        if former != version:
            text = read_source(path) if known is None else known.text
            lines = (text or "").split("\n")
        self._lines[path] = version, lines
        if len(self._lines) > _MOST_READ:  # the frames of a stop are in few files
            del self._lines[next(iter(self._lines))]
        return lines

    def content(self, source: Mapping[str, object], reference: int) -> tuple[str, str]:
        """The text of a source, by its reference or its path, and its MIME type.

        Raises:
            RequestError: the reference is unknown, or the file has no readable text.
        """
        path = source.get("path")
        path = path if isinstance(path, str) else ""
        if reference:
            known = self.texts.numbered(reference)
            if known is not None:
                return known.text, _PYTHON
            if reference in self._lost:
                return _lost(self._lost[reference]), "text/plain"
            path = next((path for path, each in self._references.items() if each == reference), "")
            if not path:
                raise RequestError(f"sourceReference {reference} is unknown; take one from a stack frame.")
        if not path:
            raise RequestError("source: neither a path nor a sourceReference was given.")
        known = self.texts.at(path)
        if known is not None:
            return known.text, _PYTHON
        # What is no file may have the name of one, and its text be where the program has put it for tracebacks.
        for text in (read_source(self._names.client_path(path)), self._along_path(path), registered_text(path)):
            if text is not None:
                return text, _PYTHON
        if reference or is_made_up(path):
            return _lost(path), "text/plain"
        raise RequestError(f"The source of {path!r} is not available: there is no such text file.")

    def _along_path(self, path: str) -> str | None:
        """The text of a file that is named as it is found from a folder of the module path."""
        if not path or path.startswith("/"):
            return None
        found = (read_source(os.path.join(folder, path)) for folder in sys.path if type(folder) is str)
        return next((text for text in found if text is not None), None)


def _state(path: str) -> tuple[int, int]:
    """When a file was written, in nanoseconds, and how many bytes it has."""
    try:
        state = os.stat(path)
    except OSError:
        return 0, -1
    return state.st_mtime_ns, state.st_size


def _lost(name: str) -> str:
    return (
        f"The text of {name} is not known: it was compiled before the program was debugged, made without a text, or "
        "replaced by others since.\n"
    )
