"""Where a person's code is evaluated."""

from __future__ import annotations

from dapper.session.debuggee import Debuggee
from dapper.session.standing import Standing
from dapper.values.scope import Scope
from dapper.values.stack import Stack
from dapper.wire.errors import RequestError


class Places:
    """The scopes of a session."""

    def __init__(self, stack: Stack, standing: Standing, debuggee: Debuggee) -> None:
        self._stack, self._standing, self._debuggee = stack, standing, debuggee

    @property
    def stands(self) -> bool:
        """Whether the program stands, so that a client may show its values."""
        return self._standing.stop is not None

    def scope(self, frame_id: int | None) -> Scope:
        """That of the frame that a request names; else of the top frame of the stop; else the program's globals.

        Raises:
            Stale: the frame belonged to an earlier stop.
            RequestError: there is no such frame, or no program.
        """
        if frame_id is not None:
            return Scope(self._stack.frame(frame_id))
        top = self._stack.top(self._standing.thread)
        if top is not None:
            return Scope(top)
        program = self._debuggee.launched
        if program is None or program.module is None:
            raise RequestError("There is nothing to evaluate in: no program runs.")
        return Scope(program.module.__dict__)

    def error(self, frame_id: int | None) -> BaseException | None:
        """The exception in the frame of that scope, or None. Raises as `scope` does."""
        top = frame_id or self._stack.top_id(self._standing.thread)
        return None if top is None else self._stack.error(top)
