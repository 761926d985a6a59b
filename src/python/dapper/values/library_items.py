"""Items of what the library makes, and gives without running code of the program."""

from __future__ import annotations

import collections
import enum
import os
import sys
import types
from collections.abc import Callable
from typing import Any

from dapper.values.c_data import follows
from dapper.values.generics import AnyCArray, AnyDict, AnyList, AnyMatch, AnySlice, AnyTuple
from dapper.values.statics import MISSING, ClassTable, Kinds, is_a, own_attribute, str_items

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

_WRAPPERS: list[tuple[type, str]] = [
    (collections.ChainMap, "maps"),
    (collections.UserDict, "data"),
    (collections.UserList, "data"),
]
_WRAPPER_CODES = {
    (kind, name): _code(vars(kind).get(name)) for kind, _ in _WRAPPERS for name in ("__getitem__", "__missing__")
}

_OF_ENUM = {name: _code(vars(enum.Enum)[name].fget) for name in ("name", "value")}


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


def parts_of(owner: object, index: object, classes: ClassTable) -> list[object] | None:
    """Where a ChainMap, UserDict or UserList looks for an item, in that order; None: it is none, or not the library's."""
    kind, name = next((each for each in _WRAPPERS if issubclass(type(owner), each[0])), (None, ""))
    if kind is None or not _is_untouched(classes, owner, kind, "__getitem__"):
        return None
    inside = classes.static_attribute(owner, name)
    if kind is collections.ChainMap:
        return list(inside) if type(inside) is AnyList and _is_untouched(classes, owner, kind, "__missing__") else None
    if kind is collections.UserDict:
        return [inside] if classes.of(owner).find("__missing__") is MISSING else None
    return [inside] if _NUMBERS.has(index) else None


def library_attribute(owner: object, name: str, classes: ClassTable) -> object:
    """The name or the value of a member of an enumeration, which its class computes; MISSING: another attribute."""
    wanted = _OF_ENUM.get(name)
    if wanted is None or not is_a(owner, enum.Enum) or not classes.reads_plainly(classes.of(owner)):
        return MISSING
    read = classes.of(owner).find(name)
    if read is not own_attribute(enum.Enum, name) or _code(getattr(read, "fget", None)) is not wanted:
        return MISSING
    return dict(str_items(classes.instance_dict(owner) or {})).get(f"_{name}_", MISSING)


def _is_untouched(classes: ClassTable, owner: object, kind: type, name: str) -> bool:
    """Whether a method is still what the library's class had when the debugger came."""
    found = classes.of(owner).find(name)
    return found is own_attribute(kind, name) and _code(found) is _WRAPPER_CODES[kind, name]


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
