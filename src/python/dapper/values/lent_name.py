"""A name that a person's code has while it is evaluated, and the program never sees.

A name of the program's means what the program has made of it. Where there is none, the value is among the built-in names
while code that names it is evaluated, and only then.
"""

from __future__ import annotations

import builtins
import re

from dapper.values.generics import AnyDict
from dapper.values.scope import Scope
from dapper.values.statics import is_a

_NAMES = re.compile(r"(?<![\w.])\w+")


def lent(name: str, value: object, source: str, scope: Scope) -> InReach:
    """Lends a value to code that is evaluated in a scope, for a `with`. Gives whether the name means it there."""
    names: object = vars(builtins) if scope.frame is None else scope.frame.f_builtins
    if not is_a(names, AnyDict) or name not in _NAMES.findall(source) or not _is_free(name, scope, names):
        return InReach(name, None, None)
    return InReach(name, names, value)


def means_lent(name: str, scope: Scope) -> bool:
    """Whether nothing of the program's has the name."""
    names: object = vars(builtins) if scope.frame is None else scope.frame.f_builtins
    return is_a(names, AnyDict) and _is_free(name, scope, names)


def _is_free(name: str, scope: Scope, names: dict[object, object]) -> bool:
    if AnyDict.__contains__(names, name):
        return False
    return name not in scope.global_names() and name not in scope.locals() and name not in scope.declared()


class InReach:
    """Puts a value among names while it is entered; `contextlib` would use what the program may have replaced.

    Args:
        name: under which name.
        names: where, or None for nowhere.
        value: the value.
    """

    __slots__ = ("_name", "_names", "_value")

    def __init__(self, name: str, names: dict[object, object] | None, value: object) -> None:
        self._name, self._names, self._value = name, names, value

    def __enter__(self) -> bool:
        if self._names is None:
            return False
        AnyDict.__setitem__(self._names, self._name, self._value)
        return True

    def __exit__(self, *error: object) -> None:
        if self._names is not None and AnyDict.get(self._names, self._name) is self._value:
            AnyDict.pop(self._names, self._name)
