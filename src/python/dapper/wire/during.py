"""The one context manager of this package: those of `contextlib` are Python code that the program can replace."""

from __future__ import annotations

from collections.abc import Callable


class During:
    """For a `with` statement: calls `leave` at its end, however it ends."""

    def __init__(self, leave: Callable[[], None]) -> None:
        self._leave = leave

    def __enter__(self) -> None:
        """Nothing to do: whatever begins has begun when this was made."""

    def __exit__(self, *exception: object) -> None:
        self._leave()
