"""The contents of what stands for a container, or wraps one, without running code of the program."""

from __future__ import annotations

import collections
import gc
import itertools
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dapper.values.c_data import array_item
from dapper.values.child import Lazy
from dapper.values.generics import AnyArray, AnyCArray, AnyDict, AnyList, AnyOrderedDict, AnyProxy
from dapper.values.mappings import keeps_own_order, ordered_items
from dapper.values.scope import _PROXY, WRITE_THROUGH
from dapper.values.statics import ClassTable, Failure, Kinds, class_name, is_a, str_items, type_name

PLAIN_VIEWS = (type(AnyDict().keys()), type(AnyDict().values()), type(AnyDict().items()))
_ORDERED = (type(AnyOrderedDict().keys()), type(AnyOrderedDict().values()), type(AnyOrderedDict().items()))
LOCALS: tuple[type[Any], ...] = (_PROXY,) if WRITE_THROUGH else ()
"""What `frame.f_locals` of a function is, if it is not a dict."""
VIEWS = Kinds(*PLAIN_VIEWS, *_ORDERED)
"""Views of a dict, or of an OrderedDict: of its keys, values and items."""
_KEYS, _VALUES = Kinds(PLAIN_VIEWS[0], _ORDERED[0]), Kinds(PLAIN_VIEWS[1], _ORDERED[1])
_IN_OWN_ORDER = Kinds(*_ORDERED)


_TYPECODE: Callable[[object], str] = vars(AnyArray)["typecode"].__get__
_TEXTS = ("u", "w")
"""Codes of arrays of characters."""
_UNREAD = Kinds(Lazy, Failure)

Contents = tuple[str, Sequence[object], Sequence[tuple[object, object]] | None, int, str]
"""What stands before the items (or pairs of a key and a value), some of those, how many there are, and what follows."""


def viewed(value: object) -> AnyDict | None:
    """The dict behind a view; None: it is another mapping, or another value."""
    return behind_proxy(value.mapping) if VIEWS.has(value) else None


def behind_proxy(value: object) -> AnyDict | None:
    """The dict of which a value is a read-only proxy; None: it is another mapping, or another value."""
    if type(value) is not AnyProxy:
        return None
    return next((found for found in gc.get_referents(value) if is_a(found, AnyDict)), None)


def view_items(value: object, mapping: AnyDict, start: int, stop: int) -> list[object]:
    """What a view of a dict gives, from `start` to before `stop`."""
    pairs = itertools.islice(_pairs(value, mapping), start, stop)
    if _KEYS.has(value):
        return [key for key, _ in pairs]
    return [item for _, item in pairs] if _VALUES.has(value) else list(pairs)


def is_in_order(value: object, mapping: AnyDict) -> bool:
    """Whether `view_items` gives what a view gives in the order in which that does."""
    return not _IN_OWN_ORDER.has(value) or keeps_own_order(mapping)


def _pairs(value: object, mapping: AnyDict) -> Iterable[tuple[object, object]]:
    return ordered_items(mapping) if _IN_OWN_ORDER.has(value) else AnyDict.items(mapping)


def contents(value: object, most: int) -> Contents | None:
    """Those of a value, at most some items; None: only its own code knows them."""
    if issubclass(type(value), collections.ChainMap):
        maps = dict(str_items(ClassTable().instance_dict(value) or {})).get("maps")
        return _listed(f"{class_name(type(value))}(", maps, len(maps), ")", most) if type(maps) is AnyList else None
    if VIEWS.has(value):
        return _view(value, most)
    if type(value) is AnyProxy:
        return _proxy(value, most)
    if type(value) is slice:
        return _listed("slice(", (value.start, value.stop, value.step), 3, ")", most)
    if type(value) is range:
        parts = (value.start, value.stop, value.step)[: 2 if value.step == 1 else 3]
        return _listed("range(", parts, len(parts), ")", most)
    if is_a(value, AnyArray) or is_a(value, AnyCArray):
        return _array(value, most)
    if LOCALS and type(value) is LOCALS[0]:
        names: list[tuple[object, object]] = list(LOCALS[0].items(value))
        return "{", (), names[:most], len(names), "}"
    return None


def _view(value: object, most: int) -> Contents | None:
    mapping = viewed(value)
    if mapping is None:
        return None
    items = view_items(value, mapping, 0, most)
    return _listed(f"{type_name(value)}([", items, AnyDict.__len__(mapping), "])", most)


def _proxy(value: object, most: int) -> Contents | None:
    mapping = behind_proxy(value)
    if mapping is None:
        return None
    pairs = list(itertools.islice(ordered_items(mapping), most))
    return "mappingproxy({", (), pairs, AnyDict.__len__(mapping), "})"


def _array(value: AnyArray | AnyCArray, most: int) -> Contents | None:
    """Not by a call of its `__repr__`, which makes a text of all items, or of none."""
    name = type_name(value)
    if is_a(value, AnyArray):
        code, size = _TYPECODE(value), AnyArray.__len__(value)
        if size == 0 or code in _TEXTS:
            return None
        return _listed(f"{name}({code!r}, [", AnyArray.__getitem__(value, slice(0, most)), size, "])", most)
    size = AnyCArray.__len__(value)
    items = [array_item(ClassTable(), value, index) for index in range(min(size, most))]
    return None if any(map(_UNREAD.has, items)) else _listed(f"{name}([", items, size, "])", most)


def _listed(before: str, items: Iterable[object], size: int, after: str, most: int) -> Contents:
    return before, list(itertools.islice(items, most)), None, size, after
