"""The answer to one command: a body, or an error that says whose fault it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.session import requests
from dapper.values import exception_info
from dapper.wire.errors import DapperError, Interrupted, Terminated

if TYPE_CHECKING:
    from dapper.session.session import Session


def answer(session: Session, command: dict[str, object]) -> dict[str, object]:
    """Serves a command and returns the reply; raises nothing but what ends the program (`Terminated`)."""
    try:
        body = requests.serve(session, command["command"], command.get("arguments") or {})
        return {"id": command["id"], "body": body}
    except DapperError as error:
        problem = {"message": str(error), "code": error.code, "showUser": error.show_user}
    except Interrupted:
        problem = {"message": "Interrupted.", "code": 1004, "showUser": False}
    except Terminated:
        raise
    except BaseException as error:  # code of the program may raise anything while its values are looked at
        problem = {"message": exception_info.mistake(command["command"], error), "code": 1099, "showUser": True}
    return {"id": command["id"], "error": problem}
