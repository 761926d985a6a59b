"""Serves commands in every state of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dapper.session.cancellation import LOOKING, Cancellation
from dapper.session.inbox import Inbox
from dapper.session.requests.table import Requests
from dapper.wire.codec import loads
from dapper.wire.errors import Cancelled
from dapper.wire.outbox import Outbox

if TYPE_CHECKING:
    from dapper.wire.requests import CancelArguments

_NONE: frozenset[str] = frozenset()


class Loop:
    """From the inbox, by the table of requests, to the outbox.

    A request is cancelled by one that comes after it. So whoever serves one looks first at what has come behind it.

    Attributes:
        inbox: where commands come from.
        outbox: where the answers go.
    """

    def __init__(self, inbox: Inbox, outbox: Outbox, requests: Requests, cancellation: Cancellation) -> None:
        self.inbox, self.outbox = inbox, outbox
        self._requests, self._cancellation = requests, cancellation

    def handle(self, text: str) -> None:
        """Serves one command; never raises, but for what ends the program."""
        command: dict[str, Any] = loads(text)
        if command["command"] == "cancel":
            self._cancel(command)
            return
        with self._cancellation.serving(command["id"]):
            reply = self._requests.answer(command)
            if (
                reply is not None
                and self._cancellation.requested
                and ("error" in reply or command["command"] in LOOKING)
            ):
                reply = _cancelled(command["id"])
        if reply is not None:
            self.outbox.send(reply)

    def catch_up(self) -> None:
        """Serves what was kept."""
        while self.inbox.queue:
            self.handle(self.inbox.queue.popleft())

    def drain(self) -> None:
        """Serves what has come."""
        self.collect(_NONE)
        self.catch_up()

    def wait(self, seconds: float | None = None) -> None:
        """Blocks for the next command, at most so many seconds, and serves it."""
        text = self.inbox.next(seconds)
        if text is None:
            return
        self.inbox.queue.appendleft(text)
        self._poll(_NONE)
        if self.inbox.queue:  # it may have been cancelled
            self.handle(self.inbox.queue.popleft())

    def collect(self, interrupting: frozenset[str]) -> bool:
        """Keeps what has come for later. Returns whether something ends what runs: see `keep`."""
        self.inbox.announced = False
        self.inbox.look_around()
        return self._poll(interrupting)

    def keep(self, text: str, interrupting: frozenset[str]) -> bool:
        """Keeps one command. Returns whether it is named in `interrupting`, or cancels the request that is served."""
        command = loads(text)
        if command["command"] == "cancel":
            return self._cancel(command)
        self.inbox.queue.append(text)
        return command["command"] in interrupting

    def holds(self, commands: frozenset[str]) -> bool:
        """Whether one of these was kept for later."""
        return any(loads(text)["command"] in commands for text in self.inbox.queue)

    def is_cancelled(self) -> bool:
        """Whether the request that is served was cancelled by now."""
        if not self._cancellation.is_serving:
            return False
        return self.collect(_NONE) or self._cancellation.requested

    def _poll(self, interrupting: frozenset[str]) -> bool:
        found = False
        while (text := self.inbox.poll()) is not None:
            found = self.keep(text, interrupting) or found
        return found

    def _cancel(self, command: dict[str, Any]) -> bool:
        """Cancels a request: one that waits is answered. Returns whether it is the one that is served."""
        arguments: CancelArguments = command.get("arguments") or {}
        number, queue = arguments.get("requestId"), self.inbox.queue
        is_served = False
        if number is not None:
            is_served = self._cancellation.cancel(number)
            if (text := next((text for text in queue if loads(text)["id"] == number), None)) is not None:
                queue.remove(text)
                self.outbox.send(_cancelled(number))
        self.outbox.send({"id": command["id"], "body": None})
        return is_served


def _cancelled(number: int) -> dict[str, object]:
    error = Cancelled()
    return {"id": number, "error": {"message": str(error), "code": error.code, "showUser": error.show_user}}
