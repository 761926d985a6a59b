"""The stop at which the program stands."""

from __future__ import annotations

from dapper.session.state import RunState
from dapper.session.threads import Threads
from dapper.stopping.stop import Stop
from dapper.stopping.stops import Resume
from dapper.values.tasks import Task
from dapper.wire.errors import NotStopped


class Standing:
    """Written by the loop that holds the program; requests end it.

    Attributes:
        stop: why and where the program stands, or None.
        thread: id of the thread that stopped. The others stand with it.
        task: asyncio's task that it is in, or None.
        resume: how it goes on, once somebody has said so.
    """

    def __init__(self, state: RunState, threads: Threads) -> None:
        self.stop: Stop | None = None
        self.thread = threads.current
        self.task: Task | None = None
        self.resume: Resume | None = None
        self._targets: dict[int, object] = {}
        self._next_target = 1
        self._state, self._threads = state, threads

    def begin(self, stop: Stop) -> None:
        """The program stands."""
        self.stop, self.thread, self.resume = stop, self._threads.current, None
        self.task = self._threads.arrive(stop.frame)
        self._targets.clear()

    def hold(self) -> None:
        """It is to stand until somebody says how it goes on."""
        self.resume = None

    def end(self) -> None:
        """The program stands no longer."""
        self.stop = self.task = None
        self._threads.release()
        self._targets.clear()

    def task_label(self) -> str | None:
        """In which task the program stands, where there are several."""
        return self._threads.here()

    def give(self, target: object) -> int:
        """A number for a place to which the program can be told to go from this stop. It is never given again."""
        number = self._next_target
        self._next_target += 1
        self._targets[number] = target
        return number

    def given(self, number: int) -> object:
        """What has that number; None: nothing at this stop."""
        return self._targets.get(number)

    def need(self, command: str) -> Stop:
        """The stop, for a request that needs one.

        Raises:
            NotStopped: the program does not stand.
        """
        if self.stop is None:
            raise NotStopped(command, self._state.name.replace("_", " "))
        return self.stop
