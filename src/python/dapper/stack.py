"""The call stack of one stop, and the sources that its frames name.

Frame ids are never used twice, so one of an earlier stop is told from a wrong one.
"""

from __future__ import annotations

import itertools
import linecache
import os
from types import FrameType

from dapper.code_filter import CodeFilter
from dapper.errors import RequestError, Stale
from dapper.inspect.statics import traceback_of
from dapper.source_text import read_source


class StackEntry:
    """One frame as it is shown.

    Attributes:
        line: 1-based.
    """

    __slots__ = ("frame", "id", "line")

    def __init__(self, id: int, frame: FrameType, line: int) -> None:
        self.id = id
        self.frame = frame
        self.line = line


class SourceTable:
    """Files that the client may not be able to read: it asks for them by reference.

    Args:
        shared: folder whose files the client has under the same path; None: it has none.
    """

    def __init__(self, shared: str | None) -> None:
        self.shared = shared
        self._references: dict[str, int] = {}

    def describe(self, path: str, mine: bool) -> dict[str, object]:
        """The DAP `Source` of a file."""
        source: dict[str, object] = {"name": os.path.basename(path) or path, "path": path}
        if not (self.shared and path.startswith(self.shared)):
            source["sourceReference"] = self._references.setdefault(path, len(self._references) + 1)
        if not mine:
            source |= {"presentationHint": "deemphasize", "origin": "library"}
        return source

    def text(self, path: str | None, reference: int) -> str:
        """The text of a file, by its reference or its path.

        Raises:
            RequestError: the reference is unknown, or the file has no readable text.
        """
        if reference:
            path = next((path for path, known in self._references.items() if known == reference), None)
            if path is None:
                raise RequestError(f"sourceReference {reference} is unknown; take one from a stack frame.")
        if not path:
            raise RequestError("source: neither a path nor a sourceReference was given.")
        text = read_source(path) or "".join(linecache.getlines(path))
        if not text:
            raise RequestError(f"The source of {path!r} is not available: there is no such text file.")
        return text


class Stack:
    """The frames of the current stop, top first; empty while the program runs."""

    def __init__(self, filter: CodeFilter, sources: SourceTable) -> None:
        self._filter, self._sources = filter, sources
        self._entries: list[StackEntry] = []
        self._ids = itertools.count(1)
        self._last = 0

    def capture(self, frame: FrameType | None) -> None:
        """Takes the stack under a frame, without the debugger's own frames."""
        found = []
        while frame is not None:
            if not self._filter.is_debugger(frame.f_code):
                found.append((frame, frame.f_lineno or _line_before(frame)))
            frame = frame.f_back
        self._set(found)

    def capture_traceback(self, error: BaseException) -> None:
        """Takes the frames through which an exception has left the program."""
        found = []
        traceback = traceback_of(error)
        while traceback is not None:
            if not self._filter.is_debugger(traceback.tb_frame.f_code):
                found.append((traceback.tb_frame, traceback.tb_lineno))
            traceback = traceback.tb_next
        self._set(found[::-1])

    def _set(self, found: list[tuple[FrameType, int]]) -> None:
        if self._filter.just_my_code and any(self._filter.is_mine(frame.f_code) for frame, _ in found):
            while not self._filter.is_mine(found[-1][0].f_code):
                found.pop()  # what has started the program's own frames: the event loop, under a top-level await
        self._entries = [StackEntry(next(self._ids), frame, line) for frame, line in found]
        self._last = self._entries[-1].id if self._entries else self._last

    def clear(self) -> None:
        """Lets go of every frame."""
        self._entries = []

    def top(self) -> StackEntry | None:
        """The frame that runs next, or None."""
        return self._entries[0] if self._entries else None

    def entry(self, frame_id: int) -> StackEntry:
        """The frame of an id.

        Raises:
            Stale: the frame belonged to an earlier stop.
            RequestError: there never was such a frame.
        """
        for entry in self._entries:
            if entry.id == frame_id:
                return entry
        if 0 < frame_id <= self._last:
            raise Stale("frameId", frame_id)
        raise RequestError(f"frameId {frame_id} is unknown; take one from the stack trace.")

    def page(self, start: int, levels: int) -> dict[str, object]:
        """The DAP body of a `stackTrace` answer: `levels` frames from `start`, all of them when `levels` is 0."""
        end = start + levels if levels else None
        return {
            "stackFrames": [self._describe(entry) for entry in self._entries[start:end]],
            "totalFrames": len(self._entries),
        }

    def _describe(self, entry: StackEntry) -> dict[str, object]:
        code = entry.frame.f_code
        mine = self._filter.is_mine(code)
        body: dict[str, object] = {
            "id": entry.id,
            "name": code.co_qualname.replace(".<locals>", ""),
            "line": entry.line,
            "column": 1,
            "presentationHint": "normal" if mine else "subtle",
        }
        if not code.co_filename.startswith("<"):
            body["source"] = self._sources.describe(code.co_filename, mine)
        return body


def _line_before(frame: FrameType) -> int:
    """Where a frame stands at an instruction of no line, as one that hands an exception on: the line that came last."""
    lines = [line for start, _, line in frame.f_code.co_lines() if line and start <= frame.f_lasti]
    return lines[-1] if lines else frame.f_code.co_firstlineno
