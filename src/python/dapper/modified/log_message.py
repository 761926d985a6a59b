"""Log messages: text with what an f-string takes in braces.

`{expression}`, `{expression!r}`, `{expression:format}` where the format may have braces of its own, `{expression=}`;
`{{` and `}}` stand for braces. The text around is as it stands: a backslash is one. Any quotes may stand in the braces.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from typing import final

from dapper.code.quiet import Quiet
from dapper.values.expression import Expression
from dapper.values.snippet import FILENAME

_QUOTES = ("'''", '"""', "'", '"')
_FORMATTED = frozenset(("f", "fr", "rf", "t", "tr", "rt")) if sys.version_info >= (3, 12) else frozenset()
"""Prefixes of strings within which braces may hold the string's own quotes."""
_CONVERSIONS = ("s", "r", "a")


@final
class Field:
    """What stands in braces.

    Attributes:
        expression: gives the value, or its text.
        is_plain: whether it gives the value: there is neither a conversion nor a format.
    """

    __slots__ = ("expression", "is_plain")

    def __init__(self, tree: ast.FormattedValue) -> None:
        self.is_plain = tree.conversion == -1 and tree.format_spec is None
        text = ast.copy_location(ast.JoinedStr([tree]), tree.value)
        self.expression = Expression(tree.value if self.is_plain else ast.fix_missing_locations(text))


def parse(text: str) -> list[str | Field]:
    """Splits a message into texts and fields, in order.

    Raises:
        ValueError: a brace has no partner, or what stands in braces is nothing that an f-string takes.
        MemoryError, RecursionError: it is nested too deeply.
    """
    parts: list[str | Field] = []
    plain = ""
    at = 0
    while at < len(text):
        char = text[at]
        if text[at : at + 2] in ("{{", "}}"):
            plain += char
            at += 2
        elif char == "{":
            said, tree, at = _field(text, at + 1)
            parts += [plain + said, _made(text, tree)]
            plain = ""
        elif char == "}":
            raise ValueError(f"Log message: '}}' at column {at + 1} has no '{{'; write '}}}}' for a brace.")
        else:
            plain += char
            at += 1
    parts.append(plain)
    return [part for part in parts if part != ""]


def render(parts: list[str | Field], evaluate: Callable[[Field], str]) -> str:
    """The message with each field replaced by what `evaluate` says of it."""
    return "".join(evaluate(part) if type(part) is Field else part for part in parts)


def _made(text: str, tree: ast.FormattedValue) -> Field:
    try:
        return Field(tree)
    except SyntaxError as problem:
        raise ValueError(
            f"Log message: {text!r} has something in braces that cannot stand there ({problem.msg})."
        ) from None


def _field(text: str, start: int) -> tuple[str, ast.FormattedValue, int]:
    """The field whose expression begins at `start`: what it says of itself (`x=`), its tree, and where the text goes on."""
    at = _expression_end(text, start)
    if at >= len(text):
        raise ValueError(f"Log message: '{{' at column {start} has no '}}'; write '{{{{' for a brace.")
    value = _expression(text[start:at])
    said, conversion, spec = "", -1, None
    if text[at] == "=":
        at = _after_space(text, at + 1)
        said = text[start:at]
    if text[at] == "!":
        if text[at + 1] not in _CONVERSIONS or text[at + 2 : at + 3] not in (":", "}"):
            shown = text[at : at + 2]
            raise ValueError(f"Log message: {shown!r} at column {at + 1} is no conversion; allowed: !s, !r, !a.")
        conversion = ord(text[at + 1])
        at += 2
    if text[at] == ":":
        spec, at = _format(text, at + 1, start)
    elif said and conversion == -1:
        conversion = ord("r")
    if text[at] != "}":
        raise ValueError(f"Log message: {text[start : at + 1].strip()!r} has a {text[at]!r} too many.")
    return said, ast.copy_location(ast.FormattedValue(value, conversion, spec), value), at + 1


def _format(text: str, at: int, start: int) -> tuple[ast.JoinedStr, int]:
    """The format that begins at `at`, and where the `}` behind it is."""
    values: list[ast.expr] = []
    plain = ""
    while text[at : at + 1] != "}":
        if at >= len(text):
            raise ValueError(f"Log message: '{{' at column {start} has no '}}'; write '{{{{' for a brace.")
        if text[at] == "{":
            said, tree, at = _field(text, at + 1)
            values += [ast.Constant(plain + said), tree]
            plain = ""
        else:
            plain += text[at]
            at += 1
    values.append(ast.Constant(plain))
    return ast.JoinedStr([each for each in values if not (isinstance(each, ast.Constant) and each.value == "")]), at


def _expression(source: str) -> ast.expr:
    shown = source.strip()
    if not shown:
        raise ValueError("Log message: there is no expression in the braces; write '{{' and '}}' for braces.")
    try:
        with Quiet():
            tree = ast.parse(f"({source})", FILENAME, "eval").body
            compile(ast.Expression(tree), FILENAME, "eval", dont_inherit=True)
    except SyntaxError as problem:
        raise ValueError(f"Log message: {shown!r} is not a Python expression ({problem.msg}).") from None
    return tree


def _expression_end(text: str, at: int) -> int:
    """Where the expression ends that begins at `at`: at a `}`, `!`, `:` or `=` of the field, or at a bracket too many."""
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
