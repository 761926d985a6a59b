"""Names of children: their order, their visibility, and the expressions that evaluate to them."""

import keyword
import math

from dapper.values.generics import AnyTuple
from dapper.values.statics import json_text

LONGEST_KEY = 200
"""Characters of a name or key that stands in an expression."""


def name_order(name: str) -> tuple[int, str, int, str, str]:
    """Sort key: public, then private, then dunder; numbers at the end of names by value."""
    rank = 0 if not name.startswith("_") else 2 if is_dunder(name) else 1
    stem = name.rstrip("0123456789")
    digits = name[len(stem) :].lstrip("0")
    return rank, stem.casefold(), len(digits), digits, name


def is_dunder(name: str) -> bool:
    """True for `__name__`."""
    return len(name) > 4 and name.startswith("__") and name.endswith("__")


def visibility(name: str) -> str:
    """The DAP visibility that a Python name announces."""
    return "public" if not name.startswith("_") else "internal" if is_dunder(name) else "private"


def is_variable_name(name: str) -> bool:
    """True if source code can use `name` as a variable."""
    return name.isidentifier() and not keyword.iskeyword(name)


def attribute_expression(expression: str | None, name: str) -> str | None:
    """`expression.name`; by `getattr` for a keyword, for no identifier, and for a name that a class would mangle."""
    if expression is None:
        return None
    if is_variable_name(name) and (not name.startswith("__") or name.endswith("__")):
        return f"{expression}.{name}"
    return f"getattr({expression}, {name!r})" if len(name) <= LONGEST_KEY else None


def key_expression(key: object, depth: int = 3) -> str | None:
    """Source text that evaluates to an equal key, for plain keys only; else None.

    `depth`: levels of tuples. They may be nested without end, and each may stand in others many times.
    """
    if type(key) is str:
        return str.__repr__(key) if len(key) <= LONGEST_KEY and json_text(key) == key else None
    if type(key) is int:
        return int.__repr__(key) if key.bit_length() <= 256 else None
    if type(key) is float:
        return float.__repr__(key) if math.isfinite(key) else None
    if type(key) is bytes:
        return bytes.__repr__(key) if len(key) <= LONGEST_KEY else None
    if type(key) is bool or key is None:
        return str(key)
    if type(key) is AnyTuple and len(key) <= 8 and depth > 0:
        sources = [key_expression(part, depth - 1) for part in key]
        parts = [source for source in sources if source is not None]
        return None if len(parts) < len(sources) else f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"
    return None
