"""`_` in the console: the value that it has shown last, as at Python's own prompt."""

from __future__ import annotations

from dapper.values.lent_name import InReach, lent
from dapper.values.scope import Scope

_NAME = "_"


class LastResult:
    """Keeps the value until the next one comes."""

    def __init__(self) -> None:
        self._value: object = None

    def remember(self, value: object) -> None:
        """A value is shown. None shows nothing, and is not remembered."""
        if value is not None:
            self._value = value

    def in_reach(self, source: str, scope: Scope) -> InReach:
        """While code is evaluated in a scope (see `lent`)."""
        if self._value is None:
            return InReach(_NAME, None, None)
        return lent(_NAME, self._value, source, scope)
