"""What the debugger puts in the place of things around the program, while that runs."""

from __future__ import annotations

from dapper.session.console import Console
from dapper.session.loop_errors import LoopErrors


class Surroundings:
    """Puts them in place, and back.

    Args:
        console: what the program waits for.
        errors: what its event loops report.
    """

    def __init__(self, console: Console, errors: LoopErrors) -> None:
        self._console, self._errors = console, errors

    def attach(self, is_debugged: bool) -> None:
        """Puts them in place; those that stop the program only if that is debugged."""
        self._console.attach()
        if is_debugged:
            self._errors.attach()

    def detach(self) -> None:
        """Puts back what was there."""
        self._console.detach()
        self._errors.detach()

    def stop_at_end(self) -> None:
        """See `LoopErrors.stop_at_end`."""
        self._errors.stop_at_end()
