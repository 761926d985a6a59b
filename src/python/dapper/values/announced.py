"""Attributes that only a `__dir__` of the program's tells of, and its `__getattr__` gives: computed on a click."""

from __future__ import annotations

from collections.abc import Sequence
from types import ModuleType

from dapper.values import settable
from dapper.values.child import Child
from dapper.values.names import attribute_expression, is_dunder
from dapper.values.statics import MISSING, ClassTable, Failure, is_a, module_dict, str_items

_MOST = 1_000
"""Names that are listed."""
_OBJECT = object.__dict__
_TYPE = type.__dict__
_MODULE = vars(ModuleType)


def announced(classes: ClassTable, value: object, expression: str | None, known: set[str]) -> list[Child]:
    """Those that are not `known` to be there. One look asks for the names, none for what they are."""
    if classes.reader is None or not _announces(classes, value):
        return []
    try:
        names: Sequence[object] = classes.reader.call(dir, value)
    except BaseException as error:
        if not classes.reader.owns(error):
            raise
        return [Child("__dir__()", Failure(error))]
    found: list[Child] = []
    for name in names:
        if type(name) is str and name not in known and not is_dunder(name) and len(found) < _MOST:
            path = attribute_expression(expression, name)
            found.append(Child.lazy(name, value, path, *settable.of_class(classes, value, name)))
    return found


def _announces(classes: ClassTable, value: object) -> bool:
    facts = classes.of(value)
    if is_a(value, ModuleType):
        own = dict(str_items(module_dict(value)))
        if "__dir__" in own and "__getattr__" in own:
            return True
    plain = _TYPE if is_a(value, type) else _MODULE if is_a(value, ModuleType) else _OBJECT
    if facts.find("__dir__") is plain["__dir__"]:
        return False
    return facts.find("__getattr__") is not MISSING or facts.find("__getattribute__") is not plain["__getattribute__"]
