"""What the calls of a stepping frame return, by the hook: one callback for each call of the frame itself."""

from __future__ import annotations

import sys
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.delivery.base import Listener, Wanted
from dapper.delivery.hook import HookModule

if TYPE_CHECKING:
    from dapper.delivery.hook import Guard

MOST_RETURNS = 64
"""Calls of one step that are listened to."""


class Returns:
    """Follows one step at a time."""

    def __init__(self, hook: HookModule, guard: Guard) -> None:
        self._hook, self._guard = hook, guard
        self._frame: FrameType | None = None

    def follow(self, step: Wanted | None, listener: Listener) -> None:
        """What the running step wants, in place of the former; it is to be called whenever that has changed."""
        frame = step.caller if step is not None else None
        if frame is None:
            if self._frame is not None:
                self._frame = None
                self._hook.watch_returns(None)
            return
        left = MOST_RETURNS
        self._frame = frame

        def told(code: CodeType, value: object) -> bool:
            nonlocal left
            if sys._getframe(1) is not frame:
                return False  # it has ended, or waits
            listener.on_returned(frame, code, value)
            left -= 1
            return left > 0

        self._hook.watch_returns(self._guard(told))
