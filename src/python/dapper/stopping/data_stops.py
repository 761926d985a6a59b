"""The rules of data breakpoints: whether a change stops the program, and what is said of it."""

from __future__ import annotations

from types import FrameType

from dapper.stopping.data_breakpoints import Change, DataTable, Place
from dapper.stopping.stop import Stop
from dapper.stopping.stops import Stops
from dapper.stopping.visits import Visits

REASON = "data breakpoint"


class DataStops:
    """One session's.

    Args:
        table: the data breakpoints.
        visits: checks conditions and hit conditions.
        stops: shows values, and reports breakpoints that are over.

    Attributes:
        table: as given.
    """

    def __init__(self, table: DataTable, visits: Visits, stops: Stops) -> None:
        self.table = table
        self._visits, self._stops = visits, stops

    def found(self, frame: FrameType, place: Place) -> tuple[tuple[int, ...], str | None]:
        """The ids of the data breakpoints that stop at a place, and what has happened."""
        changes = self.table.changes(frame, place) if self.table else []
        if not changes:
            return (), None
        hit, why = self._visits.hit([each.breakpoint for each in changes], frame)
        if not hit:
            return (), None
        texts = [self._text(each) for each in changes if each.breakpoint.id in hit]
        return hit, "; ".join(dict.fromkeys([*texts, why] if why else texts))

    def joined(self, stop: Stop, hit: tuple[int, ...], text: str | None) -> Stop:
        """A stop that is one of data breakpoints too, if any have hit."""
        if hit:
            stop.reason, stop.breakpoints = REASON, (*stop.breakpoints, *hit)
            stop.description = "; ".join(each for each in (text, stop.description) if each)
        return stop

    def settle(self, frame: FrameType | None = None, place: Place | None = None) -> bool:
        """Takes out the breakpoints that are over (see `DataTable.ended`). Returns whether there were any."""
        over = self.table.ended(frame, place) if self.table else []
        if over:
            self._stops.withdrawn(list(over))
        return bool(over)

    def _text(self, change: Change) -> str:
        return change.text(self._stops.shown, self.table.is_alone(change.breakpoint))
