"""The call stacks of one stop.

Frame ids are never used twice, so that an id from an earlier stop is recognized as such.
"""

from __future__ import annotations

import opcode
from collections.abc import Callable
from types import CodeType, FrameType, TracebackType

from dapper.code import flags
from dapper.code.filter import CodeFilter
from dapper.code.moved import Former
from dapper.code.names_of_code import file_of
from dapper.values import frame_columns
from dapper.values.exception_info import way_out
from dapper.values.frame_name import FrameNames
from dapper.values.sections import sections
from dapper.values.snippet import FILENAME as SNIPPET
from dapper.values.source_table import SourceTable
from dapper.values.statics import traceback_of
from dapper.wire.constants import BEFORE_CHANGE
from dapper.wire.errors import RequestError, Stale

_LATE = "Nobody has asked for the exception; this runs now:"
_NO_SOURCE = ("<frozen ", "<dapper ", SNIPPET)
_BEGINS_HANDLER = opcode.opmap["PUSH_EXC_INFO"]
_MOST_PAST = 200
"""Frames of an exception that led to another: the innermost."""


class StackEntry:
    """One line of a stack: a frame, or what stands over the frames of an exception that led to another.

    Attributes:
        frame: None for such a label.
        line: 1-based; None: it has not been asked for.
        label: its text.
        error: the exception that has stopped the program and comes through the frame, or one that has left it.
        is_past: whether the exception was there before the one that has stopped the program.
        waits: whether the frame is suspended: it waits in a task.
        is_next: whether it runs next, and no exception has stopped it.
        offset: of the instruction, in bytes, through which an exception has come; None: where the frame stands now.
    """

    __slots__ = ("error", "frame", "is_next", "is_past", "label", "line", "offset", "waits")

    def __init__(self, frame: FrameType | None, line: int | None, label: str = "", is_past: bool = False) -> None:
        self.frame = frame
        self.line = line
        self.label = label
        self.error: BaseException | None = None
        self.is_past = is_past
        self.waits = False
        self.is_next = False
        self.offset: int | None = None


_Origin = FrameType | TracebackType | list[StackEntry]


