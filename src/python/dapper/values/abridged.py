"""The marks of what is not shown of a value."""

from __future__ import annotations

import sys
from collections.abc import Sized

from dapper.values.generics import AnyArray, AnyCArray, AnyDeque, AnyDict, AnyFrozenset, AnyList, AnySet, AnyTuple
from dapper.values.statics import is_a, type_name

ELLIPSIS = "…"
_CLOSED: tuple[tuple[type[object], str], ...] = (
    (list, "[…]"),
    (tuple, "(…)"),
    (dict, "{…}"),
    (set, "{…}"),
    (frozenset, "{…}"),
)
_NOUNS: tuple[tuple[type[Sized], str], ...] = (
    (str, "characters"),
    (bytes, "bytes"),
    (bytearray, "bytes"),
    (AnyList, "items"),
    (AnyTuple, "items"),
    (AnyDict, "items"),
    (AnySet, "items"),
    (AnyFrozenset, "items"),
    (AnyDeque, "items"),
    (AnyArray, "items"),
    (AnyCArray, "items"),
)
"""What the length of a container or text counts."""


def cut(text: str, room: int) -> str:
    """The text, or its first `room` characters and a mark."""
    return text if len(text) <= room else text[:room] + ELLIPSIS


def closed(value: object) -> str:
    """A container whose contents are not shown."""
    for kind, text in _CLOSED:
        if is_a(value, kind):
            return text if type(value) is kind else f"{type_name(value)}({text})"
    return f"{type_name(value)}({ELLIPSIS})"


def size_note(value: object) -> str:
    """The type and length of a container or text, to stand before what is shown of it; "" of anything else."""
    for kind, noun in _NOUNS:
        if is_a(value, kind):
            return f"{type_name(value)} ({kind.__len__(value):,} {noun}) "
    return ""


def decimal(number: int) -> str:
    """The decimal digits of an integer, whatever the program's limit for them."""
    limit = sys.get_int_max_str_digits()
    if number.bit_length() < 2_000 and (limit == 0 or limit >= 640):
        return int.__repr__(number)
    # The limit guards programs against strangers' input; the debugger bounds the size itself.
    sys.set_int_max_str_digits(0)
    try:
        return int.__repr__(number)
    finally:
        sys.set_int_max_str_digits(limit)
