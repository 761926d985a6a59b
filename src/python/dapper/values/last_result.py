"""`_` in the console: the value that it has shown last, as at Python's own prompt.

A name `_` of the program means what the program has made of it. Where there is none, the value is among the built-in
names while code that names it is evaluated, and only then: the program never sees it.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Generator
from contextlib import contextmanager

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

    @contextmanager
    def in_reach(self, source: str, scope: Scope) -> Generator[bool]:
        """While code is evaluated in a scope. Yields whether `_` in it is the last result."""
        names: object = vars(builtins) if scope.frame is None else scope.frame.f_builtins
        if self._value is None or not is_a(names, AnyDict) or not self._is_meant(source, scope, names):
            yield False
            return
        value = self._value
        AnyDict.__setitem__(names, _NAME, value)
        try:
            yield True
        finally:
            if AnyDict.get(names, _NAME) is value:
                AnyDict.pop(names, _NAME)

    def _is_meant(self, source: str, scope: Scope, names: dict[object, object]) -> bool:
        if _NAMED.search(source) is None or AnyDict.__contains__(names, _NAME):
            return False
        return _NAME not in scope.global_names() and _NAME not in scope.locals() and _NAME not in scope.declared()
