"""As what a value gives rows, for a client that shows tables. Nothing of the program is asked: that is the client's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.values.generics import AnyDict, AnyMatch, AnyProxy, AnyTuple
from dapper.values.statics import MISSING, ClassTable, is_a, json_text

if TYPE_CHECKING:
    from typing import Literal

    Form = Literal["children", "array", "items", "frame", "series"]


def tabular(value: object, classes: ClassTable, named: int | None, indexed: int) -> dict[str, object]:
    """What a variable says of it: its form, how many of its children are items, and what they are called.

    Args: see `_form`.
    """
    found: dict[str, object] = {}
    form = _form(value, classes, named, indexed)
    if form is not None:
        found["dapper/table"] = form
    if is_a(value, AnyDict) and type(value) is not AnyDict:
        found["dapper/items"] = AnyDict.__len__(value)
    fields = classes.of(value).find("_fields") if is_a(value, AnyTuple) else MISSING
    if type(fields) is AnyTuple and AnyTuple.__len__(fields) == indexed <= _MOST_FIELDS:
        names = [json_text(name) for name in fields if type(name) is str]
        if len(names) == indexed:
            found["dapper/fields"] = names
    return found


def _form(value: object, classes: ClassTable, named: int | None, indexed: int) -> Form | None:
    """How its rows are had, or None.

    `children`: they are its children. `array`: of slices, by `tolist`. `items`: by their numbers. `frame`, `series`: by
    `iloc`, as records, or as an array.

    Args:
        value: the value, which has children.
        classes: what is known of classes.
        named: how many of its children have names, as far as that is known.
        indexed: how many have numbers.
    """
    if type(value) is AnyMatch or is_a(value, type) or (type(value) is memoryview and _is_scalar(value)):
        return None
    if is_a(value, AnyDict):
        return "children" if AnyDict.__len__(value) else None
    if indexed:
        return "children"
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


def _is_scalar(memory: memoryview) -> bool:
    """Whether a memory has no dimensions, or is released."""
    try:
        return memory.ndim == 0
    except ValueError:
        return True


_MOST_FIELDS = 50
"""Attributes of an object among which one is looked for, and items of a tuple that are sent with their names."""
