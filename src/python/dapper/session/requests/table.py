"""Which function serves which request, and the answer to a command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dapper.session.threads import Threads
from dapper.values import exception_info
from dapper.wire.errors import DapperError, Interrupted, RequestError, Terminated
from dapper.wire.outbox import Outbox

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


class Later:
    """The answer to a request that is given later, once.

    Args:
        id: of the command.
        outbox: where the answer goes.
    """

    def __init__(self, id: object, outbox: Outbox) -> None:
        self._id, self._outbox = id, outbox

    def succeed(self) -> None:
        """Answers without a body."""
        self._outbox.send({"id": self._id, "body": None})

    def fail(self, error: DapperError) -> None:
        """Answers with an error."""
        self._outbox.send({"id": self._id, "error": _problem(error)})


class Requests:
    """All requests of a session; topics are added when what they need is there."""

    def __init__(self, threads: Threads, outbox: Outbox) -> None:
        self._threads, self._outbox = threads, outbox
        self._table: dict[str, Callable[[Any], Body]] = {}
        self._serving: object = None  # the id of the command that is being served
        self._put_off = False  # whether its answer is given later

    def later(self) -> Later:
        """Puts the answer to the command that is being served off."""
        self._put_off = True
        return Later(self._serving, self._outbox)

    def add(self, table: Table) -> None:
        """Adds the requests of a topic."""
        for command, function in table.items():
            self._table[command] = function

    def answer(self, command: dict[str, Any]) -> dict[str, object] | None:
        """Serves a command and returns the reply: a body, or an error that says whose fault it is; None: later.

        Raises:
            Terminated: the program is to end.
        """
        self._serving, self._put_off = command["id"], False
        try:
            body = self._serve(command["command"], command.get("arguments") or {})
            return None if self._put_off else {"id": command["id"], "body": body}
        except DapperError as error:
            problem = _problem(error)
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
            arguments = {**arguments, "threadId": self._threads.need(arguments["threadId"])}
        return function(arguments)


def _problem(error: DapperError) -> dict[str, object]:
    return {"message": str(error), "code": error.code, "showUser": error.show_user}
