"""Hit conditions: `5`, `==5`, `>5`, `>=5`, `<5`, `<=5`, `%3`."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable

FORMS = "5, ==5, >5, >=5, <5, <=5 or %3"
_PATTERN = re.compile(r"\s*(==|>=|<=|>|<|%)?\s*(\d+)\s*\Z")
_COMPARISONS: dict[str, tuple[type[ast.cmpop], Callable[[int, int], bool]]] = {
    "==": (ast.Eq, operator.eq),
    ">": (ast.Gt, operator.gt),
    ">=": (ast.GtE, operator.ge),
    "<": (ast.Lt, operator.lt),
    "<=": (ast.LtE, operator.le),
}


def parse(text: str) -> tuple[str, int]:
    """The operator and the number of a hit condition.

    Raises:
        ValueError: `text` has none of the forms; the message shows them.
    """
    match = _PATTERN.match(text)
    if not match or (match[1] == "%" and int(match[2]) == 0):
        raise ValueError(f"Hit condition {text!r} is not understood; write {FORMS}.")
    return match[1] or "==", int(match[2])


def holds(form: tuple[str, int], hits: int) -> bool:
    """Whether the number of hits so far (this one included) is one to stop at."""
    sign, number = form
    return hits % number == 0 if sign == "%" else _COMPARISONS[sign][1](hits, number)


def tree(form: tuple[str, int], hits: ast.expr) -> ast.expr:
    """The same as a syntax tree; `hits` gives the number of hits, and is evaluated once."""
    sign, number = form
    if sign == "%":
        return ast.Compare(ast.BinOp(hits, ast.Mod(), ast.Constant(number)), [ast.Eq()], [ast.Constant(0)])
    return ast.Compare(hits, [_COMPARISONS[sign][0]()], [ast.Constant(number)])
