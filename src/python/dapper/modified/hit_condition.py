"""Hit conditions: `5`, `==5`, `>5`, `>=5`, `<5`, `<=5`, `%3`."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

FORMS = "5, ==5, >5, >=5, <5, <=5 or %3"
_PATTERN = re.compile(r"\s*(==|>=|<=|>|<|%)?\s*(\d+)\s*\Z")
_OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "==": operator.eq,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "%": lambda hits, every: hits % every == 0,
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
    operator_, number = form
    return _OPERATORS[operator_](hits, number)
