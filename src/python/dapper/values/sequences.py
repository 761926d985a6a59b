"""Items of values by their number: of sequences, arrays, ranges and sets, and the groups of a match.

Nothing is copied beyond a page.
"""

from __future__ import annotations

import itertools
import operator
import sys
from collections.abc import Callable, Collection, Sequence

from dapper.values.c_data import array_item
from dapper.values.child import Child
from dapper.values.generics import (
    AnyArray,
    AnyCArray,
    AnyDeque,
    AnyDict,
    AnyFrozenset,
    AnyList,
    AnyMatch,
    AnySet,
    AnyTuple,
)
from dapper.values.members import replace_member
from dapper.values.statics import ClassTable, Failure, Kinds, is_a, type_name
from dapper.values.wrapped import is_in_order, view_items, viewed

KEEPS = "a {} keeps its items. Set what holds it"
COLLECTIONS: tuple[type[Collection[object]], ...] = (AnyList, AnyTuple, AnySet, AnyFrozenset, AnyDeque)
"""Those whose instances have nothing besides."""
_KINDS: tuple[type[Collection[object]], ...] = (*COLLECTIONS, AnyArray, range, AnyCArray)
_MUTABLE = (AnyList, AnyDeque, AnyArray, AnyCArray)
_MATCHED = Kinds(bytes, bytearray)


def item_count(value: object) -> int:
    """How many there are."""
    if type(value) is range:
        return _length(value)
    for kind in _KINDS:
        if is_a(value, kind):
            return kind.__len__(value)
    mapping = viewed(value)
    if mapping is not None:
        return AnyDict.__len__(mapping)
    return _group_count(value) if type(value) is AnyMatch else 0


def item_children(value: object, expression: str | None, classes: ClassTable, start: int, count: int) -> list[Child]:
    """Items `start` to `start + count`. `expression` evaluates to the value, or is None."""
    stop = min(start + count, item_count(value))
    if start >= stop:
        return []
    if type(value) is AnyMatch:
        return _groups(value, expression, start, stop)
    for kind in _KINDS:
        if is_a(value, kind):
            return _items(kind, value, expression, classes, start, _page(kind, value, classes, start, stop))
    mapping = viewed(value)
    return [] if mapping is None else _of_view(value, mapping, expression, start, stop)


def _of_view(value: object, mapping: AnyDict, expression: str | None, start: int, stop: int) -> list[Child]:
    base = None if expression is None or not is_in_order(value, mapping) else f"[*{expression}]"
    found: list[Child] = []
    for index, item in enumerate(view_items(value, mapping, start, stop), start):
        child = Child(str(index), item, None if base is None else f"{base}[{index}]", place="item")
        child.refusal = KEEPS.format(type_name(value))
        found.append(child)
    return found


def _items(
    kind: type[Collection[object]],
    value: object,
    expression: str | None,
    classes: ClassTable,
    start: int,
    page: Sequence[object],
) -> list[Child]:
    ordered = kind not in (set, frozenset)
    method = "__getitem__" if ordered else "__iter__"
    is_plain = classes.of(value).find(method) is kind.__dict__.get(method)
    base = None if expression is None or not is_plain else expression if ordered else f"[*{expression}]"
    found: list[Child] = []
    for index, item in enumerate(page, start):
        child = Child(str(index), item, None if base is None else f"{base}[{index}]", place="item")
        if kind in _MUTABLE:
            child.assign = (operator.setitem, (value, index))
        elif kind is AnySet:
            child.assign = (replace_member, (value, item))
        else:
            child.refusal = KEEPS.format(kind.__name__)
        found.append(child)
    return found


def _page(
    kind: type[Collection[object]], value: Collection[object], classes: ClassTable, start: int, stop: int
) -> Sequence[object]:
    """Items of a value that is of a kind, from `start` to before `stop`."""
    if is_a(value, AnyList):
        return AnyList.__getitem__(value, slice(start, stop))
    if is_a(value, AnyTuple):
        return AnyTuple.__getitem__(value, slice(start, stop))
    if is_a(value, AnyArray):
        return AnyArray.__getitem__(value, slice(start, stop))
    if type(value) is range:
        return value[start:stop]
    if is_a(value, AnyCArray):
        return [array_item(classes, value, index) for index in range(start, stop)]
    return list(itertools.islice(kind.__iter__(value), start, stop))


def _length(value: range) -> int:
    """How many numbers a range has, as far as they can be counted."""
    try:
        return len(value)
    except OverflowError:
        return sys.maxsize


# The groups of a match


def spans(value: object, expression: str | None) -> list[Child]:
    """Where the groups of a match begin and end; nothing for another value."""
    if type(value) is not AnyMatch:
        return []
    found = [
        Child(name, value.span(number), None if expression is None else f"{expression}.span({number})")
        for number, name in enumerate(_group_names(value, 0, _group_count(value)))
    ]
    for child in found:
        child.refusal = KEEPS.format("Match")
    return found


def _group_count(value: AnyMatch) -> int:
    # A class of the program's with a buffer of its own would be asked for each text.
    return value.re.groups + 1 if is_a(value.string, str) or _MATCHED.has(value.string) else 0


def _group_names(value: AnyMatch, start: int, stop: int) -> list[str]:
    """`1`, or `1 (year)` for a group that has a name."""
    names = {number: name for name, number in value.re.groupindex.items()}
    return [f"{number} ({names[number]})" if number in names else str(number) for number in range(start, stop)]


def _groups(value: AnyMatch, expression: str | None, start: int, stop: int) -> list[Child]:
    found: list[Child] = []
    for number, name in enumerate(_group_names(value, start, stop), start):
        child = Child(name, _or_failure(lambda at=number: value.group(at)), place="item")
        child.expression = None if expression is None else f"{expression}[{number}]"
        child.refusal = KEEPS.format("Match")
        found.append(child)
    return found


def _or_failure(read: Callable[[], object]) -> object:
    try:
        return read()
    except (ValueError, MemoryError) as error:  # too large a part of the text
        return Failure(error)
