"""Requests that set breakpoints and exception filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.modified.breakpoint import Breakpoint, compile_tests, mistakes
from dapper.session.requests.table import Body, Table
from dapper.stopping.exception_options import ExceptionOptions, not_yet
from dapper.stopping.stopper import Stopper
from dapper.values.source_table import SourceTable
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

    def __init__(self, stopper: Stopper, sources: SourceTable) -> None:
        self._stopper, self._sources = stopper, sources
        self.table: Table = {
            "setBreakpoints": self._set_breakpoints,
            "setFunctionBreakpoints": self._set_function_breakpoints,
            "setInstructionBreakpoints": self._set_instruction_breakpoints,
            "setExceptionBreakpoints": self._set_exception_breakpoints,
            "breakpointLocations": self._breakpoint_locations,
            "dapper/checkBreakpoint": self._check_breakpoint,
        }

    def _set_breakpoints(self, arguments: SetBreakpointsArguments) -> Body:
        name = self._sources.name_of(arguments["source"], "setBreakpoints")
        if not name:
            raise RequestError("setBreakpoints: the source has neither a path nor a sourceReference nor a name.")
        ahead = bool(arguments.get("sourceModified"))
        made = self._stopper.set_breakpoints(name, list(arguments.get("breakpoints") or ()), ahead)
        return {"breakpoints": [each.as_dap() for each in made]}

    def _set_function_breakpoints(self, arguments: SetFunctionBreakpointsArguments) -> Body:
        made = self._stopper.set_function_breakpoints(arguments["breakpoints"])
        return {"breakpoints": [each.as_dap() for each in made]}

    def _set_instruction_breakpoints(self, arguments: SetInstructionBreakpointsArguments) -> Body:
        made = self._stopper.set_instruction_breakpoints(arguments["breakpoints"])
        return {"breakpoints": [each.as_dap() for each in made]}

    def _check_breakpoint(self, arguments: CheckBreakpointArguments) -> Body:
        """Finds mistakes in a condition, a log message or a name, say, before a breakpoint is set. Changes nothing."""
        unknown = not_yet(arguments.get("exceptionNames") or ())
        return mistakes(arguments) | ({"exceptionNames": unknown} if unknown else {})

    def _set_exception_breakpoints(self, arguments: SetExceptionBreakpointsArguments) -> Body:
        plain = list(arguments.get("filters") or ())
        options = arguments.get("filterOptions") or ()
        asked = [(name, "", "") for name in plain]
        asked += [(option["filterId"], option.get("condition") or "", option.get("mode", "")) for option in options]
        on: set[str] = set()
        repeating: set[str] = set()
        conditions: dict[str, list[Breakpoint]] = {}
        answers: list[dict[str, object]] = []
        for name, condition, mode in asked:
            made = Breakpoint(0, "", 1, 1, condition=condition.strip() or None)
            compile_tests(made)
            problem = made.problem
            if name not in FILTERS:
                problem = f"Exception filter {name!r} is unknown; allowed: {', '.join(FILTERS)}."
            elif mode not in ("", "once"):
                problem = f"Mode {mode!r} is unknown; allowed: once."
            answers.append({"verified": False, "message": problem} if problem else {"verified": True})
            if problem is None:
                on.add(name)
                if mode != "once":
                    repeating.add(name)
                conditions.setdefault(name, []).append(made)
        # Who asks for a filter without a condition too wants all; and who asks for it once and without a mode.
        limited = {name: made for name, made in conditions.items() if all(each.test for each in made)}
        chosen = ExceptionOptions(list(arguments.get("exceptionOptions") or ()), frozenset(on))
        self._stopper.set_exceptions(frozenset(on), limited, chosen, frozenset(on - repeating))
        return {"breakpoints": answers + chosen.answers}

    def _breakpoint_locations(self, arguments: BreakpointLocationsArguments) -> Body:
        """Where a program can stop between two lines of a file: the lines, and the places on a line that has several."""
        first = arguments["line"]
        last = arguments.get("endLine") or first
        index = self._stopper.index
        name = self._sources.name_of(arguments["source"], "breakpointLocations")
        known = index.of_name(name)
        if not known and self._stopper.running and name[:1] == "<":
            index.search(name)  # code of a made-up name is not reported while nothing stands in it
            known = index.of_name(name)
        if not known:
            return {"breakpoints": []}
        file = known[-1]
        spots = file.spots(first, last)
        found: list[dict[str, object]] = []
        for line in sorted(line for line in file.past_lines().union(file.owners()) if first <= line <= last):
            several = spots.get(line, ())
            alone: list[dict[str, object]] = [{"line": line}]
            found += [each.as_dap() for each in several] if len(several) > 1 else alone
        return {"breakpoints": found}
