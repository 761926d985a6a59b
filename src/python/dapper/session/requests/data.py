"""Requests about data breakpoints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.session.inspection import Inspection
from dapper.session.requests.table import Body, Table
from dapper.session.standing import Standing
from dapper.session.watching import CannotWatch, Watching
from dapper.stopping.stopper import Stopper
from dapper.stopping.watched import Watched
from dapper.values.errors import NoSuchVariable
from dapper.wire.constants import GLOBAL_DATA
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import DataBreakpointInfoArguments, SetDataBreakpointsArguments


class DataRequests:
    """See the module."""

    def __init__(self, stopper: Stopper, inspection: Inspection, standing: Standing, watching: Watching) -> None:
        self._stopper, self._inspection = stopper, inspection
        self._standing, self._watching = standing, watching
        self.table: Table = {
            "dataBreakpointInfo": self._info,
            "setDataBreakpoints": self._set,
        }

    def _info(self, arguments: DataBreakpointInfoArguments) -> Body:
        """Whether a value can be watched, and by which id."""
        try:
            watched = self._meant(arguments)
        except (CannotWatch, NoSuchVariable) as problem:
            return {"dataId": None, "description": str(problem)}
        return {
            "dataId": self._stopper.data.table.offer(watched, GLOBAL_DATA),
            "description": watched.label,
            "accessTypes": ["write"],
            "canPersist": watched.persists,
        }

    def _meant(self, arguments: DataBreakpointInfoArguments) -> Watched:
        if arguments.get("asAddress"):
            raise CannotWatch("Python's values have no addresses that could be watched: give a name or an expression.")
        name, reference = arguments["name"], arguments.get("variablesReference") or 0
        if reference:
            variables = self._inspection.variables
            return self._watching.child(variables.child(reference, name), name, variables.scope_of(reference))
        self._standing.need("dataBreakpointInfo")
        frame_id, stack = arguments.get("frameId"), self._inspection.stack
        frame = stack.frame(frame_id) if frame_id is not None else stack.top(self._standing.thread)
        if frame is None:
            raise RequestError("dataBreakpointInfo: the program has no frame any more in which that could be watched.")
        return self._watching.expression(name, frame)

    def _set(self, arguments: SetDataBreakpointsArguments) -> Body:
        made = self._stopper.set_data_breakpoints(arguments["breakpoints"], self._watching.persisting)
        return {"breakpoints": [each.as_dap() for each in made]}
