"""Serves commands in every state of the program."""

from __future__ import annotations

from dapper.session.inbox import Inbox
from dapper.session.requests.table import Requests
from dapper.wire.codec import loads
from dapper.wire.outbox import Outbox


class Loop:
    """From the inbox, by the table of requests, to the outbox.

    Attributes:
        inbox: where commands come from.
        outbox: where the answers go.
    """

    def __init__(self, inbox: Inbox, outbox: Outbox, requests: Requests) -> None:
        self.inbox, self.outbox = inbox, outbox
        self._requests = requests

    def handle(self, text: str) -> None:
        """Serves one command; never raises, but for what ends the program."""
        answer = self._requests.answer(loads(text))
        if answer is not None:
            self.outbox.send(answer)

    def drain(self) -> None:
        """Serves what has come."""
        self.inbox.look_around()
        while (text := self.inbox.poll()) is not None:
            self.handle(text)

    def wait(self) -> None:
        """Blocks for the next command, and serves it."""
        text = self.inbox.next(None)
        if text is not None:
            self.handle(text)

    def collect(self, interrupting: frozenset[str]) -> bool:
        """Keeps what has come for later. Returns whether one of the requests named in `interrupting` is among it."""
        self.inbox.look_around()
        found = False
        while (text := self.inbox.poll()) is not None:
            found = self.keep(text, interrupting) or found
        return found

    def keep(self, text: str, interrupting: frozenset[str]) -> bool:
        """Keeps one command, as `collect` does."""
        self.inbox.queue.append(text)
        return loads(text)["command"] in interrupting
