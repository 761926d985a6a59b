"""To which frames the exception of a stop comes: a person looks at the one that is their own."""

from __future__ import annotations

from collections.abc import Callable
from types import FrameType

from dapper.code.filter import CodeFilter
from dapper.delivery.hook import HookModule
from dapper.stopping.prospect.handling import HANDLED, PASSED, Flight, Handling
from dapper.stopping.prospect.native_frames import NativeFrames
from dapper.values.statics import traceback_of


class Passing:
    """See the module.

    Args:
        filter: whose code it is.
        hook: the eval-frame hook's module, or None.
    """

    def __init__(self, filter: CodeFilter, hook: HookModule | None) -> None:
        self._filter, self._native = filter, NativeFrames(hook)
        self._handling = Handling(self._native)

    def reaching(self, frame: FrameType, error: BaseException, leaves: bool) -> Callable[[FrameType], bool]:
        """Says of each frame under one that an exception is in, from there on outwards, whether it comes there.

        As far as the first frame of the user's it is enough that no frame handles it; beyond, it has to be certain.
        `leaves`: whether the exception leaves that frame just now: its values are gone, and none of them may be read.
        """
        trace, flight = traceback_of(error), Flight(error)
        at, offset = frame, trace.tb_lasti if trace is not None and trace.tb_frame is frame else frame.f_lasti
        is_behind = False

        def reaches(other: FrameType) -> bool:
            nonlocal at, offset, is_behind
            is_behind = is_behind or self._filter.is_mine(at.f_code)
            outcome = PASSED if leaves and at is frame else self._handling.outcome(at, offset, flight)
            if outcome is HANDLED or (
                is_behind and not (outcome is PASSED and self._native.entered_from_c(at) is False)
            ):
                return False
            at, offset = other, other.f_lasti
            return True

        return reaches
