"""Which function serves which request, and the answer to a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dapper.session.threads import Threads
from dapper.values import exception_info
from dapper.wire.errors import DapperError, Interrupted, RequestError, Terminated

if TYPE_CHECKING:
    from dapper.wire.names import Command
    from dapper.wire.requests import ValueFormat

Arguments = dict[str, Any]
Body = Mapping[str, object] | None
Table = Mapping["Command", Callable[[Any], Body]]
"""By command; each takes the arguments of its request (see `dapper.wire.requests`)."""


def is_hexadecimal(wanted: ValueFormat | None) -> bool:
    """Whether integers are to be shown in base 16."""
    return wanted is not None and bool(wanted.get("hex"))


class Requests:
    """All requests of a session; topics are added when what they need is there."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads
        self._table: dict[str, Callable[[Any], Body]] = {}

    def add(self, table: Table) -> None:
        """Adds the requests of a topic."""
        for command, function in table.items():
            self._table[command] = function

    def answer(self, command: dict[str, Any]) -> dict[str, object]:
        """Serves a command and returns the reply: a body, or an error that says whose fault it is.

        Raises:
            Terminated: the program is to end.
        """
        try:
            return {"id": command["id"], "body": self._serve(command["command"], command.get("arguments") or {})}
        except DapperError as error:
            problem = {"message": str(error), "code": error.code, "showUser": error.show_user}
        except Interrupted:
            problem = {"message": "Interrupted.", "code": 1004, "showUser": False}
        except Terminated:
            raise
        except BaseException as error:  # code of the program may raise anything while its values are inspected
            problem = {"message": exception_info.mistake(command["command"], error), "code": 1099, "showUser": True}
        return {"id": command["id"], "error": problem}

    def _serve(self, name: str, arguments: Arguments) -> Body:
        function = self._table.get(name)
        if function is None:
            raise RequestError(f"The request {name!r} is not supported.")
        if "threadId" in arguments:
            self._threads.need(arguments["threadId"])
        return function(arguments)
