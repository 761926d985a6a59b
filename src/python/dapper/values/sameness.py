"""Whether what is watched has changed: by identity, and by value only where that runs no code of the program."""

from __future__ import annotations

import itertools

from dapper.values.generics import AnyDict, AnyFrozenset, AnyList, AnySet, AnyTuple
from dapper.values.statics import Kinds

_EXACT = Kinds(int, bool, str, bytes, type(None))
_BY_TEXT = Kinds(float, complex)
"""Of these, nan is not equal to itself, and -0.0 is equal to 0.0."""
_MOST_PARTS, _DEEPEST = 10_000, 20


def is_same(old: object, new: object, contents: bool = False) -> bool:
    """Whether two values are one, or plain values that no program can tell apart.

    Args:
        old: a value.
        new: another.
        contents: whether lists, dicts and sets are compared by what is in them: of a value that is made anew each time.

    Tuples and frozensets are always compared so; very large ones, and deeply nested ones, count as different.
    """
    return old is new or _Comparison(contents).same(old, new, 0)


class _Comparison:
    def __init__(self, contents: bool) -> None:
        self._contents = contents
        self._left = _MOST_PARTS

    def same(self, old: object, new: object, depth: int) -> bool:
        if old is new:
            return True
        if type(old) is not type(new) or depth > _DEEPEST:
            return False
        if _EXACT.has(old):
            return old == new
        if _BY_TEXT.has(old):
            return repr(old) == repr(new)
        if type(old) is AnyTuple and type(new) is AnyTuple:
            return self._all(old, new, depth)
        if type(old) is AnyFrozenset and type(new) is AnyFrozenset:
            return self._sets(old, new)
        if not self._contents:
            return False
        if type(old) is AnyList and type(new) is AnyList:
            return self._all(old, new, depth)
        if type(old) is AnySet and type(new) is AnySet:
            return self._sets(old, new)
        if type(old) is AnyDict and type(new) is AnyDict:
            flat = [tuple(itertools.chain.from_iterable(AnyDict.items(each))) for each in (old, new)]
            return self._all(flat[0], flat[1], depth)
        return False

    def _all(self, old: AnyTuple | AnyList, new: AnyTuple | AnyList, depth: int) -> bool:
        self._left -= len(old)
        if len(old) != len(new) or self._left < 0:
            return False
        return all(self.same(one, other, depth + 1) for one, other in zip(old, new, strict=True))

    def _sets(self, old: AnySet | AnyFrozenset, new: AnySet | AnyFrozenset) -> bool:
        self._left -= len(old)
        plain = self._left >= 0 and all(_EXACT.has(each) for each in itertools.chain(old, new))
        return plain and old == new
