"""The only way in for commands, in their order."""

from __future__ import annotations

from collections import deque

from dapper.wire.host import Host


class Inbox:
    """Commands as JSON.

    Attributes:
        queue: those that came when they could not be served; they are the next.
        announced: whether others have come since, and could not even be taken.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self.queue: deque[str] = deque()
        self.announced = False

    def can_block(self) -> bool:
        """Whether the program can be held here and now."""
        return self._host.can_block()

    def next(self, timeout: float | None) -> str | None:
        """Blocks for the next command; None when `timeout` seconds have passed."""
        return self.queue.popleft() if self.queue else self.receive(timeout)

    def receive(self, timeout: float | None) -> str | None:
        """Like `next`, for what comes from now on."""
        return self._host.receive(timeout)

    def poll(self) -> str | None:
        """A command that has just come, or None."""
        return self._host.poll()

    def look_around(self) -> None:
        """Lets messages arrive, where that takes a turn of the event loop."""
        self._host.yield_()
