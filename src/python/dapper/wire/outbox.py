"""What a session sends: replies, events and its own console lines, all in one order."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dapper.wire.codec import dumps
from dapper.wire.host import Host

if TYPE_CHECKING:
    from typing import TextIO

    from dapper.wire.names import Event


class Outbox:
    """The way out of a session, over its host."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self._streams = (sys.__stdout__, sys.__stderr__)

    def send(self, message: dict[str, object]) -> None:
        """Sends a reply or an event; whatever is in it, the text is valid JSON in valid UTF-8."""
        self.host.send(dumps(message))

    def emit(self, event: Event, body: dict[str, object]) -> None:
        """Sends an event, after all that the program has printed."""
        self.flush_output()
        self.send({"event": event, "body": body})

    def flush_output(self) -> None:
        """Gives the worker what the interpreter's own streams hold back."""
        for stream in self._streams:
            flush_stream(stream)
        self.host.flush()

    def say(self, text: str, category: str = "console", **more: object) -> None:
        """Shows a line of the debugger's own in the console."""
        self.emit("output", {"category": category, "output": text + "\n", **more})


def flush_stream(stream: TextIO | None) -> bool:
    """Flushes a stream. False when it cannot be: absent, closed, replaced by something else, or interrupted.

    Streams belong to the program, which may do with them as it likes, so a failure is not reported.
    """
    if stream is None:
        return False
    try:
        stream.flush()
    except BaseException:
        return False
    return True
