"""Requests that set breakpoints and exception filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.modified.breakpoint import mistakes
from dapper.session.requests.table import Body, Table
from dapper.stopping.stopper import Stopper
from dapper.wire.constants import FILTERS
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import (
        BreakpointLocationsArguments,
        CheckBreakpointArguments,
        SetBreakpointsArguments,
        SetExceptionBreakpointsArguments,
        SetFunctionBreakpointsArguments,
    )


class BreakpointRequests:
    """See the module."""

    def __init__(self, stopper: Stopper) -> None:
        self._stopper = stopper
        self.table: Table = {
            "setBreakpoints": self._set_breakpoints,
            "setFunctionBreakpoints": self._set_function_breakpoints,
            "setExceptionBreakpoints": self._set_exception_breakpoints,
            "breakpointLocations": self._breakpoint_locations,
            "dapper/checkBreakpoint": self._check_breakpoint,
        }

    def _set_breakpoints(self, arguments: SetBreakpointsArguments) -> Body:
        path = arguments["source"].get("path")
        if not path:
            raise RequestError("setBreakpoints: the source has no path, and only files can hold breakpoints.")
        made = self._stopper.set_breakpoints(path, list(arguments.get("breakpoints") or ()))
        return {"breakpoints": [each.as_dap() for each in made]}

    def _set_function_breakpoints(self, arguments: SetFunctionBreakpointsArguments) -> Body:
        made = self._stopper.set_function_breakpoints(arguments["breakpoints"])
        return {"breakpoints": [each.as_dap() for each in made]}

    def _check_breakpoint(self, arguments: CheckBreakpointArguments) -> Body:
        """Finds mistakes in a condition, hit condition or log message before a breakpoint is set. Changes nothing."""
        return mistakes(arguments)

    def _set_exception_breakpoints(self, arguments: SetExceptionBreakpointsArguments) -> Body:
        wanted = list(arguments.get("filters") or ())
        wanted += [option["filterId"] for option in arguments.get("filterOptions") or ()]
        self._stopper.set_exception_filters(frozenset(wanted) & frozenset(FILTERS))
        answers: list[dict[str, object]] = []
        for name in wanted:
            if name in FILTERS:
                answers.append({"verified": True})
            else:
                allowed = ", ".join(FILTERS)
                message = f"Exception filter {name!r} is unknown; allowed: {allowed}."
                answers.append({"verified": False, "message": message})
        return {"breakpoints": answers}

    def _breakpoint_locations(self, arguments: BreakpointLocationsArguments) -> Body:
        """Lines with code between two lines of a file."""
        first = arguments["line"]
        last = arguments.get("endLine") or first
        path = self._stopper.names.client_path(arguments["source"].get("path") or "")
        file = self._stopper.index.file(path)
        lines = sorted(file.owners()) if file else []
        return {"breakpoints": [{"line": line} for line in lines if first <= line <= last]}
