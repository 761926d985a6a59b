"""Data breakpoints: the program stops where something that is watched has changed.

Nothing is called when a value changes. The code that can change one is known by its instructions (`code.writes`), and
there the values are looked at; so a change by other means is found at the next such place.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Sequence
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.code.writes import NO_WRITES, points
from dapper.modified.breakpoint import Breakpoint, compile_tests, retire
from dapper.stopping.watched import Watched
from dapper.values.sameness import is_same
from dapper.values.statics import MISSING
from dapper.wire.errors import Interrupted

if TYPE_CHECKING:
    from dapper.wire.requests import DataBreakpoint as Request

Place = tuple[CodeType, int]
"""See `Backend.place`."""
_GONE = "What this watched is gone, or belonged to another run. Choose the value again."
_ONLY_WRITES = "Only changes can be watched here: accessType must be 'write', and not {!r}."


class DataBreakpoint(Breakpoint):
    """One data breakpoint.

    Attributes:
        data_id: by which the client asked for it.
        watched: what it watches; None if that is not known.
        value: the last value that was seen.
    """

    __slots__ = ("data_id", "value", "watched")

    def __init__(self, request: Request, watched: Watched | None) -> None:
        condition, hits = request.get("condition") or None, request.get("hitCondition") or None
        super().__init__(request.get("id") or 0, "", 0, 0, condition, hits, pending=False)
        self.data_id, self.watched = request["dataId"], watched
        self.value: object = MISSING
        access = request.get("accessType") or "write"
        if access != "write":
            self.problem = _ONLY_WRITES.format(access)
        elif watched is None or watched.over is not None:
            self.problem = watched.over if watched is not None else _GONE
        else:
            compile_tests(self)
        self.verified = self.problem is None

    def key(self) -> tuple[object, ...]:
        """What makes two requests ask for the same breakpoint."""
        return (self.data_id, self.condition, self.hit_condition, self.problem)

    def limits(self) -> str:
        """Its condition and hit condition, to tell it from others that watch the same."""
        found = [f"if {self.condition}"] if self.condition else []
        found += [f"hits {self.hit_condition}"] if self.hit_condition else []
        return f" ({', '.join(found)})" if found else ""

    def as_dap(self) -> dict[str, object]:
        """The DAP `Breakpoint`: it stands on no line."""
        body: dict[str, object] = {"id": self.id, "verified": self.verified}
        return body | {"message": self.problem, "reason": "failed"} if self.problem else body


class Change:
    """A value that was found changed. `old`, `new`: MISSING for none."""

    __slots__ = ("breakpoint", "new", "old")

    def __init__(self, breakpoint: DataBreakpoint, old: object, new: object) -> None:
        self.breakpoint, self.old, self.new = breakpoint, old, new

    def text(self, shown: Callable[[object], str], is_alone: bool = True) -> str:
        """What has happened, for a person.

        Args:
            shown: gives the text of a value.
            is_alone: whether no other data breakpoint watches the same; else it is said which one this is.
        """
        watched = self.breakpoint.watched
        label = watched.label if watched is not None else ""
        if not is_alone:
            label += self.breakpoint.limits()
        if self.old is MISSING:
            return f"{label} is {shown(self.new)}; it had no value"
        if self.new is MISSING:
            return f"{label} has no value any more; it was {shown(self.old)}"
        return f"{label} changed from {shown(self.old)} to {shown(self.new)}"


class DataTable:
    """All data breakpoints of a session, and what has been offered to be watched."""

    def __init__(self) -> None:
        self._all: list[DataBreakpoint] = []
        self._offered: dict[str, Watched] = {}  # by dataId
        self._used: set[str] = set()  # those that were set once, and may be set again
        self._numbers = itertools.count(1)
        self._run = ""

    def __bool__(self) -> bool:
        """Whether anything is watched."""
        return bool(self._all)

    def offer(self, watched: Watched, prefix: str) -> str:
        """The `dataId` by which something can be watched: the one that it had before, if it had one.

        `prefix`: of the ids of what means the same in another run.
        """
        for id, known in self._offered.items():
            if known.identity == watched.identity and known.over is None:
                return id
        if watched.persists:
            data_id = prefix + "\n".join(map(str, watched.identity[1:]))
        else:
            self._run = self._run or os.urandom(4).hex()
            data_id = f"{self._run}:{next(self._numbers)}"
        self._tell_apart(watched)
        self._offered[data_id] = watched
        return data_id

    def _tell_apart(self, watched: Watched) -> None:
        """Numbers what is written as something else is that is watched already: `self.size` of two objects, say."""
        known = [each.watched for each in self._all if each.watched is not None]
        numbers = [each.number for each in known if each.written == watched.written and each.over is None]
        watched.number = 1 + max(numbers, default=0)

    def clear_offers(self) -> None:
        """The program goes on: forgets what nobody has set."""
        self._offered = {id: each for id, each in self._offered.items() if id in self._used and each.over is None}

    def replace(self, requests: Sequence[Request], persisting: Callable[[str], Watched | None]) -> list[DataBreakpoint]:
        """Sets them in place of all before; what is asked for again unchanged keeps its value and its count of hits.

        `persisting`: what a `dataId` of another run stands for, or None.
        """
        former = {each.id: each for each in self._all if each.verified}
        result: list[DataBreakpoint] = []
        for request in requests:
            data_id = request["dataId"]
            self._used.add(data_id)
            watched = self._offered.get(data_id)
            if watched is None and (watched := persisting(data_id)) is not None:
                self._offered[data_id] = watched
            if watched is not None:
                watched.review()
            made = DataBreakpoint(request, watched)
            kept = former.get(made.id)
            if kept is not None and kept.key() == made.key():
                made = kept
            elif made.verified and watched is not None:
                made.value = _read(watched, MISSING)
            result.append(made)
        retire(self._all, result)
        self._all = [each for each in result if each.verified]
        return result

    def points(self, code: CodeType, base: CodeType, own: frozenset[int]) -> frozenset[int]:
        """The instructions of a code object before which the values are to be looked at.

        Args:
            code: a code object.
            base: the program's own, of which it may be a copy.
            own: offsets of instructions in it that are not the program's.
        """
        writes = NO_WRITES
        for each in self._all:
            if each.watched is not None:
                writes |= each.watched.writes(base)
        return points(code, writes, own) if self._all else frozenset()

    def changes(self, frame: FrameType, place: Place) -> list[Change]:
        """What has changed since it was last looked at, as far as that can have happened in a frame."""
        found: list[Change] = []
        for each in self._all:
            watched = each.watched
            if watched is None or not watched.concerns(frame, place):
                continue
            value = _read(watched, each.value)
            if not is_same(each.value, value, watched.contents):
                found.append(Change(each, each.value, value))
            each.value = value
        return found

    def is_alone(self, breakpoint: DataBreakpoint) -> bool:
        """Whether no other one watches the same."""
        return sum(each.data_id == breakpoint.data_id for each in self._all) < 2

    def unseen(self) -> list[DataBreakpoint]:
        """Those that have changed and have not stopped yet; to be asked for when the program stands."""
        return [each for each in self._all if each.watched is not None and not _is_current(each, each.watched)]

    def refresh(self, unseen: Sequence[DataBreakpoint]) -> None:
        """The program goes on: what a person has changed meanwhile stops nothing."""
        for each in self._all:
            if each.watched is not None and each not in unseen:
                each.value = _read(each.watched, each.value)

    def ended(self, frame: FrameType | None, place: Place | None) -> list[DataBreakpoint]:
        """Takes out those that can never stop again, and returns them.

        Args:
            frame: a frame that is about to be left, or None.
            place: where it stands.
        """
        over: list[DataBreakpoint] = []
        for each in self._all:
            watched = each.watched
            if watched is None:
                continue
            if frame is None or place is None:
                watched.review()
                why = watched.over
            else:
                why = watched.ends_at(frame, place) or watched.over
            if why is not None:
                watched.release()
                each.problem, each.verified, each.value = why, False, MISSING
                over.append(each)
        if over:
            self._all = [each for each in self._all if each.verified]
        return over

    def release(self) -> None:
        """The program is over: keeps nothing of it alive."""
        for watched in self._offered.values():
            watched.release()
        for each in self._all:
            each.value = MISSING
        self._offered.clear()
        self._all = []


def _read(watched: Watched, before: object) -> object:
    try:
        return watched.read()
    except Interrupted:
        return before  # the request that has ended it is served next


def _is_current(breakpoint: DataBreakpoint, watched: Watched) -> bool:
    return is_same(breakpoint.value, _read(watched, breakpoint.value), watched.contents)
