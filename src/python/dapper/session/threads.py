"""The threads that a client sees, and which of them the program is in."""

from __future__ import annotations

from dapper.wire.errors import UnknownThread


class Threads:
    """The only list of them. Python in WebAssembly has one thread.

    Attributes:
        current: id of the thread that runs, or that stands.
    """

    def __init__(self) -> None:
        self.current = 1
        self._names = {self.current: "MainThread"}

    def listed(self) -> list[dict[str, object]]:
        """The DAP `Thread`s."""
        return [{"id": thread, "name": name} for thread, name in self._names.items()]

    def need(self, thread: int) -> None:
        """Checks the id in a request.

        Raises:
            UnknownThread: no thread has it.
        """
        if thread not in self._names:
            raise UnknownThread(thread, self._names)
