"""Where modified code calls out of the program."""

from __future__ import annotations

from types import CodeType, FrameType
from typing import Protocol

from dapper.modified.breakpoint import Breakpoint


class Exits(Protocol):
    """What the rules of stopping implement for it."""

    def origin(self, code: CodeType) -> CodeType:
        """The code object for which the backend lets another run, or the same one."""
        ...

    def current(self, code: CodeType) -> CodeType:
        """What the backend lets run in place of a code object."""
        ...

    def on_inline_hit(self, frame: FrameType, breakpoint: Breakpoint) -> object:
        """The test of a breakpoint held."""

    def on_inline_error(self, frame: FrameType, breakpoint: Breakpoint, error: BaseException) -> object:
        """The condition of a breakpoint has raised."""

    def on_inline_check(self, breakpoint: Breakpoint, seconds: float) -> None:
        """The condition of a breakpoint has been checked in so much time."""

    def on_not_made(self, breakpoints: list[Breakpoint], error: Exception) -> None:
        """No copy could be made for some breakpoints of a file: they take the slow way."""