class Stack:
    """The frames of the current stop by thread, top first; empty while the program runs.

    A stop costs the same however deep it is: a thread's frames are walked when the first of them is asked for,
    and a frame's line, which has to be decoded, is determined when it is shown.

    Behind the frames of a stop at an exception are those of the exceptions that led to it, each with a label.

    Args:
        filter: whose code it is.
        sources: the files of the frames.
        headlines: gives, for one answer, what exceptions say of themselves in a line.

    Attributes:
        place_of: gives the program's own code that a frame runs, and the offset there (in bytes), or None.
        address_of: gives the address of such a place.
        former: gives what is known of a frame's code, if that is from before its file was reloaded.
        reaching: gives, for one stop at an exception in a frame, to which of the other frames that comes; it is told
            whether the exception leaves that frame already, which then has nothing of its own any more.
        shows_values: whether the client has names of frames that change with the values of variables.
    """

    def __init__(
        self, filter: CodeFilter, sources: SourceTable, headlines: Callable[[], Callable[[BaseException], str]]
    ) -> None:
        self._filter, self._sources, self._headlines = filter, sources, headlines
        self.place_of: Callable[[FrameType], tuple[CodeType, int] | None] = lambda frame: None
        self.address_of: Callable[[CodeType, int], str] = lambda code, offset: ""
        self.former: Callable[[FrameType], Former | None] = lambda frame: None
        self.reaching: Callable[[FrameType, BaseException, bool], Callable[[FrameType], bool]] = (
            lambda frame, error, leaves: lambda other: False
        )
        self._left = False  # whether the exception of the stop leaves its frame
        # By thread, until its frames are asked for.
        self._origins: dict[int, tuple[_Origin | None, BaseException | None]] = {}
        self._threads: dict[int, _Ids] = {}
        self.shows_values = False
        self._entries: list[StackEntry] = []  # of all threads, in the order of their ids
        self._first = 1  # the id of the first of them

    def capture(self, thread: int, frame: FrameType, error: BaseException | None = None, leaves: bool = False) -> None:
        """Takes a thread's stack under a frame, without the debugger's own frames.

        `error`: what has stopped it. `leaves`: see `reaching`.
        """
        self._origins[thread], self._left = (frame, error), leaves

    def capture_traceback(self, thread: int, error: BaseException) -> None:
        """Takes the frames through which an exception has left a thread of the program."""
        self._origins[thread] = way_out(error), error

    def capture_waiting(self, thread: int, frames: list[FrameType]) -> None:
        """Takes the suspended frames of a task as a thread's stack, the innermost first."""
        found = [StackEntry(frame, None) for frame in frames if not self._filter.is_debugger(frame.f_code)]
        for entry in found:
            entry.waits = True
        self._origins[thread] = found, None

    def capture_late(self, thread: int, error: BaseException, frame: FrameType | None) -> None:
        """Takes the frames that an exception has left, and behind them those that run now: it is reported late."""
        found = self._through(way_out(error))
        for entry in found:
            entry.error = error
        running = self._under(frame)
        if running:
            found += [StackEntry(None, 0, _LATE), *running]
        self._origins[thread] = found, error

    def has(self, thread: int) -> bool:
        """Whether a thread's stack was taken at this stop."""
        return thread in self._origins or thread in self._threads

    def waits(self, frame_id: int) -> bool:
        """Whether a frame is suspended. Raises as `frame` does."""
        return self._entry(frame_id).waits

    def _ids(self, thread: int) -> _Ids:
        origin, error = self._origins.pop(thread, (None, None))
        if origin is not None:
            found = self._found(origin)
            begin = self._first + len(self._entries)
            shown = begin + len(found) - self._count_starters(found)
            past = begin + len(found)
            self._entries += found
            if found:
                found[0].is_next = error is None and isinstance(origin, FrameType)
            if error is not None and found:
                self._mark(found, origin, error)
                self._entries += self._led_to(error)
            end = self._first + len(self._entries)
            self._threads[thread] = _Ids(range(begin, shown), range(begin, past), range(past, end))
        return self._threads.get(thread) or _Ids(range(0), range(0), range(0))

    def _mark(self, found: list[StackEntry], origin: _Origin, error: BaseException) -> None:
        """Says in which of the frames of a stop its exception is: a person looks at the one that is their own."""
        if isinstance(origin, list):  # see `capture_late`
            return
        # A traceback has the frames that it has left, all of them.
        reaches = self.reaching(origin, error, self._left) if isinstance(origin, FrameType) else None
        for entry in found:
            if reaches is not None and entry is not found[0] and (entry.frame is None or not reaches(entry.frame)):
                return
            entry.error = error

    def _led_to(self, error: BaseException) -> list[StackEntry]:
        """The sections of the exceptions that led to one; nothing where there are none."""
        found: list[StackEntry] = []
        for label, each in sections(error, self._headlines()):
            frames = self._through(traceback_of(each), _MOST_PAST)
            found.append(StackEntry(None, 0, label, is_past=True))
            for entry in frames:
                entry.is_past, entry.error = True, each
            found += frames
        return found

    def _found(self, origin: _Origin) -> list[StackEntry]:
        if isinstance(origin, FrameType):
            return self._under(origin)
        return origin if isinstance(origin, list) else self._through(origin)

    def _under(self, frame: FrameType | None) -> list[StackEntry]:
        found: list[StackEntry] = []
        own: dict[str, bool] = {}
        while frame is not None:
            file = file_of(frame.f_code)
            if (is_own := own.get(file)) is None:
                is_own = own[file] = self._filter.is_debugger_path(file)
            if not is_own:
                found.append(StackEntry(frame, None))
            frame = frame.f_back
        return found

    def _through(self, traceback: TracebackType | None, most: int | None = None) -> list[StackEntry]:
        """The frames of a traceback, the innermost first; `most` of them, if there is a limit."""
        found: list[StackEntry] = []
        while traceback is not None:
            if not self._filter.is_debugger(traceback.tb_frame.f_code):
                found.append(StackEntry(traceback.tb_frame, traceback.tb_lineno))
                found[-1].offset = traceback.tb_lasti
            traceback = traceback.tb_next
        return found[::-1][:most]

    def _count_starters(self, found: list[StackEntry]) -> int:
        """How many frames have started the program's own: of the event loop, say, under a top-level await."""
        if not self._filter.just_my_code:
            return 0
        for count, entry in enumerate(reversed(found)):
            if entry.frame is not None and self._filter.is_mine(entry.frame.f_code):
                return count
        return 0

    def clear(self) -> None:
        """Releases every frame."""
        self._first += len(self._entries)
        self._origins, self._threads, self._entries = {}, {}, []

    def top_id(self, thread: int) -> int | None:
        """The id of the frame of a thread that runs next, or None."""
        ids = self._ids(thread).shown
        return ids[0] if ids else None

    def top(self, thread: int) -> FrameType | None:
        """The frame of a thread that runs next, or None."""
        id = self.top_id(thread)
        return None if id is None else self.frame(id)

    def frame(self, frame_id: int) -> FrameType:
        """The frame of an id.

        Raises:
            Stale: the frame belonged to an earlier stop.
            RequestError: there never was such a frame, or it is a label.
        """
        frame = self._entry(frame_id).frame
        if frame is None:
            raise RequestError(f"frameId {frame_id} is the label of the frames behind it. Take one of those.")
        return frame

    def error(self, frame_id: int) -> BaseException | None:
        """The exception that comes through a frame, or has left it. Raises as `frame`."""
        return self._entry(frame_id).error

    def _entry(self, frame_id: int) -> StackEntry:
        index = frame_id - self._first
        if 0 <= index < len(self._entries):
            return self._entries[index]
        if 0 < frame_id < self._first:
            raise Stale("frameId", frame_id)
        raise RequestError(f"frameId {frame_id} is unknown; take one from the stack trace.")

    def place(self, frame_id: int) -> tuple[FrameType, int]:
        """The frame of an id, and its line, in the text of its code. Raises as `frame` does."""
        frame = self.frame(frame_id)
        return frame, _line_of(self._entry(frame_id), frame)

    def changed(self, thread: int) -> list[tuple[int, FrameType]]:
        """The frames of a thread that run code which is not the present text's, and their ids."""
        found: list[tuple[int, FrameType]] = []
        for id in self._ids(thread).shown:
            frame = self._entry(id).frame
            former = None if frame is None else self.former(frame)
            if frame is not None and former is not None and former.is_changed:
                found.append((id, frame))
        return found

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
        self.shows_values = names is not None and names.shows_values
        known = self._ids(thread)
        frames = known.all if hidden else known.shown
        total = len(frames) + len(known.past)
        shown = [
            frames[at] if at < len(frames) else known.past[at - len(frames)]
            for at in range(start, min(start + levels, total) if levels else total)
        ]
        return {
            "stackFrames": [self._describe(id, self._entries[id - self._first], names) for id in shown],
            "totalFrames": total,
        }

    def _describe(self, id: int, entry: StackEntry, names: FrameNames | None) -> dict[str, object]:
        frame = entry.frame
        if frame is None:
            return {"id": id, "name": entry.label, "line": 0, "column": 0, "presentationHint": "label"}
        code = frame.f_code
        line = _line_of(entry, frame)
        mine = self._filter.is_mine(code)
        name = code.co_qualname.replace(".<locals>", "")
        former = self.former(frame)
        if former is not None:
            line = former.shown(line)
            name += BEFORE_CHANGE if former.is_changed else ""
        body: dict[str, object] = {
            "id": id,
            "name": name if names is None else names.name(frame, name, line),
            "line": line,
            "column": 1,
            "presentationHint": "normal" if mine and not self._filter.is_made(code) else "subtle",
        }
        if entry.is_past or entry.waits or not code.co_flags & flags.OPTIMIZED:
            body["canRestart"] = False  # it is over, it waits, or it is a module or the body of a class
        place = self.place_of(frame)
        if place is not None:
            body["instructionPointerReference"] = self.address_of(*place)
        if not file_of(code).startswith(_NO_SOURCE):
            body["source"] = self._sources.describe_code(code, mine)
            # The sources of libraries are read, out of an archive, only where the program is stopped in them.
            if place is not None and former is None and (mine or entry.is_next):
                body |= self._columns(entry, *place)
        return body

    def _columns(self, entry: StackEntry, code: CodeType, offset: int) -> dict[str, int]:
        if entry.offset is not None and entry.frame is not None and entry.offset != entry.frame.f_lasti:
            return {}  # the exception has come through it elsewhere
        find = frame_columns.coming if entry.is_next else frame_columns.running
        return find(code, offset, entry.line or 0, self._sources.lines(code))


class _Ids:
    """Ids of the frames of a thread: those that are `shown`, `all` of them, and those of `past` exceptions."""

    __slots__ = ("all", "past", "shown")

    def __init__(self, shown: range, all: range, past: range) -> None:
        self.shown, self.all, self.past = shown, all, past


def _line_of(entry: StackEntry, frame: FrameType) -> int:
    if entry.line is None:
        entry.line = frame.f_lineno or _line_beside(frame)
    return entry.line


def _line_beside(frame: FrameType) -> int:
    """The line of a frame whose instruction has none.

    What begins a handler belongs to the handler, which follows; what passes an exception on, to what stands before it.
    """
    code, offset = frame.f_code, frame.f_lasti
    lines = [(start, line) for start, _, line in code.co_lines() if line]
    if code.co_code[offset] == _BEGINS_HANDLER:
        lines = [each for each in lines if each[0] > offset][:1] or lines
    else:
        lines = [each for each in lines if each[0] <= offset]
    return lines[-1][1] if lines else code.co_firstlineno
