"""Which attributes that an object has from its class can be given a value, as far as that shows without trying."""

from __future__ import annotations

import enum
import functools
import types
from collections.abc import Callable

from dapper.values.child import Store
from dapper.values.statics import INTERPRETERS, MISSING, ClassTable, Descriptor, is_a, str_items

_Refused = tuple[Store | None, str | None]
"""What stores a value, or None, and why nothing does."""
_NO_SETTER = "the property has no setter"
_NO_PLACE = "it is the class's, and the object has no attributes of its own"
_SETTER = property.__dict__["fset"].__get__
_PROPERTY_SET = property.__dict__["__set__"]
_DYNAMIC_SETS = [vars(kind)["__set__"] for kind in (types.DynamicClassAttribute, enum.property)]
_OBJECT_SETATTR = object.__dict__["__setattr__"]
BY_NAME: Callable[..., object] = functools.partial(setattr)
"""As `setattr`, for what nobody can watch: C code may change it unseen."""


def of_descriptor(classes: ClassTable, value: object, name: str, raw: object) -> _Refused:
    """How an attribute is set that a descriptor computes: a property, say."""
    facts = classes.of(raw)
    setter = facts.find("__set__")
    if setter is MISSING:
        if facts.find("__delete__") is not MISSING:
            return None, "its descriptor has no __set__"
        return of_class(classes, value, name)  # the object's own attribute comes before it
    if setter is _PROPERTY_SET and is_a(raw, property) and _SETTER(raw) is None:
        return None, _NO_SETTER
    is_dynamic = any(setter is each for each in _DYNAMIC_SETS)
    if is_dynamic and dict(str_items(classes.instance_dict(raw) or {})).get("fset") is None:
        return None, _NO_SETTER
    return (setattr, (value, name)), None


def of_class(classes: ClassTable, value: object, name: str) -> _Refused:
    """How an attribute is set that is the class's: the object gets one of its own."""
    keeps = classes.instance_dict(value) is None and classes.of(value).find("__setattr__") is _OBJECT_SETATTR
    return (None, _NO_PLACE) if keeps else ((setattr, (value, name)), None)


def of_c(raw: Descriptor, value: object, name: str) -> _Refused:
    """How an attribute is set that C code keeps or computes: whether it can be shows only where that is tried.

    The interpreter's own types keep theirs, but for exceptions and cells.
    """
    owner: object = getattr(raw, "__objclass__", None)
    if is_a(owner, type) and id(owner) in INTERPRETERS and owner is not types.CellType:
        is_set = issubclass(owner, BaseException) and not issubclass(owner, BaseExceptionGroup)
        if not is_set:
            return None, f"a {owner.__name__} keeps it"
    return (BY_NAME, (value, name)), None
