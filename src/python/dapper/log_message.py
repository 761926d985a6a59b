"""Log messages: text with `{expression}` in braces, `{{` and `}}` for braces."""

from __future__ import annotations

import ast
from collections.abc import Callable
from types import CodeType

FILENAME = "<log message>"
"""The file name of compiled expressions."""


def parse(text: str) -> list[str | CodeType]:
    """Splits a message into texts and compiled expressions, in order.

    An expression ends at the first `}` that leaves a whole expression before it, so braces inside it
    (a dict, a set, a string) need no escape.

    Raises:
        ValueError: a brace has no partner, or what stands in braces is no Python expression.
    """
    parts: list[str | CodeType] = []
    plain = ""
    at = 0
    while at < len(text):
        char = text[at]
        if text[at : at + 2] in ("{{", "}}"):
            plain += char
            at += 2
        elif char == "{":
            code, at = _expression(text, at + 1)
            parts += [plain, code]
            plain = ""
        elif char == "}":
            raise ValueError(f"Log message: '}}' at column {at + 1} has no '{{'; write '}}}}' for a brace.")
        else:
            plain += char
            at += 1
    parts.append(plain)
    return [part for part in parts if part != ""]


def _expression(text: str, start: int) -> tuple[CodeType, int]:
    end = text.find("}", start)
    if end < 0:
        raise ValueError(f"Log message: '{{' at column {start} has no '}}'; write '{{{{' for a brace.")
    first_end, error = end, None
    while end >= 0:
        source = text[start:end].strip()
        try:
            return compile(ast.parse(source, mode="eval"), FILENAME, "eval"), end + 1
        except SyntaxError as problem:
            error = error or problem
            end = text.find("}", end + 1)
    source = text[start:first_end].strip()
    raise ValueError(f"Log message: {source!r} is not a Python expression ({error.msg}).")


def render(parts: list[str | CodeType], evaluate: Callable[[CodeType], str]) -> str:
    """The message with each expression replaced by what `evaluate` says of it."""
    return "".join(part if type(part) is str else evaluate(part) for part in parts)
