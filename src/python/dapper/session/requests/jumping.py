"""Requests by which a frame goes on elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.code import flags
from dapper.code.index import stop_lines
from dapper.code.line_entries import start_of
from dapper.code.text_sources import name_of_text
from dapper.session.inspection import Inspection
from dapper.session.requests.table import Body, Later, Table
from dapper.session.standing import Standing
from dapper.stopping.step_targets import statement_around
from dapper.stopping.stopper import Stopper
from dapper.stopping.stops import Jump, Restart
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import GotoArguments, GotoTargetsArguments, RestartFrameArguments


class JumpRequests:
    """`later` puts an answer off (see `Requests.later`)."""

    def __init__(
        self, standing: Standing, stopper: Stopper, later: Callable[[], Later], inspection: Inspection
    ) -> None:
        self._standing, self._stopper, self._later = standing, stopper, later
        self._stack, self._sources = inspection.stack, inspection.sources
        self.table: Table = {
            "gotoTargets": self._goto_targets,
            "goto": self._goto,
            "restartFrame": self._restart_frame,
        }

    def _goto_targets(self, arguments: GotoTargetsArguments) -> Body:
        """The line of the running function at which it can go on instead: the one asked for, or the next with code."""
        frame = self._top("gotoTargets")
        code, wanted = self._code(frame), arguments["line"]
        former = self._stack.former(frame)
        line = wanted if former is None else former.origin(wanted)
        if line is None:
            raise RequestError(
                f"{code.co_qualname}, the function that runs, is from before the change, and has no line {wanted}."
            )
        names, index = self._stopper.names, self._stopper.index
        path = index.path_of(code)
        given = self._sources.name_of(arguments["source"], "gotoTargets")
        if not given or path not in (names.client_path(given), *(file.path for file in index.of_name(given))):
            raise RequestError(
                f"The next statement can only be set in the function that runs, {code.co_qualname}: "
                f"it is in {name_of_text(path) or names.shown(path)}."
            )
        lines = sorted(stop_lines(code))
        file = index.file(path)
        others = file.owners().get(line, ()) if file else ()
        found = next((each for each in lines if each >= line), None)
        if found is None or line < code.co_firstlineno or (line not in lines and others):
            whose = f"belongs to {others[0].co_qualname}" if others else "is outside of it"
            raise RequestError(
                f"The next statement can only be set in the function that runs, {code.co_qualname} (lines "
                f"{lines[0]} to {lines[-1]}): line {line} {whose}."
                if lines
                else f"{code.co_qualname}, the function that runs, has no line at which it can go on."
            )
        shown = found if former is None else former.shown(found)
        return {"targets": [{"id": self._standing.give(found), "label": f"Line {shown}", "line": shown}]}

    def _goto(self, arguments: GotoArguments) -> Body:
        """Has the running function go on at a line. The answer comes once CPython has said whether it may."""
        frame = self._top("goto")
        if arguments["threadId"] != self._standing.thread:
            raise RequestError("goto: that task waits. The next statement can only be set in the thread that runs.")
        line = self._standing.given(arguments["targetId"])
        if type(line) is not int:
            raise RequestError(f"targetId {arguments['targetId']} is unknown; take one from gotoTargets at this stop.")
        self._standing.resume = Jump(frame, line, "goto", self._later())
        return None

    def _restart_frame(self, arguments: RestartFrameArguments) -> Body:
        """Has a frame begin again. The answer comes once that is done, or cannot be."""
        self._top("restartFrame")
        frame = self._stack.frame(arguments["frameId"])
        former = self._stack.former(frame)
        if self._stack.waits(arguments["frameId"]):
            raise RequestError(f"{frame.f_code.co_qualname} cannot begin again: it is suspended, and its task waits.")
        start = start_of(self._code(frame))
        if start is None or not frame.f_code.co_flags & flags.OPTIMIZED:
            raise RequestError(
                f"{frame.f_code.co_qualname} cannot begin again: only functions can. Restart the program, or set the "
                "next statement."
            )
        if former is not None and former.is_changed:
            self._standing.resume = self._recall(frame)
        else:
            self._standing.resume = Restart(frame, start.line, self._later())
        return None

    def _recall(self, frame: FrameType) -> Restart:
        """A function with new code begins again: its frame has the old one for good, so it is called anew."""
        caller, name, index = frame.f_back, frame.f_code.co_qualname, self._stopper.index
        if frame.f_code.co_flags & flags.SUSPENDABLE:
            raise RequestError(
                f"{name} cannot begin again with its new code: what runs a generator or coroutine holds that very one. "
                "The next call of the function runs the new code."
            )
        if caller is None or self._stopper.filter.is_debugger(caller.f_code):
            raise RequestError(f"{name} cannot begin again with its new code: nothing of the program has called it.")
        former = self._stack.former(caller)
        file = index.file(index.path_of(self._code(caller)))
        extents = former.extents if former is not None else file.extents() if file is not None else None
        line = caller.f_lineno or caller.f_code.co_firstlineno
        statement = range(line, line + 1) if extents is None else statement_around(line, extents)
        return Restart(caller, statement.start, self._later(), name, statement)

    def _top(self, command: str) -> FrameType:
        stop = self._standing.need(command)
        if stop.frame is None:
            why = "the program is over, and cannot go on anywhere" if stop.is_over else "nothing of the program runs"
            raise RequestError(f"{command}: {why}.")
        return stop.frame

    def _code(self, frame: FrameType) -> CodeType:
        backend = self._stopper.backend
        return frame.f_code if backend is None else backend.place(frame)[0]
