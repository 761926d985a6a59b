"""Items of what the library makes, and gives without running code of the program."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Callable
from typing import Any

from dapper.values.c_data import follows
from dapper.values.generics import AnyCArray, AnyDict, AnyMatch, AnyProxy, AnySlice, AnyTuple
from dapper.values.statics import MISSING, ClassTable, Kinds, is_a, own_attribute, str_items
from dapper.values.wrapped import viewed

_Getter = Callable[[object, object], object]
_ITEMS_OF_MATCH: _Getter = vars(AnyMatch)["__getitem__"]
_ITEMS_OF_MEMORY: _Getter = vars(memoryview)["__getitem__"]
_ITEMS_OF_ARRAY: _Getter = vars(AnyCArray)["__getitem__"]
_NUMBERS = Kinds(int, bool)
_BOUNDS = Kinds(int, bool, type(None))
_GROUPS = Kinds(int, bool, str)
_BYTES = Kinds(bytes)
_CODINGS = ("encodekey", "decodevalue")
_ENVIRON = type(os.environ)
_ENVIRON_ITEM: Any = vars(_ENVIRON)["__getitem__"]


def _code(function: object) -> types.CodeType | None:
    return function.__code__ if type(function) is types.FunctionType else None


_ENVIRON_CODES = [_code(_ENVIRON_ITEM), *(_code(vars(os.environ)[name]) for name in _CODINGS)]


def is_plain_slice(index: object) -> bool:
    """Whether a value is a slice whose bounds are plain numbers."""
    return type(index) is AnySlice and all(_BOUNDS.has(part) for part in (index.start, index.stop, index.step))


def library_item(owner: object, index: object, classes: ClassTable) -> object:
    """An item of a match, an array of `ctypes`, a memory of several dimensions or the environment; MISSING: of no such.

    Raises what asking for the item raises.
    """
    if type(owner) is AnyMatch and _GROUPS.has(index):
        return _ITEMS_OF_MATCH(owner, index)
    if type(owner) is memoryview and type(index) is AnyTuple and all(map(_NUMBERS.has, index)):
        return _ITEMS_OF_MEMORY(owner, index)
    if is_a(owner, AnyCArray) and classes.of(owner).find("__getitem__") is _ITEMS_OF_ARRAY:
        if (_NUMBERS.has(index) or is_plain_slice(index)) and not follows(classes, owner):
            return _ITEMS_OF_ARRAY(owner, index)
    if type(owner) is _ENVIRON and type(index) is str:
        return _variable(owner, index, classes)
    return MISSING


def behind_proxy(owner: object) -> AnyDict | None:
    """The dict of which a value is a read-only view, or None."""
    return viewed(owner) if type(owner) is AnyProxy else None


def _variable(environment: object, name: str, classes: ClassTable) -> object:
    """What the methods of `os.environ` come to, as long as they are those of the library."""
    own = dict(str_items(classes.instance_dict(environment) or {}))
    item = own_attribute(_ENVIRON, "__getitem__")
    codes = [_code(item), *(_code(own.get(each)) for each in _CODINGS)]
    known = own.get("_data")
    if item is not _ENVIRON_ITEM or codes != _ENVIRON_CODES or type(known) is not AnyDict:
        return MISSING
    if not all(map(_BYTES.has, known)):
        return MISSING
    coding = sys.getfilesystemencoding(), "surrogateescape"
    try:
        value = known[name.encode(*coding)]
    except KeyError:
        raise KeyError(name) from None
    return value.decode(*coding) if type(value) is bytes else MISSING
