"""What the debugger puts in the place of things around the program, while that runs."""

from __future__ import annotations

from dapper.session.console import Console
from dapper.session.loop_errors import LoopErrors
from dapper.session.task_ends import TaskEnds


class Surroundings:
    """Puts them in place, and back.

    Args:
        console: what the program waits for.
        errors: what its event loops report.
        tasks: what ends its tasks.

    Attributes:
        tasks: the same.
    """

    def __init__(self, console: Console, errors: LoopErrors, tasks: TaskEnds) -> None:
        self._console, self._errors, self.tasks = console, errors, tasks

    def attach(self, is_debugged: bool) -> None:
        """Puts them in place; those that stop the program do that only if it is debugged."""
        self._console.attach()
        self._errors.attach(is_debugged)
        self.tasks.attach()

    def detach(self) -> None:
        """Puts back what was there."""
        self._console.detach()
        self._errors.detach()
        self.tasks.detach()

    def stop_at_end(self) -> None:
        """See `LoopErrors.stop_at_end`."""
        self._errors.stop_at_end()
