"""The stop at which the program stands."""

from __future__ import annotations

from dapper.session.state import RunState
from dapper.session.threads import Threads
from dapper.stopping.stop import Stop
from dapper.stopping.stops import Resume
from dapper.wire.errors import NotStopped


class Standing:
    """Written by the loop that holds the program; requests end it.

    Attributes:
        stop: why and where the program stands, or None.
        thread: id of the thread that stopped. The others stand with it.
        resume: how it goes on, once somebody has said so.
    """

    def __init__(self, state: RunState, threads: Threads) -> None:
        self.stop: Stop | None = None
        self.thread = threads.current
        self.resume: Resume | None = None
        self._state, self._threads = state, threads

    def begin(self, stop: Stop) -> None:
        """The program stands."""
        self.stop, self.thread, self.resume = stop, self._threads.current, None

    def end(self) -> None:
        """The program stands no longer."""
        self.stop = None

    def need(self, command: str) -> Stop:
        """The stop, for a request that needs one.

        Raises:
            NotStopped: the program does not stand.
        """
        if self.stop is None:
            raise NotStopped(command, self._state.name.replace("_", " "))
        return self.stop
