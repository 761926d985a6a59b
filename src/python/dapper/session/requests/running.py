"""Requests that stop the program, let it go on, and end it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from dapper.session.debuggee import Debuggee
from dapper.session.requests.table import Arguments, Body, Table
from dapper.session.standing import Standing
from dapper.session.state import RunState
from dapper.session.threads import Threads
from dapper.stopping.stepping import Step
from dapper.stopping.stopper import Stopper
from dapper.stopping.stops import End, Go, StepTo

if TYPE_CHECKING:
    from dapper.wire.requests import ContinueArguments, PauseArguments


class RunRequests:
    """See the module."""

    def __init__(
        self, state: RunState, standing: Standing, stopper: Stopper, debuggee: Debuggee, threads: Threads
    ) -> None:
        self._state, self._standing, self._stopper, self._debuggee = state, standing, stopper, debuggee
        self.table: Table = {
            "threads": lambda _: {"threads": threads.listed()},
            "pause": self._pause,
            "terminate": self._terminate,
            "continue": self._continue,
            "next": lambda _: self._step("over", "next"),
            "stepIn": lambda _: self._step("in", "stepIn"),
            "stepOut": lambda _: self._step("out", "stepOut"),
        }

    def _pause(self, arguments: PauseArguments) -> Body:
        """Stops the program at the next bytecode."""
        if self._state.name != "stopped":
            self._state.pausing = True
        return None

    def _terminate(self, arguments: Arguments) -> Body:
        """Ends the program: its `finally` blocks run."""
        self._state.terminate()
        self._standing.resume = End()
        return None

    def _continue(self, arguments: ContinueArguments) -> Body:
        self._standing.need("continue")
        self._standing.resume = Go()
        return {"allThreadsContinued": True}

    def _step(self, kind: Literal["over", "in", "out"], command: str) -> Body:
        stop = self._standing.need(command)
        self._debuggee.ensure_backend()
        # After the end of the program, any step is the last.
        step = Step(kind, stop.frame, self._stopper.filter) if stop.frame is not None else None
        self._standing.resume = StepTo(step) if step is not None else Go()
        return None
