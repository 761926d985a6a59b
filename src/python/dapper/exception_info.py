"""What an exception says of itself, under a budget: its `__str__` is the program's code."""

from __future__ import annotations

import os
import traceback
from types import TracebackType

from dapper.code_filter import OWN_FOLDER, CodeFilter
from dapper.errors import Terminated
from dapper.inspect.budget import LookBudget, LookTimeout
from dapper.inspect.statics import (
    ClassTable,
    class_name,
    class_qualname,
    json_text,
    own_attribute,
    str_items,
    traceback_of,
    type_name,
)

LOOK_SECONDS = 0.1
LONGEST = 2000
"""Characters of a message that are shown."""
NOTES_LIMIT = 20
STACK_LIMIT = 200
"""Frames of a traceback that are shown."""
CHAIN_LIMIT = 10
"""Exceptions of a chain (`__cause__`, `__context__`) that are shown."""

_CAUSE, _CONTEXT, _SUPPRESSES = (
    BaseException.__dict__[name].__get__ for name in ("__cause__", "__context__", "__suppress_context__")
)


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
    found = dict(str_items(ClassTable().instance_dict(error) or {})).get("__notes__")
    texts = [text for text in found[:NOTES_LIMIT] if type(text) is str] if type(found) is list else []
    return json_text("".join(f"\n{text if len(text) <= LONGEST else text[:LONGEST] + '…'}" for text in texts))


def headline(error: BaseException, budget: LookBudget) -> str:
    """`TypeName: message`, as the last line of a traceback has it."""
    text = message(error, budget)
    return f"{type_name(error)}: {text}" if text else type_name(error)


def details(error: BaseException, budget: LookBudget, filter: CodeFilter, depth: int = 0) -> dict[str, object]:
    """The DAP `ExceptionDetails`, with the exceptions that led to it."""
    kind = type(error)
    module, name = own_attribute(kind, "__module__"), class_qualname(kind)
    body: dict[str, object] = {
        "message": message(error, budget),
        "typeName": json_text(class_name(kind)),
        "fullTypeName": json_text(name if module == "builtins" or type(module) is not str else f"{module}.{name}"),
        "stackTrace": _stack_text(_without_debugger(traceback_of(error), filter), budget),
    }
    inner = _CAUSE(error)
    if inner is None and not _SUPPRESSES(error):
        inner = _CONTEXT(error)
    if inner is not None and depth < CHAIN_LIMIT:
        body["innerException"] = [details(inner, budget, filter, depth + 1)]
    return body


def _stack_text(trace: TracebackType | None, budget: LookBudget) -> str:
    """The traceback's lines. Finding them may run the program's code: a module can have a loader of its own."""
    try:
        return json_text("".join(budget.call(LOOK_SECONDS, traceback.format_tb, trace, STACK_LIMIT)))
    except Terminated:
        raise
    except BaseException:
        text = ""
        while trace is not None and len(text) < LONGEST:
            code = trace.tb_frame.f_code
            text += f'  File "{code.co_filename}", line {trace.tb_lineno}, in {code.co_name}\n'
            trace = trace.tb_next
        return json_text(text)


def _without_debugger(trace: TracebackType | None, filter: CodeFilter) -> TracebackType | None:
    """The traceback from the first frame that is not the debugger's."""
    while trace is not None and filter.is_debugger(trace.tb_frame.f_code):
        trace = trace.tb_next
    return trace


def mistake(what: str, error: BaseException) -> str:
    """What is said when the debugger itself has failed: where, and with what."""
    trace, place = traceback_of(error), "unknown place"
    while trace is not None:
        path = trace.tb_frame.f_code.co_filename
        if path.startswith(OWN_FOLDER):
            place = f"{os.path.basename(path)}:{trace.tb_lineno}"
        trace = trace.tb_next
    text = ", ".join(part for part in BaseException.__dict__["args"].__get__(error) if type(part) is str)
    return f"'{what}' failed by a mistake in the debugger: {type_name(error)}: {json_text(text)} ({place})."
