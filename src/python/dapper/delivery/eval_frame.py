"""Delivery with the eval-frame hook: the hook decides at frame entry, local events do the rest.

The hook is parked, and costs nothing, until code of a watched file is about to run or a step goes into code that
nobody has seen. Then it arms, the first frame is inspected, and it parks.
"""

from __future__ import annotations

from types import CodeType

from dapper.delivery.base import DONE, SKIPPED, Wanted
from dapper.delivery.hooked import SELECTED, SKIP, STAY_ARMED, Hooked
from dapper.delivery.monitoring import MonitoringDelivery


class EvalFrameBackend(Hooked, MonitoringDelivery):
    """The hook finds the code; `sys.monitoring` events, local to it, stop in it."""

    name = "EvalFrameBackend"
    delivery = "eval-frame hook, local events"

    def set_step(self, step: Wanted | None) -> None:
        """See `Backend.set_step`."""
        super().set_step(step)
        if self._seeking and self._starts:
            self.watch_starts(False, False)  # the depth guard's stand-in has served its step
        self._seeking = step is not None and step.seeks
        if self._looking:
            return  # the hook waits for our answer, and arms or parks by it
        if self._seeking:
            self._hook.arm()
        else:
            self._hook.park()
        self._returns.follow(step, self._listener)

    def _on_frame(self, code: CodeType | None) -> int:
        if code is None:
            # So many frames are nested in the hook that it has parked itself. `sys.monitoring` can go on looking
            # at any depth, at the price of one callback for each code object.
            if self._seeking:
                self.watch_starts(True, True)
            return SKIP
        answer = self._look(code)
        if answer == DONE:
            return SELECTED
        return SKIP | STAY_ARMED if answer == SKIPPED else SELECTED | STAY_ARMED
