"""Requests that set breakpoints and exception filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.modified.breakpoint import Breakpoint, compile_tests, mistakes
from dapper.session.requests.table import Body, Table
from dapper.stopping.exception_options import ExceptionOptions
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
        SetInstructionBreakpointsArguments,
    )


class BreakpointRequests:
    """See the module."""

    def __init__(self, stopper: Stopper) -> None:
        self._stopper = stopper
        self.table: Table = {
            "setBreakpoints": self._set_breakpoints,
            "setFunctionBreakpoints": self._set_function_breakpoints,
            "setInstructionBreakpoints": self._set_instruction_breakpoints,
            "setExceptionBreakpoints": self._set_exception_breakpoints,
            "breakpointLocations": self._breakpoint_locations,
            "dapper/checkBreakpoint": self._check_breakpoint,
        }

    def _set_breakpoints(self, arguments: SetBreakpointsArguments) -> Body:
        path = arguments["source"].get("path")
        if not path:
            raise RequestError("setBreakpoints: the source has no path, and only files can hold breakpoints.")
        ahead = bool(arguments.get("sourceModified"))
        made = self._stopper.set_breakpoints(path, list(arguments.get("breakpoints") or ()), ahead)
        return {"breakpoints": [each.as_dap() for each in made]}

    def _set_function_breakpoints(self, arguments: SetFunctionBreakpointsArguments) -> Body:
        made = self._stopper.set_function_breakpoints(arguments["breakpoints"])
        return {"breakpoints": [each.as_dap() for each in made]}

    def _set_instruction_breakpoints(self, arguments: SetInstructionBreakpointsArguments) -> Body:
        made = self._stopper.set_instruction_breakpoints(arguments["breakpoints"])
        return {"breakpoints": [each.as_dap() for each in made]}

    def _check_breakpoint(self, arguments: CheckBreakpointArguments) -> Body:
        """Finds mistakes in a condition, hit condition or log message before a breakpoint is set. Changes nothing."""
        return mistakes(arguments)

    def _set_exception_breakpoints(self, arguments: SetExceptionBreakpointsArguments) -> Body:
        plain = list(arguments.get("filters") or ())
        options = arguments.get("filterOptions") or ()
        asked = [(name, "") for name in plain]
        asked += [(option["filterId"], option.get("condition") or "") for option in options]
        on: set[str] = set()
        conditions: dict[str, list[Breakpoint]] = {}
        answers: list[dict[str, object]] = []
        for name, condition in asked:
            made = Breakpoint(0, "", 1, 1, condition=condition.strip() or None)
            compile_tests(made)
            problem = made.problem
            if name not in FILTERS:
                problem = f"Exception filter {name!r} is unknown; allowed: {', '.join(FILTERS)}."
            answers.append({"verified": False, "message": problem} if problem else {"verified": True})
            if problem is None:
                on.add(name)
                conditions.setdefault(name, []).append(made)
        # Who asks for a filter without a condition too wants all.
        limited = {name: made for name, made in conditions.items() if all(each.test for each in made)}
        chosen = ExceptionOptions(list(arguments.get("exceptionOptions") or ()), frozenset(on))
        self._stopper.set_exceptions(frozenset(on), limited, chosen)
        return {"breakpoints": answers + chosen.answers}

    def _breakpoint_locations(self, arguments: BreakpointLocationsArguments) -> Body:
        """Where a program can stop between two lines of a file: the lines, and the places on a line that has several."""
        first = arguments["line"]
        last = arguments.get("endLine") or first
        path = self._stopper.names.client_path(arguments["source"].get("path") or "")
        file = self._stopper.index.file(path)
        if file is None:
            return {"breakpoints": []}
        spots = file.spots(first, last)
        found: list[dict[str, object]] = []
        for line in sorted(line for line in file.owners() if first <= line <= last):
            several = spots.get(line, ())
            alone: list[dict[str, object]] = [{"line": line}]
            found += [each.as_dap() for each in several] if len(several) > 1 else alone
        return {"breakpoints": found}
