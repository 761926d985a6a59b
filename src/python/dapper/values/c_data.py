"""What `ctypes` makes: items of arrays and fields of structures, which C code reads from memory.

One that is an address which is followed when it is read may lead anywhere, and that would end the interpreter: it is read
on a click alone.
"""

from __future__ import annotations

import operator

from dapper.values.c_types import library
from dapper.values.child import Child, Lazy
from dapper.values.generics import AnyCArray, AnyList, AnyTuple, CField
from dapper.values.statics import MISSING, ClassTable, Failure, is_a, own_attribute

_MADE: tuple[type[object], ...] = () if library is None else (library.Structure, library.Union, library._Pointer)
_ADDRESSES: tuple[type[object], ...] = _MADE[2:]
_FOLLOWED = "zZO"
"""Codes of types that are read by following an address: texts, and objects of Python's."""


def array_item(classes: ClassTable, value: AnyCArray, index: int) -> object:
    """An item of an array, or what stands for it."""
    if follows(classes, value):
        return Lazy(str(index), operator.getitem, (value, index))
    try:
        return AnyCArray.__getitem__(value, index)
    except ValueError as error:
        return Failure(error)


def follows(classes: ClassTable, value: AnyCArray) -> bool:
    """Whether the items of an array are addresses which are followed when an item is read."""
    return _is_followed(classes, classes.of(value).find("_type_"))


def followed_field(classes: ClassTable, value: object, name: str, owner: type) -> Child | None:
    """A field of a structure that is read on a click alone; None if it can be read at once."""
    fields = own_attribute(owner, "_fields_")
    for field in fields if type(fields) is AnyList or type(fields) is AnyTuple else ():
        if type(field) is AnyTuple and len(field) > 1 and field[0] == name:
            return Child.lazy(name, value, None) if _is_followed(classes, field[1]) else None
    return Child.lazy(name, value, None)


def c_fields(classes: ClassTable, value: object, count: int) -> tuple[list[tuple[str, object]], bool] | None:
    """The first fields of a structure that can be read at once, and whether all are; None of what `ctypes` has not made.

    What it keeps in objects of its own (`_b_base_`, `_objects`) is no field.
    """
    if not issubclass(type(value), _MADE):
        return None
    found: list[tuple[str, object]] = []
    is_whole = True
    for name, (owner, raw) in classes.of(value).attributes.items():
        if type(raw) is CField and len(found) < count:
            is_read = followed_field(classes, value, name, owner) is None
            content = classes.read(raw, value) if is_read else MISSING
            if is_read and type(content) is not Failure:
                found.append((name, content))
            else:
                is_whole = False
    return found, is_whole and not issubclass(type(value), _ADDRESSES)


def is_address(classes: ClassTable, value: object) -> bool:
    """Whether a simple value is an address which is followed when it is read."""
    return _is_followed(classes, type(value))


def _is_followed(classes: ClassTable, kind: object) -> bool:
    if not is_a(kind, type):
        return True
    code = classes.facts(kind).find("_type_")
    return code is not MISSING and type(code) is str and code in _FOLLOWED
