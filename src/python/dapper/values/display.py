"""The single place where a value or an exception becomes text, so that every view shows the same.

The caller says how much (see `Allowance`); nothing else is known of it.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from types import TracebackType

from dapper.code.filter import CodeFilter
from dapper.values import exception_info, failure
from dapper.values.allowance import PROGRAM, ROW, Allowance, Pace
from dapper.values.budget import LookBudget, LookSkipped, LookTimeout
from dapper.values.errors import Raised
from dapper.values.render import SHORT_MESSAGE, Renderer
from dapper.values.statics import json_text, traceback_of, type_name

_OF_ERRORS = Pace(0.1, 0.5)
"""For what exceptions say of themselves."""
_LIKE_REPR = frozenset(id(kind.__dict__["__format__"]) for kind in (object, int, float, complex))
"""`__format__` methods that give what `str` gives when the format is empty."""
_PLAIN_STR = object.__dict__["__str__"]


class Display:
    """See the module.

    Args:
        budget: runs the program's code.
        filter: whose code it is.
    """

    def __init__(self, budget: LookBudget, filter: CodeFilter) -> None:
        self._budget, self._filter = budget, filter

    def renderer(self, allowance: Allowance = ROW, hexadecimal: bool = False) -> Renderer:
        """What writes the values of one answer. `hexadecimal`: integers in base 16."""
        return Renderer(allowance.pace.page(self._budget), allowance.limits, hexadecimal)

    def formatted(self, value: object, conversion: str = "", spec: str = "") -> str:
        """What `{value!conversion:spec}` is in an f-string, except that it ends, and objects look as everywhere else.

        What the program's own classes do wrong becomes part of the text.
        """
        renderer = self.renderer(PROGRAM)
        try:
            if conversion:
                value = _converted(value, conversion, renderer)
            if type(value) is str and not spec:
                return json_text(value)
            if (
                not spec
                and id(renderer.classes.of(value).find("__format__")) in _LIKE_REPR
                and _reads_as_repr(value, renderer)
            ):
                return renderer.text(value)
            text = renderer.looks.call(format, value, spec)
        except (LookTimeout, LookSkipped):
            return f"<{type_name(value)} object; its text took longer than {renderer.looks.each * 1000:.0f} ms>"
        except BaseException as error:
            if not renderer.looks.owns(error):
                raise
            return self.headline(error)
        return json_text(str.__getitem__(text, slice(0, PROGRAM.limits.characters)))

    def headline(self, error: BaseException) -> str:
        """`TypeName: message`, as the last line of a traceback has it."""
        return exception_info.headline(error, _OF_ERRORS.page(self._budget))

    def headlines(self) -> Callable[[BaseException], str]:
        """The same for the exceptions of one answer: in short, and all in one allowance of time."""
        looks = _OF_ERRORS.page(self._budget)
        return lambda error: exception_info.headline(error, looks, SHORT_MESSAGE).replace("\n", " ")

    def plain_message(self, error: BaseException) -> str:
        """`str(error)` where no code of the program makes it; else nothing."""
        return exception_info.plain_message(error, _OF_ERRORS.page(self._budget))

    def exception(self, error: BaseException, trace: TracebackType | None) -> dict[str, object]:
        """Of the DAP `exceptionInfo` answer: the description of an exception with that traceback."""
        looks = _OF_ERRORS.page(self._budget)
        return {
            "exceptionId": type_name(error),
            "description": exception_info.message(error, looks) + exception_info.notes(error),
            "details": exception_info.details(error, trace or traceback_of(error), looks, self._filter),
        }

    def failure(self, raised: Raised, source: str, allowance: Allowance) -> str:
        """What code that a person has written has raised: with a traceback, if the allowance has frames for it."""
        frames, looks = allowance.limits.frames, _OF_ERRORS.page(self._budget)
        if not frames:
            return exception_info.headline(raised.error, looks)
        return failure.traceback_text(raised, source, looks, frames)[: allowance.limits.characters]

    def syntax_error(self, error: SyntaxError, allowance: Allowance) -> str:
        """What is wrong with code that a person has written: with its line, if the allowance has room for it."""
        if not allowance.limits.frames:
            return json_text(f"{type(error).__name__}: {error.msg}")
        return json_text("".join(traceback.format_exception_only(error)).rstrip("\n"))


def _converted(value: object, conversion: str, renderer: Renderer) -> str:
    """What `!s`, `!r` or `!a` makes of a value. May raise what the program's own classes do."""
    if conversion == "s" and not _reads_as_repr(value, renderer):
        return value if type(value) is str else renderer.looks.call(str, value)
    text = renderer.text(value)
    return text.encode("ascii", "backslashreplace").decode() if conversion == "a" else text


def _reads_as_repr(value: object, renderer: Renderer) -> bool:
    return renderer.classes.of(value).find("__str__") is _PLAIN_STR
