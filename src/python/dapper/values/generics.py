"""Built-in generic classes, for values of which nothing but the class is known.

They are the built-in classes themselves. To a type checker, though, `type(value) is list` makes a list of unknown things
of a value, and what `list.__getitem__` returns is unknown; with these names both are objects.
"""

from __future__ import annotations

from types import GeneratorType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    AnyTuple = tuple[object, ...]
    AnyList = list[object]
    AnyDict = dict[object, object]
    AnySet = set[object]
    AnyFrozenset = frozenset[object]
    AnyGenerator = GeneratorType[object, object, object]
else:
    AnyTuple, AnyList, AnyDict, AnySet, AnyFrozenset = tuple, list, dict, set, frozenset
    AnyGenerator = GeneratorType
