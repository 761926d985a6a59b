"""As what a value gives rows, for a client that shows tables. Nothing of the program is asked: that is the client's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.values.generics import AnyDict, AnyMatch, AnyProxy
from dapper.values.statics import MISSING, ClassTable, is_a

if TYPE_CHECKING:
    from typing import Literal

    Form = Literal["children", "array", "items", "frame", "series"]


def table_form(value: object, classes: ClassTable, named: int | None, indexed: int) -> Form | None:
    """How its rows are had, or None.

    `children`: they are its children. `array`: of slices, by `tolist`. `items`: by their numbers. `frame`, `series`: by
    `iloc`, as records, or as an array.

    Args:
        value: the value, which has children.
        classes: what is known of classes.
        named: how many of its children have names, as far as that is known.
        indexed: how many have numbers.
    """
    if type(value) is AnyMatch or is_a(value, type):
        return None
    if indexed or is_a(value, AnyDict):
        return "children" if indexed or named else None
    return "children" if type(value) is AnyProxy else _sliced(value, classes)


def _sliced(value: object, classes: ClassTable) -> Form | None:
    facts = classes.of(value)

    def has(*names: str) -> bool:
        return all(facts.find(name) is not MISSING for name in names)

    if has("iloc", "reset_index"):
        return "frame" if has("to_dict", "columns") else "series" if has("to_numpy") else None
    if not has("__getitem__", "__len__"):
        return None
    own = {name for name, _ in classes.fields(value, _MOST_FIELDS)}
    if not has("shape") and "shape" not in own:
        return None
    return "array" if has("tolist") else "items"


_MOST_FIELDS = 50
"""Attributes of an object among which one is looked for."""
