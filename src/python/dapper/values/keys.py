"""Keys of mappings, as far as they are known without running code of the program."""

from __future__ import annotations

import collections
import itertools
import os
import sys
from typing import TYPE_CHECKING

from dapper.values.generics import AnyDict, AnyList
from dapper.values.statics import ClassTable, Kinds, is_a, str_items
from dapper.values.wrapped import behind_proxy

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_KEYS = 100_000
_BYTES = Kinds(bytes)
_HASHED = Kinds(str, int, bool, float, bytes, type(None))
_ENVIRON = type(os.environ)


def known_keys(value: object, classes: ClassTable) -> list[object]:
    """The first keys of a dict, or of what the library makes of dicts; none of another value.

    It is only known what they hold, and not what a class of the program makes of it.
    """
    return list(dict.fromkeys(itertools.islice(_plain(_keys(value, classes)), MOST_KEYS)))


def _plain(keys: Iterable[object]) -> Iterable[object]:
    """Those that are hashed without running code of the program."""
    return (key for key in keys if _HASHED.has(key))


def is_hashed_plainly(key: object) -> bool:
    """Whether hashing it, and comparing it with others of its class, runs no code of the program."""
    return _HASHED.has(key)


def _keys(value: object, classes: ClassTable, depth: int = 3) -> Iterable[object]:
    if is_a(value, AnyDict):
        return itertools.islice(AnyDict.__iter__(value), MOST_KEYS)
    mapping = behind_proxy(value)
    if mapping is not None:
        return _keys(mapping, classes)
    kind, own = type(value), dict(str_items(classes.instance_dict(value) or {}))
    if issubclass(kind, collections.ChainMap):
        maps = own.get("maps")
        parts = maps if type(maps) is AnyList and depth > 0 else []  # one may be in itself
        return itertools.chain.from_iterable(_keys(part, classes, depth - 1) for part in parts)
    if issubclass(kind, collections.UserDict):
        data = own.get("data")
        return _keys(data, classes) if is_a(data, AnyDict) else ()
    if issubclass(kind, _ENVIRON):
        data, coding = own.get("_data"), sys.getfilesystemencoding()
        names = AnyDict.__iter__(data) if is_a(data, AnyDict) else ()
        return (name.decode(coding, "surrogateescape") for name in names if _BYTES.has(name))
    return ()
