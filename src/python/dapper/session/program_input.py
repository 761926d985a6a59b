"""What the program reads: lines that were given and not yet read."""

from __future__ import annotations

from collections import deque


class ProgramInput:
    """Lines, in their order; "" is the end of input."""

    def __init__(self) -> None:
        self._lines: deque[str] = deque()

    @property
    def is_empty(self) -> bool:
        """Whether the program has to wait for more."""
        return not self._lines

    def line(self, text: str) -> None:
        """Gives a line, without its end."""
        self._lines.append(text + "\n")

    def end(self) -> None:
        """Gives the end of input."""
        self._lines.append("")

    def take(self) -> str:
        """The next line."""
        return self._lines.popleft()
