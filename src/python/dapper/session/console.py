"""What a program waits for, made interruptible: standard input and `time.sleep`.

While it waits, requests are served, so a breakpoint can be set, and the program paused or stopped, at a prompt
or in a long sleep.
"""

from __future__ import annotations

import functools
import io
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from dapper.delivery.hook import Hook

if TYPE_CHECKING:
    from typing import TextIO

    from _typeshed import WriteableBuffer


class ConsoleInput(io.RawIOBase):
    """Standard input: asks for a line when the program reads and none is left.

    Args:
        ask: blocks for the next line; "" at the end of input.
    """

    name = "<stdin>"
    mode = "rb"

    def __init__(self, ask: Callable[[], str]) -> None:
        super().__init__()
        self._ask = ask
        self._rest = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fills `buffer` from the line that was given; asks for one first if need be."""
        if not self._rest:
            self._rest = self._ask().encode("utf-8", "surrogatepass")
        room = memoryview(buffer).cast("B")
        size = min(len(room), len(self._rest))
        room[:size], self._rest = self._rest[:size], self._rest[size:]
        return size


def open_input(ask: Callable[[], str]) -> io.TextIOWrapper:
    """A text stream over `ask`, to stand as `sys.stdin`."""
    return io.TextIOWrapper(io.BufferedReader(ConsoleInput(ask)), encoding="utf-8", line_buffering=True)


class Console:
    """Puts the interruptible forms in place, and the former ones back.

    Args:
        ask: blocks for a line of input.
        wait: `wait(seconds)`: blocks that long, serving requests.
        hook: names the sleep as the built-in is named.
    """

    def __init__(self, ask: Callable[[], str], wait: Callable[[float], None], hook: Hook) -> None:
        self._ask, self._wait, self._hook = ask, wait, hook
        self._former: tuple[TextIO, TextIO | None, Callable[[float], None]] | None = None

    def attach(self) -> None:
        """Replaces `sys.stdin` and `time.sleep`."""
        former_sleep = time.sleep
        self._former = (sys.stdin, sys.__stdin__, former_sleep)
        sys.stdin = sys.__stdin__ = open_input(self._ask)

        def sleep(seconds: float, /) -> None:
            if type(seconds) in (int, float) and 0 <= seconds < 1e9:
                self._wait(seconds)
            else:
                former_sleep(seconds)  # raises as it should, or knows how to read this number

        functools.update_wrapper(sleep, former_sleep)
        builtin: object = former_sleep  # Pyodide may have wrapped it
        while (inner := getattr(builtin, "__wrapped__", None)) is not None:
            builtin = inner
        time.sleep = self._hook.stand_in(sleep, builtin)

    def detach(self) -> None:
        """Puts back what was there."""
        if self._former is not None:
            sys.stdin, sys.__stdin__, time.sleep = self._former
            self._former = None
