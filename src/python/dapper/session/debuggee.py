"""What was launched, and how it is debugged."""

from __future__ import annotations

from dapper.frame_eval.config import FrameEvalConfig
from dapper.frame_eval.frame_evaluation import FrameEvaluation
from dapper.session.program import Program
from dapper.wire.errors import RequestError


class Debuggee:
    """The program of a session.

    Attributes:
        launched: the program; None before a launch has succeeded.
        no_debug: whether it was launched for a plain run.
        stop_on_entry: whether it is to stop at its first line.
    """

    def __init__(self, frame_eval: FrameEvaluation) -> None:
        self.launched: Program | None = None
        self.no_debug = False
        self.stop_on_entry = False
        self._frame_eval = frame_eval

    @property
    def program(self) -> Program:
        """The program.

        Raises:
            RequestError: nothing was launched.
        """
        if self.launched is None:
            raise RequestError("There is no program: nothing was launched.")
        return self.launched

    def loop(self) -> object:
        """The event loop in which a program with a top-level await runs, or None."""
        return self.launched.loop if self.launched is not None else None

    def start_backend(self, config: FrameEvalConfig | None = None) -> None:
        """Chooses a backend by a configuration (the one in force if none is given) and attaches it.

        Raises:
            BackendUnavailable: the configuration leaves no backend that works here; the former stays in force.
            OperationTimeout: it took longer than the configuration allows.
        """
        self._frame_eval.root = self.program.home + "/"
        self._frame_eval.set_up(config or self._frame_eval.config)

    def ensure_backend(self) -> None:
        """Attaches a backend to a program that was launched without debugging. Raises as above."""
        if self._frame_eval.stopper.backend is None:
            self.start_backend()
