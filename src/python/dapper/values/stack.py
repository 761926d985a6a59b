"""The call stacks of one stop, and the sources that their frames name.

Frame ids are never used twice, so that an id from an earlier stop is recognized as such.
"""

from __future__ import annotations

import linecache
import os
from types import CodeType, FrameType, TracebackType

from dapper.code.filter import CodeFilter
from dapper.code.index import CodeIndex
from dapper.code.source_text import read_source
from dapper.values.frame_name import FrameNames
from dapper.values.statics import traceback_of
from dapper.wire.errors import RequestError, Stale


class StackEntry:
    """One frame as it is shown.

    Attributes:
        line: 1-based; None: it has not been asked for.
    """

    __slots__ = ("frame", "line")

    def __init__(self, frame: FrameType, line: int | None) -> None:
        self.frame = frame
        self.line = line


class SourceTable:
    """Files that the client may not be able to read: it asks for them by reference.

    Args:
        index: which files there are, and by which names they are shown.

    Attributes:
        shared: prefix of the paths of files that the client has too.
    """

    def __init__(self, index: CodeIndex) -> None:
        self.shared: tuple[str, ...] = ()
        self._index, self._names = index, index.names
        self._references: dict[str, int] = {}

    def describe(self, path: str, mine: bool) -> dict[str, object]:
        """The DAP `Source` of a file, by its path."""
        return self._source(self._names.shown(path), mine)

    def describe_code(self, code: CodeType, mine: bool) -> dict[str, object]:
        """The DAP `Source` of the file that a code object comes from."""
        return self._source(self._names.shown(self._index.path_of(code), code.co_filename), mine)

    def _source(self, path: str, mine: bool) -> dict[str, object]:
        source: dict[str, object] = {"name": os.path.basename(path) or path, "path": path}
        if not (path.startswith(self.shared) or (self.shared and self._names.is_clients(path))):
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
        text = read_source(self._names.client_path(path)) or "".join(linecache.getlines(path))
        if not text:
            raise RequestError(f"The source of {path!r} is not available: there is no such text file.")
        return text


class Stack:
    """The frames of the current stop by thread, top first; empty while the program runs.

    A stop costs the same however deep it is: a thread's frames are walked when the first of them is asked for,
    and a frame's line, which has to be decoded, is determined when it is shown.
    """

    def __init__(self, filter: CodeFilter, sources: SourceTable) -> None:
        self._filter, self._sources = filter, sources
        self._origins: dict[int, FrameType | TracebackType | None] = {}  # by thread, until its frames are asked for
        self._threads: dict[int, range] = {}  # by thread: ids of its frames, the top one first
        self._starters: dict[int, int] = {}  # by thread: how many frames behind those are not shown
        self._entries: list[StackEntry] = []  # of all threads, in the order of their ids
        self._first = 1  # the id of the first of them

    def capture(self, thread: int, frame: FrameType) -> None:
        """Takes a thread's stack under a frame, without the debugger's own frames."""
        self._origins[thread] = frame

    def capture_traceback(self, thread: int, error: BaseException) -> None:
        """Takes the frames through which an exception has left a thread of the program."""
        self._origins[thread] = traceback_of(error)

    def _ids(self, thread: int) -> range:
        origin = self._origins.pop(thread, None)
        if origin is not None:
            found = self._under(origin) if type(origin) is FrameType else self._through(origin)
            begin = self._first + len(self._entries)
            self._entries += found
            self._starters[thread] = self._count_starters(found)
            self._threads[thread] = range(begin, begin + len(found) - self._starters[thread])
        return self._threads.get(thread, range(0))

    def _under(self, frame: FrameType | None) -> list[StackEntry]:
        found: list[StackEntry] = []
        own: dict[str, bool] = {}
        while frame is not None:
            file = frame.f_code.co_filename
            if (is_own := own.get(file)) is None:
                is_own = own[file] = self._filter.is_debugger_path(file)
            if not is_own:
                found.append(StackEntry(frame, None))
            frame = frame.f_back
        return found

    def _through(self, traceback: TracebackType | None) -> list[StackEntry]:
        found: list[StackEntry] = []
        while traceback is not None:
            if not self._filter.is_debugger(traceback.tb_frame.f_code):
                found.append(StackEntry(traceback.tb_frame, traceback.tb_lineno))
            traceback = traceback.tb_next
        return found[::-1]

    def _count_starters(self, found: list[StackEntry]) -> int:
        """How many frames have started the program's own: of the event loop, say, under a top-level await."""
        if not self._filter.just_my_code:
            return 0
        own = (at for at in range(len(found)) if self._filter.is_mine(found[-1 - at].frame.f_code))
        return next(own, 0)

    def clear(self) -> None:
        """Releases every frame."""
        self._first += len(self._entries)
        self._origins, self._threads, self._starters, self._entries = {}, {}, {}, []

    def top(self, thread: int) -> FrameType | None:
        """The frame of a thread that runs next, or None."""
        ids = self._ids(thread)
        return self.frame(ids[0]) if ids else None

    def frame(self, frame_id: int) -> FrameType:
        """The frame of an id.

        Raises:
            Stale: the frame belonged to an earlier stop.
            RequestError: there never was such a frame.
        """
        index = frame_id - self._first
        if 0 <= index < len(self._entries):
            return self._entries[index].frame
        if 0 < frame_id < self._first:
            raise Stale("frameId", frame_id)
        raise RequestError(f"frameId {frame_id} is unknown; take one from the stack trace.")

    def place(self, frame_id: int) -> tuple[FrameType, int]:
        """The frame of an id, and its line. Raises as `frame` does."""
        frame = self.frame(frame_id)
        return frame, self._line(self._entries[frame_id - self._first])

    def page(
        self, thread: int, start: int, levels: int, names: FrameNames | None = None, hidden: bool = False
    ) -> dict[str, object]:
        """The DAP body of a `stackTrace` answer.

        Args:
            thread: the id of a thread.
            start: the first frame.
            levels: how many; 0 for all.
            names: how they are named; None: by the names of their functions.
            hidden: whether those are among them that are hidden otherwise.
        """
        ids = self._ids(thread)
        if hidden:
            ids = range(ids.start, ids.stop + self._starters.get(thread, 0))
        shown = ids[start : start + levels] if levels else ids[start:]
        return {
            "stackFrames": [self._describe(id, self._entries[id - self._first], names) for id in shown],
            "totalFrames": len(ids),
        }

    def _line(self, entry: StackEntry) -> int:
        if entry.line is None:
            entry.line = entry.frame.f_lineno or _line_before(entry.frame)
        return entry.line

    def _describe(self, id: int, entry: StackEntry, names: FrameNames | None) -> dict[str, object]:
        frame = entry.frame
        code = frame.f_code
        line = self._line(entry)
        mine = self._filter.is_mine(code)
        name = code.co_qualname.replace(".<locals>", "")
        body: dict[str, object] = {
            "id": id,
            "name": name if names is None else names.name(frame, name, line),
            "line": line,
            "column": 1,
            "presentationHint": "normal" if mine and not self._filter.is_made(code) else "subtle",
        }
        if not code.co_filename.startswith("<"):
            body["source"] = self._sources.describe_code(code, mine)
        return body


def _line_before(frame: FrameType) -> int:
    """The line of a frame whose instruction has none, as one that passes an exception on: the last line before it."""
    lines = [line for start, _, line in frame.f_code.co_lines() if line and start <= frame.f_lasti]
    return lines[-1] if lines else frame.f_code.co_firstlineno
