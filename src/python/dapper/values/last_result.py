"""`_` in the console: the value that it has shown last, as at Python's own prompt.

A name `_` of the program means what the program has made of it. Where there is none, the value is among the built-in
names while code that names it is evaluated, and only then: the program never sees it.
"""

from __future__ import annotations

import builtins
import re

from dapper.values.generics import AnyDict
from dapper.values.scope import Scope
from dapper.values.statics import is_a

_NAME = "_"
_NAMED = re.compile(r"(?<![\w.])_(?!\w)")


class LastResult:
    """Keeps the value until the next one comes."""

    def __init__(self) -> None:
        self._value: object = None

    def remember(self, value: object) -> None:
        """A value is shown. None shows nothing, and is not remembered."""
        if value is not None:
            self._value = value

    def in_reach(self, source: str, scope: Scope) -> InReach:
        """While code is evaluated in a scope, for a `with`. Gives whether `_` in it is the last result."""
        names: object = vars(builtins) if scope.frame is None else scope.frame.f_builtins
        if self._value is None or not is_a(names, AnyDict) or not self._is_meant(source, scope, names):
            return InReach(None, None)
        return InReach(names, self._value)

    def _is_meant(self, source: str, scope: Scope, names: dict[object, object]) -> bool:
        if _NAMED.search(source) is None or AnyDict.__contains__(names, _NAME):
            return False
        return _NAME not in scope.global_names() and _NAME not in scope.locals() and _NAME not in scope.declared()


class InReach:
    """Puts a value among names while it is entered; `contextlib` would use what the program may have replaced.

    Args:
        names: where, or None for nowhere.
        value: the value.
    """

    __slots__ = ("_names", "_value")

    def __init__(self, names: dict[object, object] | None, value: object) -> None:
        self._names, self._value = names, value

    def __enter__(self) -> bool:
        if self._names is None:
            return False
        AnyDict.__setitem__(self._names, _NAME, self._value)
        return True

    def __exit__(self, *error: object) -> None:
        if self._names is not None and AnyDict.get(self._names, _NAME) is self._value:
            AnyDict.pop(self._names, _NAME)
