"""Compiles silently: the warnings of a source were given when the program itself was compiled."""

from __future__ import annotations

import warnings

_IGNORE_ALL = ("ignore", None, Warning, None, 0)


class Quiet:
    """For a `with` statement: warnings are not shown.

    `warnings.catch_warnings` would have the interpreter forget which warnings it has shown, and show them again.
    """

    def __enter__(self) -> None:
        self._filters = getattr(warnings, "filters", None)
        warnings.filters = [_IGNORE_ALL]

    def __exit__(self, *exception: object) -> None:
        warnings.filters = self._filters
