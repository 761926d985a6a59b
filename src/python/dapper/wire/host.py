"""What the worker injects: the only way out of this package.

Only strings and numbers cross. In tests a plain Python object stands in for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from dapper.wire.names import ProgramState


class Host(Protocol):
    """The worker as Python sees it.

    Attributes:
        turns: whether JavaScript goes on while `receive` waits.
    """

    turns: bool

    def send(self, text: str) -> None:
        """Posts a reply or an event (JSON)."""

    def poll(self) -> str | None:
        """The next command, or None; never blocks."""

    def receive(self, timeout: float | None) -> str | None:
        """Blocks for the next command; None when `timeout` seconds have passed."""

    def can_block(self) -> bool:
        """Whether `receive` may be called here and now."""
        ...

    def set_deadline(self, seconds: float | None) -> None:
        """After `seconds`, DEADLINE_SIGNAL is raised again and again until this is called with None."""

    def flush(self) -> None:
        """Posts the output that is waiting to be batched."""

    def set_state(self, state: ProgramState) -> None:
        """Tells the worker who is blocked."""

    def yield_(self) -> None:
        """Lets the worker's event loop turn once, where messages arrive no other way."""
