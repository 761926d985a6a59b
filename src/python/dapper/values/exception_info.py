"""What an exception says of itself, under a budget: its `__str__` is the program's code."""

from __future__ import annotations

import os
import traceback
from types import FrameType, NoneType, TracebackType, WrapperDescriptorType

from dapper.code.filter import OWN_FOLDER, CodeFilter
from dapper.code.names_of_code import file_of
from dapper.values.budget import LookSkipped, LookTimeout, Page
from dapper.values.generics import AnyList
from dapper.values.statics import (
    ClassTable,
    class_name,
    class_qualname,
    is_a,
    json_text,
    own_attribute,
    str_items,
    traceback_of,
    type_name,
)

LONGEST = 2000
"""Characters of a message that are shown."""
NOTES_LIMIT = 20
STACK_LIMIT = 200
"""Frames of a traceback that are shown."""
CHAIN_LIMIT = 10
"""Exceptions of a chain (`__cause__`, `__context__`), or groups one inside the other, that are shown."""
INNER_LIMIT = 200
"""Exceptions that are shown with one, in all: those that led to it, and the parts of groups."""

_PLAIN = frozenset((str, int, float, complex, bool, bytes, NoneType))
"""Classes whose instances only the interpreter renders."""

_PLAIN_STR = BaseException.__dict__["__str__"]
_ARGS = BaseException.__dict__["args"].__get__
_PARTS = BaseExceptionGroup.__dict__["exceptions"].__get__
_GROUP_STR = BaseExceptionGroup.__dict__["__str__"]
_GROUP_TEXT = BaseExceptionGroup.__dict__["message"].__get__
_CAUSE, _CONTEXT, _SUPPRESSES = (
    BaseException.__dict__[name].__get__ for name in ("__cause__", "__context__", "__suppress_context__")
)


def message(error: BaseException, looks: Page, longest: int = LONGEST) -> str:
    """`str(error)`, or what is wrong with it; at most some `longest` characters."""
    args = _ARGS(error)
    if len(args) <= 1 and all(type(arg) is str for arg in args) and _str_method(error) is _PLAIN_STR:
        text = args[0] if args else ""
    else:
        try:
            text = str(error) if looks.budget.active else looks.call(str, error)
        except (LookTimeout, LookSkipped):
            return "<str() took too long>"
        except BaseException as problem:
            if not looks.owns(problem):
                raise
            return f"<str() raised {type_name(problem)}>"
    text = str.__str__(text)
    return json_text(text if len(text) <= longest else text[:longest] + "…")


def plain_message(error: BaseException, looks: Page) -> str:
    """`str(error)` where no code of the program makes it; else nothing."""
    method = _str_method(error)
    if method is _GROUP_STR:
        # It is made of the text and the number of the parts, not of what the parts say.
        return message(error, looks) if type(_GROUP_TEXT(error)) is str else ""
    if type(method) is not WrapperDescriptorType or any(type(arg) not in _PLAIN for arg in _ARGS(error)):
        return ""
    return message(error, looks)


def _str_method(error: BaseException) -> object:
    return ClassTable().of(error).find("__str__")


def missing_module(error: BaseException) -> str | None:
    """The name of the module that was not found, if that is what the error says."""
    name = ImportError.__dict__["name"].__get__(error) if is_a(error, ModuleNotFoundError) else None
    return json_text(name) if type(name) is str else None


def notes(error: BaseException) -> str:
    """What `add_note` has added, a line each; read without running the program's code."""
    found = dict(str_items(ClassTable().instance_dict(error) or {})).get("__notes__")
    texts = [text for text in found[:NOTES_LIMIT] if type(text) is str] if type(found) is AnyList else []
    return json_text("".join(f"\n{text if len(text) <= LONGEST else text[:LONGEST] + '…'}" for text in texts))


def headline(error: BaseException, looks: Page, longest: int = LONGEST) -> str:
    """`TypeName: message`, as the last line of a traceback has it."""
    text = message(error, looks, longest)
    return f"{type_name(error)}: {text}" if text else type_name(error)


def details(error: BaseException, trace: TracebackType | None, looks: Page, filter: CodeFilter) -> dict[str, object]:
    """The DAP `ExceptionDetails` of an exception with that traceback, its parts and the exceptions that led to it."""
    return _Description(looks, filter).of(error, trace)


