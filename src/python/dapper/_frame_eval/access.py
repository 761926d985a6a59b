"""Finds the frame evaluation of this interpreter: the session's, or one that is made when a program first asks."""

from __future__ import annotations

import os
import sys

from dapper.code.filter import CodeFilter
from dapper.delivery.hook import load_hook
from dapper.frame_eval.current import CURRENT
from dapper.frame_eval.frame_evaluation import MOST_FILES, FrameEvaluation
from dapper.frame_eval.report import Report
from dapper.stopping.engine import Engine
from dapper.stopping.prospect.native_frames import NativeFrames

_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HOOK_FOLDER = os.path.join(os.path.dirname(_PACKAGE), "hook")
"""Where the hook lies beside the package."""


def core() -> FrameEvaluation:
    """The frame evaluation of this interpreter."""
    if CURRENT.frame_evaluation is None:
        CURRENT.frame_evaluation = _standalone()
    return CURRENT.frame_evaluation


def report() -> Report:
    """What there is to tell of it."""
    return Report(core())


def _standalone() -> FrameEvaluation:
    """For an interpreter without a session: there is nobody to stop for, so its engine serves counters and bridges."""
    made = FrameEvaluation(load_hook(HOOK_FOLDER), lambda text, category="console": print(text, file=sys.stderr))
    libraries = [os.path.dirname(os.__file__), *(entry for entry in sys.path if entry.startswith("/lib"))]
    engine = Engine(
        CodeFilter(libraries, just_my_code=True),
        MOST_FILES,
        stop=lambda stop: None,
        probe=lambda expression, frame, breakpoint: expression.value(frame),
        notify=lambda file, changed: None,
        console=lambda text, important, frame: None,
        render=repr,
        formatted=str,
        report=lambda error: made.telemetry.record("AUTO_INTEGRATION_FAILED", error=repr(error)),
        settle=lambda frame: None,
        guard=made.hook.guard,
        frames=NativeFrames(made.hook.module),
        record=made.telemetry.record,
    )
    made.connect(engine)
    return made
