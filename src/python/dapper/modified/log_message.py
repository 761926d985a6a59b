"""Log messages: text with the replacement fields of an f-string.

`{expression}`, `{expression!r}`, `{expression:format}` where the format may have braces of its own, `{expression=}`;
`{{` and `}}` stand for braces. The text around is literal, backslashes too. Braces may contain any quotes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import final

from dapper.code.quiet import Quiet, parsed_expression
from dapper.values.errors import EvaluationRefused
from dapper.values.fragment import Fragment
from dapper.values.snippet import FILENAME

_QUOTES = ("'''", '"""', "'", '"')
_FORMATTED: frozenset[str] = (
    frozenset(("f", "fr", "rf", "t", "tr", "rt")) if sys.version_info >= (3, 12) else frozenset()
)
"""Prefixes of strings within which braces may hold the string's own quotes."""
_CONVERSIONS = ("s", "r", "a")


@final
class Field:
    """What stands in braces.

    Attributes:
        fragment: gives the value.
        conversion: `s`, `r`, `a` or nothing.
        spec: texts and fields of the format, in order.
    """

    __slots__ = ("conversion", "fragment", "spec")

    def __init__(self, fragment: Fragment, conversion: str, spec: Parts) -> None:
        self.fragment = fragment
        self.conversion = conversion
        self.spec = spec


Parts = list[str | Field]
"""Texts and fields."""


def parse(text: str) -> Parts:
    """Splits a message into texts and fields, in order.

    Raises:
        ValueError: a brace has no partner, or what stands in braces is nothing that an f-string takes.
        MemoryError, RecursionError: it is nested too deeply.
    """
    parts: Parts = []
    plain = ""
    at = 0
    while at < len(text):
        char = text[at]
        if text[at : at + 2] in ("{{", "}}"):
            plain += char
            at += 2
        elif char == "{":
            said, field, at = _field(text, at + 1)
            parts += [plain + said, field]
            plain = ""
        elif char == "}":
            raise ValueError(f"Log message: '}}' at column {at + 1} has no '{{'; write '}}}}' for a brace.")
        else:
            plain += char
            at += 1
    parts.append(plain)
    return [part for part in parts if part != ""]


def render(parts: Parts, tell: Callable[[Field], str]) -> str:
    """The message with each field replaced by what `tell` says of it."""
    return "".join(part if isinstance(part, str) else tell(part) for part in parts)


def _field(text: str, start: int) -> tuple[str, Field, int]:
    """The field whose expression begins at `start`: its label (`x=`), the field, and where the text goes on."""
    at = _expression_end(text, start)
    if at >= len(text):
        raise ValueError(f"Log message: '{{' at column {start} has no '}}'; write '{{{{' for a brace.")
    fragment = _fragment(text[start:at])
    spec: Parts = []
    said, conversion = "", ""
    if text[at] == "=":
        at = _after_space(text, at + 1)
        said = text[start:at]
    if text[at] == "!":
        behind = _after_space(text, at + 2)
        if text[at + 1 : at + 2] not in _CONVERSIONS or text[behind : behind + 1] not in (":", "}"):
            shown = text[at : at + 2]
            raise ValueError(f"Log message: {shown!r} at column {at + 1} is not a conversion; allowed: !s, !r, !a.")
        conversion = text[at + 1]
        at = behind
    if text[at] == ":":
        spec, at = _format(text, at + 1, start)
    elif said and not conversion:
        conversion = "r"
    if text[at] != "}":
        raise ValueError(f"Log message: {text[start : at + 1].strip()!r} has an extra {text[at]!r}.")
    return said, Field(fragment, conversion, spec), at + 1


def _format(text: str, at: int, start: int) -> tuple[Parts, int]:
    """The format that begins at `at`, and where the `}` behind it is."""
    parts: Parts = []
    plain = ""
    while text[at : at + 1] != "}":
        if at >= len(text):
            raise ValueError(f"Log message: '{{' at column {start} has no '}}'; write '{{{{' for a brace.")
        if text[at] == "{":
            said, field, at = _field(text, at + 1)
            parts += [plain + said, field]
            plain = ""
        else:
            plain += text[at]
            at += 1
    parts.append(plain)
    return [part for part in parts if part != ""], at


def _fragment(source: str) -> Fragment:
    shown = source.strip()
    if not shown:
        raise ValueError("Log message: there is no expression in the braces; write '{{' and '}}' for braces.")
    try:
        with Quiet():
            tree = parsed_expression(f"({source})", FILENAME)
        return Fragment.of(tree)
    except SyntaxError as problem:
        raise ValueError(f"Log message: {shown!r} is not a Python expression ({problem.msg}).") from None
    except EvaluationRefused as problem:
        raise ValueError(f"Log message: {shown!r} cannot be evaluated: {problem}") from None


def _expression_end(text: str, at: int) -> int:
    """Where the expression ends that begins at `at`: at a `}`, `!`, `:` or `=` of the field, or at an extra bracket."""
    depth = 0
    while at < len(text):
        char = text[at]
        if char in "'\"":
            at = _after_string(text, at)
            continue
        if char in "([{":
            depth += 1
        elif char in ")]}":
            if depth == 0:
                return at
            depth -= 1
        elif depth == 0 and text[at : at + 2] in ("!=", "==", "<=", ">="):
            at += 1
        elif depth == 0 and (char in "!:" or (char == "=" and _ends_field(text, _after_space(text, at + 1)))):
            return at
        at += 1
    return at


def _ends_field(text: str, at: int) -> bool:
    return text[at : at + 1] in ("}", ":", "!") and text[at : at + 2] != "!="


def _after_space(text: str, at: int) -> int:
    while text[at : at + 1].isspace():
        at += 1
    return at


def _after_string(text: str, at: int) -> int:
    """The place behind the string whose quote is at `at`."""
    begin = at
    while begin and text[begin - 1].isalnum():
        begin -= 1
    has_fields = text[begin:at].lower() in _FORMATTED
    quote = next(each for each in _QUOTES if text.startswith(each, at))
    at += len(quote)
    while at < len(text) and not text.startswith(quote, at):
        if text[at] == "\\" or (has_fields and text[at : at + 2] == "{{"):
            at += 2
        elif has_fields and text[at] == "{":
            at = _after_field(text, at + 1)
        else:
            at += 1
    return min(at + len(quote), len(text))


def _after_field(text: str, at: int) -> int:
    """The place behind a string's own field whose expression begins at `at`."""
    at = _expression_end(text, at)
    while at < len(text) and text[at] != "}":
        at = _after_field(text, at + 1) if text[at] == "{" else at + 1
    return at + 1
