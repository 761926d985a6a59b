"""The backend that needs no hook: `sys.monitoring` finds the code too."""

from __future__ import annotations

import sys
from types import CodeType
from typing import TYPE_CHECKING

from dapper.code.filter import OWN_FOLDER
from dapper.code.names_of_code import file_of
from dapper.delivery.base import Listener, Wanted
from dapper.delivery.hook import HookModule
from dapper.delivery.monitoring import MonitoringDelivery
from dapper.delivery.returns import Returns

if TYPE_CHECKING:
    from dapper.delivery.hook import Guard


class SysMonitoringBackend(MonitoringDelivery):
    """The whole debugger on `sys.monitoring`: the first start of each code object announces it.

    Args:
        guard: see `MonitoringDelivery`.
        hook: the eval-frame hook, which reports interference with delivery; None if there is none.
    """

    name = "SysMonitoringBackend"

    def __init__(self, guard: Guard, hook: HookModule | None = None) -> None:
        super().__init__(guard)
        self._hook = hook
        self._returns = Returns(hook, guard) if hook is not None else None
        self._watching = False
        self._unobserved: dict[str, bool] = {}

    def attach(self, listener: Listener) -> None:
        """See `Backend.attach`."""
        super().attach(listener)
        if self._hook is not None:
            self._hook.listen(self._on_touched, OWN_FOLDER)

    def detach(self) -> None:
        """See `Backend.detach`."""
        if self._hook is not None:
            self._hook.listen(None, OWN_FOLDER)
        super().detach()

    def watch(self, root: str | None, paths: set[str], unobserved: dict[str, bool]) -> None:
        """See `Backend.watch`."""
        self._watching = bool(root or paths)
        self._unobserved = unobserved
        # Code that has started once is not announced again, and what it belongs to may matter only now.
        self.watch_starts(self._watching or self._seeking, self._seeking)

    def set_step(self, step: Wanted | None) -> None:
        """See `Backend.set_step`."""
        super().set_step(step)
        seeking = step is not None and step.seeks
        if seeking != self._seeking:
            self._seeking = seeking
            self.watch_starts(self._watching or seeking, seeking)
        if self._returns is not None:
            self._returns.follow(step, self._listener)

    def _on_start(self, code: CodeType, offset: int) -> object:
        if file_of(code) in self._unobserved and self._step is None and self._crossings is None:
            self._unobserved[file_of(code)] = True
            return sys.monitoring.DISABLE
        return super()._on_start(code, offset)
