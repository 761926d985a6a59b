"""The items of a dict in the order in which its own methods give them, without running code of the program."""

from __future__ import annotations

import collections
import itertools
import operator
from collections.abc import Iterable

from dapper.values.generics import AnyDict, AnyOrderedDict
from dapper.values.statics import ClassFacts, Kinds, is_a

_HASHED_AT_ONCE = Kinds(str, int)
# An OrderedDict with more keys is shown in the order in which they first came: looking at each takes too long.
MOST_REORDERED = 100_000


def is_listed_in_order(mapping: AnyDict, facts: ClassFacts) -> bool:
    """Whether `values()` gives the items as they are shown."""
    values = facts.find("values")
    if is_a(mapping, AnyOrderedDict):
        return values is collections.OrderedDict.__dict__["values"] and keeps_own_order(mapping)
    return values is dict.__dict__["values"]


def ordered_items(mapping: AnyDict) -> Iterable[tuple[object, object]]:
    """The items, those of an OrderedDict in its own order, where that is found at once."""
    # `dict.items` does not know of `move_to_end`; asking the OrderedDict hashes keys, so only plain ones are asked,
    # and all of them: one order for all pages.
    if is_a(mapping, AnyOrderedDict) and keeps_own_order(mapping):
        return AnyOrderedDict.items(mapping)
    return AnyDict.items(mapping)


def keeps_own_order(mapping: AnyDict) -> bool:
    """Whether `ordered_items` gives those of an OrderedDict in its own order."""
    return AnyDict.__len__(mapping) <= MOST_REORDERED and _hashed_at_once(mapping)


def _hashed_at_once(keys: AnyDict) -> bool:
    """Whether hashing any key of a dict runs no code of the program. It takes microseconds per hundred keys."""
    for kind in (str, int):  # nearly always they are all of one kind; then no Python loop goes through them
        if all(map(operator.is_, map(type, AnyDict.__iter__(keys)), itertools.repeat(kind))):
            return True
    return all(_HASHED_AT_ONCE.has(key) for key in AnyDict.__iter__(keys))
