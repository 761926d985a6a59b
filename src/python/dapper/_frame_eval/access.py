"""Finds the frame evaluation of this interpreter: the session's, or one that is made when a program first asks."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from types import FrameType

from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter
from dapper.code.index import CodeIndex, SourceFile
from dapper.delivery.hook import load_hook
from dapper.frame_eval.current import CURRENT
from dapper.frame_eval.frame_evaluation import MOST_FILES, FrameEvaluation
from dapper.frame_eval.report import Report
from dapper.frame_eval.telemetry import Telemetry
from dapper.modified.breakpoint import Breakpoint
from dapper.stopping.stop import Stop
from dapper.stopping.stopper import Stopper
from dapper.stopping.stops import Listening, StepTo
from dapper.values.fragment import Fragment
from dapper.values.scope import Scope

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOOK_FOLDER = os.path.join(os.path.dirname(_PACKAGE), "hook")
"""Where the hook lies beside the package."""


def core() -> FrameEvaluation:
    """The frame evaluation of this interpreter."""
    if CURRENT.frame_evaluation is None:
        CURRENT.frame_evaluation = _standalone()
    return CURRENT.frame_evaluation


def report() -> Report:
    """Its report."""
    return Report(core())


class _Nobody:
    """Serves a program that has no session: there is no client to stop for or to notify."""

    def __init__(self, telemetry: Telemetry) -> None:
        self._telemetry = telemetry

    def stop(self, stop: Stop) -> None:
        """See `Stops.stop`."""

    def hold(self) -> None:
        """See `Stops.hold`."""

    def leave(self, step: StepTo) -> StepTo:
        """See `Stops.leave`."""
        return step

    def evaluate(self, fragment: Fragment, frame: FrameType) -> object:
        """See `Stops.evaluate`."""
        return fragment.value(Scope(frame), lambda function, *arguments: function(*arguments))

    def loaded(self, file: SourceFile, changed: list[Breakpoint]) -> None:
        """See `Stops.loaded`."""

    def say(self, text: str, important: bool, frame: FrameType | None) -> None:
        """See `Stops.say`."""

    def headline(self, error: BaseException) -> str:
        """See `Stops.headline`."""
        return repr(error)

    def text(self, value: object, conversion: str, spec: str) -> str:
        """See `Stops.text`."""
        return format(value, spec)

    def shown(self, value: object) -> str:
        """See `Stops.shown`."""
        return repr(value)

    def withdrawn(self, breakpoints: Sequence[Breakpoint]) -> None:
        """See `Stops.withdrawn`."""

    def settle(self, frame: FrameType) -> None:
        """See `Stops.settle`."""

    def failed(self, error: Exception) -> None:
        """See `Stops.failed`."""
        self._telemetry.record("AUTO_INTEGRATION_FAILED", error=repr(error))


def _standalone() -> FrameEvaluation:
    """For an interpreter without a session: its rules serve counters and bridges."""
    made = FrameEvaluation(load_hook(HOOK_FOLDER), lambda text, category="console": print(text, file=sys.stderr))
    libraries = [os.path.dirname(os.__file__), *(entry for entry in sys.path if entry.startswith("/lib"))]
    names = FileNames()
    index = CodeIndex(MOST_FILES, CodeFilter(libraries, True, names), names)
    made.connect(Stopper(index, _Nobody(made.telemetry), Listening(), made.hook, made.telemetry.record))
    return made
