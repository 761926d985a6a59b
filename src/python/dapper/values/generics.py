"""Built-in generic classes, for values of which nothing but the class is known.

They are the built-in classes themselves. To a type checker, though, `type(value) is list` turns a value into a list of
unknown things, and what `list.__getitem__` returns is unknown; with these names both are objects.
"""

from __future__ import annotations

import weakref
from array import array
from collections import OrderedDict, defaultdict, deque
from functools import cached_property, partial, partialmethod
from re import Match
from types import CoroutineType, GeneratorType, MappingProxyType
from typing import TYPE_CHECKING

from dapper.values.c_types import library

if TYPE_CHECKING:
    from types import MemberDescriptorType

    AnyCArray = array[int]  # of ctypes, whose own type is no collection to a type checker
    CField = MemberDescriptorType
    AnyTuple = tuple[object, ...]
    AnyList = list[object]
    AnyDeque = deque[object]
    AnySet = set[object]
    AnyFrozenset = frozenset[object]
    AnyDict = dict[object, object]
    AnyDefaultDict = defaultdict[object, object]
    AnyOrderedDict = OrderedDict[object, object]
    AnyProxy = MappingProxyType[object, object]
    AnyGenerator = GeneratorType[object, object, object]
    AnyCoroutine = CoroutineType[object, object, object]
    AnyClassmethod = classmethod[object, ..., object]
    AnyStaticmethod = staticmethod[..., object]
    AnyPartial = partial[object]
    AnyPartialmethod = partialmethod[object]
    AnyCachedProperty = cached_property[object]
    AnySlice = slice[object, object, object]
    AnyReference = weakref.ref[object]
    AnyWeakSet = weakref.WeakSet[object]
    AnyMatch = Match[str]
    AnyArray = array[int]
else:
    AnyTuple, AnyList, AnyDeque, AnySet, AnyFrozenset = tuple, list, deque, set, frozenset
    AnyDict, AnyDefaultDict, AnyOrderedDict, AnyProxy = dict, defaultdict, OrderedDict, MappingProxyType
    AnyGenerator, AnyCoroutine, AnySlice = GeneratorType, CoroutineType, slice
    AnyClassmethod, AnyStaticmethod = classmethod, staticmethod
    AnyPartial, AnyPartialmethod, AnyCachedProperty = partial, partialmethod, cached_property
    AnyReference, AnyWeakSet, AnyMatch, AnyArray = weakref.ref, weakref.WeakSet, Match, array

    if library is None:  # nothing is of these

        class AnyCArray:
            """Stands for what is not there."""

            __len__ = __getitem__ = None

        class CField:
            """Stands for what is not there."""

    else:

        def _class_of_fields() -> type:
            if hasattr(library, "CField"):
                return library.CField
            # Until CPython 3.13 it has no name. From 3.14 on this would import `ctypes`.
            number = type("Number", (library._SimpleCData,), {"_type_": "i"})
            structure = type("Structure", (library.Structure,), {"_fields_": [("field", number)]})
            return type(vars(structure)["field"])

        AnyCArray, CField = library.Array, _class_of_fields()
