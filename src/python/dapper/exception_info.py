"""What an exception says of itself, under a budget: its `__str__` is the program's code."""

from __future__ import annotations

import traceback
from types import TracebackType

from dapper.code_filter import CodeFilter
from dapper.errors import Terminated
from dapper.inspect.budget import LookBudget, LookTimeout
from dapper.inspect.statics import json_text, type_name

LOOK_SECONDS = 0.1
LONGEST = 2000
"""Characters of a message that are shown."""
NOTES_LIMIT = 20
CHAIN_LIMIT = 10
"""Exceptions of a chain (`__cause__`, `__context__`) that are shown."""


def message(error: BaseException, budget: LookBudget) -> str:
    """`str(error)`, or what is wrong with it."""
    try:
        text = str(error) if budget.active else budget.call(LOOK_SECONDS, str, error)
    except LookTimeout:
        return "<str() took too long>"
    except Terminated:
        raise
    except BaseException as problem:
        return f"<str() raised {type_name(problem)}>"
    text = str.__str__(text)
    return json_text(text if len(text) <= LONGEST else text[:LONGEST] + "…")


def notes(error: BaseException) -> str:
    """What `add_note` has added, a line each; read without running the program's code."""
    found = object.__getattribute__(error, "__dict__").get("__notes__")
    texts = [text for text in found[:NOTES_LIMIT] if type(text) is str] if type(found) is list else []
    return json_text("".join(f"\n{text if len(text) <= LONGEST else text[:LONGEST] + '…'}" for text in texts))


def headline(error: BaseException, budget: LookBudget) -> str:
    """`TypeName: message`, as the last line of a traceback has it."""
    text = message(error, budget)
    return f"{type_name(error)}: {text}" if text else type_name(error)


def details(error: BaseException, budget: LookBudget, filter: CodeFilter, depth: int = 0) -> dict[str, object]:
    """The DAP `ExceptionDetails`, with the exceptions that led to it."""
    kind = type(error)
    body: dict[str, object] = {
        "message": message(error, budget),
        "typeName": kind.__name__,
        "fullTypeName": kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}",
        "stackTrace": "".join(traceback.format_tb(_without_debugger(error.__traceback__, filter))),
    }
    inner = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if inner is not None and depth < CHAIN_LIMIT:
        body["innerException"] = [details(inner, budget, filter, depth + 1)]
    return body


def _without_debugger(trace: TracebackType | None, filter: CodeFilter) -> TracebackType | None:
    """The traceback from the first frame that is not the debugger's."""
    while trace is not None and filter.is_debugger(trace.tb_frame.f_code):
        trace = trace.tb_next
    return trace
