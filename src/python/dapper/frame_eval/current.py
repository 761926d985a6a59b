"""The active debugger of this interpreter.

There is one at most, as there is one eval-frame hook and one program, and the facade that programs import
(`dapper._frame_eval`) has to find it by nothing but a module's name. This is the one place that knows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dapper.frame_eval.frame_evaluation import FrameEvaluation


class Current:
    """Where the debugger registers itself."""

    def __init__(self) -> None:
        self.frame_evaluation: FrameEvaluation | None = None


CURRENT = Current()
