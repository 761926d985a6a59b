"""What a session sends: replies, events, and lines of its own in the console. One order for all of it."""

from __future__ import annotations

import json
import sys
from contextlib import suppress

from dapper.host import Host

_dumps = json.dumps  # the program may replace the module's


class Outbox:
    """The way out of a session, over its host."""

    def __init__(self, host: Host) -> None:
        self.host = host

    def send(self, message: dict[str, object]) -> None:
        """Sends a reply or an event; whatever is in it, the text is valid JSON in valid UTF-8."""
        self.host.send(_dumps(message))

    def emit(self, event: str, body: dict[str, object]) -> None:
        """Sends an event, after all that the program has printed."""
        self.flush_output()
        self.send({"event": event, "body": body})

    def flush_output(self) -> None:
        """Gives the worker what the interpreter's own streams hold back."""
        for name in ("__stdout__", "__stderr__"):
            # Closed, removed or replaced by the program, or interrupted inside a write of its own: it is the program's.
            with suppress(BaseException):
                getattr(sys, name).flush()
        self.host.flush()

    def say(self, text: str, category: str = "console", **more: object) -> None:
        """Shows a line of the debugger's own in the console."""
        self.emit("output", {"category": category, "output": text + "\n", **more})
