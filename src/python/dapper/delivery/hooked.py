"""Shared by the backends that find code through the eval-frame hook, however the events are then delivered."""

from __future__ import annotations

from collections.abc import Callable
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

from dapper.code.filter import OWN_FOLDER
from dapper.delivery.base import Delivery, Listener
from dapper.delivery.hook import HookModule
from dapper.delivery.returns import Returns
from dapper.wire.errors import BackendUnavailable

if TYPE_CHECKING:
    from dapper.delivery.hook import Guard

# The hook's constants (hook.c): a verdict, and whether to inspect the next frame too.
SKIP, SELECTED, STAY_ARMED = 1, 2, 4
# What it answers to `attach`.
_PROBLEMS = (
    None,
    "No code-extra index is left for the eval-frame hook.",
    "The eval-frame hook does not know this interpreter's functions.",
)


class Hooked(Delivery):
    """Comes before a delivery among the bases of a backend, which says in `_on_frame` what the hook is to do."""

    _on_frame: Callable[[CodeType | None], int]

    def __init__(self, guard: Guard, hook: HookModule) -> None:
        super().__init__(guard)
        self._hook = hook
        self._returns = Returns(hook, guard)
        self._looking = False  # whether the hook is waiting for our answer about a frame
        self._instead: CodeType | None = None  # what that frame is to run

    def attach(self, listener: Listener) -> None:
        """See `Backend.attach`."""
        super().attach(listener)
        problem = _PROBLEMS[self._hook.attach(self._on_frame, self._on_given)]
        if problem is not None:
            super().detach()
            raise BackendUnavailable(problem)
        self._hook.listen(getattr(self, "_on_touched", None), OWN_FOLDER)

    def renew(self) -> None:
        """See `Backend.renew`. The hook keeps answers for as long as it is attached."""
        self._hook.attach(self._on_frame, self._on_given)

    def detach(self) -> None:
        """See `Backend.detach`."""
        self._hook.listen(None, OWN_FOLDER)
        self._hook.detach()
        super().detach()

    def watch(self, root: str | None, paths: set[str], unobserved: dict[str, bool]) -> None:
        """See `Backend.watch`. The hook watches files, and this costs nothing."""
        names, filter = self._listener.names, self._listener.filter
        known: dict[str, bool] = dict.fromkeys(paths, True)

        def is_watched(name: str) -> bool:
            mine = filter.is_mine_path(name)
            path = names.path(name)
            watched = path in paths or (bool(root) and path.startswith(root))
            if names.lasts(name) or (not mine and name[0] == "/"):
                known[name] = watched
            return watched

        self._hook.watch(root, known, is_watched, unobserved)

    def run_instead(self, code: CodeType) -> bool:
        """See `Backend.run_instead`."""
        self._instead = code
        return self._looking

    def counters(self) -> dict[str, int]:
        """The hook's counters and those of the delivery."""
        return self._hook.counters() | super().counters()

    def reset_counters(self) -> None:
        """All of them become 0."""
        self._hook.reset_counters()
        super().reset_counters()

    def _on_given(self, function: FunctionType) -> bool:
        """A function was given code; returns whether that code needs no further attention."""
        self._listener.on_given(function.__code__)
        return True

    def _look(self, code: CodeType) -> int:
        """The listener's answer about a frame that begins; a module's frame then runs what is to run in its place.

        A module's alone: that has no arguments and no closure, so it can be evaluated from its code and its namespaces.
        """
        self._looking, self._instead = True, code
        try:
            answer = self._listener.on_code(code)
        finally:
            self._looking = False
        instead, self._instead = self.current(self._instead), None
        if instead is not code and code.co_name == "<module>":
            self._hook.run_instead(instead)
        return answer
