"""Requests that their client no longer wants."""

from __future__ import annotations

from dapper.values.budget import LookBudget
from dapper.wire.during import During

LOOKING = frozenset(
    ("completions", "evaluate", "exceptionInfo", "modules", "readMemory", "scopes", "source", "stackTrace", "variables")
)
"""Requests that are cancelled even where their answer is there: what they have changed, they were to change."""


class Cancellation:
    """The request that is served, and whether it was cancelled.

    Attributes:
        requested: whether it was.
    """

    def __init__(self, budget: LookBudget) -> None:
        self.requested = False
        self._serving: int | None = None
        self._budget = budget

    @property
    def is_serving(self) -> bool:
        """Whether a request is served."""
        return self._serving is not None

    def serving(self, number: int) -> During:
        """While a request is served; one may come in the middle of another."""
        before = self._serving, self.requested
        self._serving, self.requested = number, False

        def leave() -> None:
            self._serving, self.requested = before
            self._budget.abandoned = self.requested

        return During(leave)

    def cancel(self, number: int) -> bool:
        """Cancels a request, if it is the one that is served: no more code of the program is called for it."""
        if number != self._serving:
            return False
        self.requested = self._budget.abandoned = True
        return True