class _Description:
    """Describes an exception and those inside it, within one allowance of time and number."""

    def __init__(self, looks: Page, filter: CodeFilter) -> None:
        self._looks, self._filter = looks, filter
        self._left = INNER_LIMIT

    def of(self, error: BaseException, trace: TracebackType | None, depth: int = 0) -> dict[str, object]:
        """The `ExceptionDetails`."""
        kind = type(error)
        module, name = own_attribute(kind, "__module__"), class_qualname(kind)
        full_name = name if module == "builtins" or type(module) is not str else f"{module}.{name}"
        callers = _callers(trace, self._filter) if depth == 0 else []
        body: dict[str, object] = {
            "message": message(error, self._looks) + (notes(error) if depth else ""),
            "typeName": json_text(class_name(kind)),
            "fullTypeName": json_text(full_name),
            "stackTrace": _stack_text(callers, _without_debugger(trace, self._filter), self._looks),
        }
        inner: list[dict[str, object]] = []
        for way, each in _inner(error) if depth < CHAIN_LIMIT else ():
            if self._left > 0:
                self._left -= 1
                inner.append({**self.of(each, traceback_of(each), depth + 1), "way": way})
        if inner:
            body["innerException"] = inner
        return body


def parts(error: BaseException) -> list[BaseException]:
    """The parts of a group; none of another exception."""
    return list(_PARTS(error)) if is_a(error, BaseExceptionGroup) else []


def way_out(error: BaseException) -> TracebackType | None:
    """The traceback of an exception that has left the program, or a task.

    A group that `except*` has made in the outermost frame has none: then that of the first of its parts.
    """
    waiting = [error]
    while waiting:
        each = waiting.pop()
        trace = traceback_of(each)
        if trace is not None:
            return trace
        waiting += reversed(parts(each))
    return None


def predecessor(error: BaseException) -> tuple[str, BaseException | None]:
    """The exception that led to this one, and how: as its cause, or as what was being handled."""
    cause = _CAUSE(error)
    if cause is not None or _SUPPRESSES(error):
        return "caused by", cause
    return "during handling of", _CONTEXT(error)


def _inner(error: BaseException) -> list[tuple[str, BaseException]]:
    """The parts of a group, and the exception that led to this one; with how they belong to it."""
    members = parts(error)
    found = [(f"part {number} of {len(members)}", each) for number, each in enumerate(members, 1)]
    way, before = predecessor(error)
    return found if before is None else [*found, (way, before)]


def _callers(trace: TracebackType | None, filter: CodeFilter) -> list[tuple[FrameType, int]]:
    """The frames under those of a traceback, not reached by the exception yet, and their lines; outermost first."""
    found: list[tuple[FrameType, int]] = []
    frame = trace.tb_frame.f_back if trace is not None else None
    while frame is not None:
        if not filter.is_debugger(frame.f_code):
            found.append((frame, frame.f_lineno or frame.f_code.co_firstlineno))
        frame = frame.f_back
    while found and not filter.is_mine(found[-1][0].f_code):
        found.pop()  # what has started the program
    return found[STACK_LIMIT - 1 :: -1]


def _stack_text(callers: list[tuple[FrameType, int]], trace: TracebackType | None, looks: Page) -> str:
    """The lines of a traceback. Finding them may run the program's code: a module can have a custom loader."""
    try:
        summary = looks.call(traceback.StackSummary.extract, callers)
        lines = looks.call(summary.format)
        lines += looks.call(traceback.format_tb, trace, STACK_LIMIT)
        return json_text("".join(lines))
    except BaseException as problem:
        if not looks.owns(problem):
            raise
        text, places = "", list(callers)
        while trace is not None:
            places.append((trace.tb_frame, trace.tb_lineno))
            trace = trace.tb_next
        for frame, line in places:
            if len(text) < LONGEST:
                text += f'  File "{file_of(frame.f_code)}", line {line}, in {frame.f_code.co_name}\n'
        return json_text(text)


def _without_debugger(trace: TracebackType | None, filter: CodeFilter) -> TracebackType | None:
    """The traceback from the first frame that is not the debugger's."""
    while trace is not None and filter.is_debugger(trace.tb_frame.f_code):
        trace = trace.tb_next
    return trace


def mistake(what: str, error: BaseException) -> str:
    """The message for a failure of the debugger itself: where, and with what."""
    trace, place = traceback_of(error), "unknown place"
    while trace is not None:
        path = file_of(trace.tb_frame.f_code)
        if path.startswith(OWN_FOLDER):
            place = f"{os.path.basename(path)}:{trace.tb_lineno}"
        trace = trace.tb_next
    text = ", ".join(part for part in _ARGS(error) if type(part) is str)
    return f"'{what}' failed because of a mistake in the debugger: {type_name(error)}: {json_text(text)} ({place})."
