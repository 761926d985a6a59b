"""Signals of the worker's tick: between two bytecodes of the program, what has come is served."""

from __future__ import annotations

from types import FrameType

from dapper.session.debuggee import Debuggee
from dapper.session.evaluation import Evaluation
from dapper.session.loop import Loop
from dapper.session.state import RunState
from dapper.session.status import Status
from dapper.stopping.stopper import Stopper
from dapper.stopping.stops import StepTo

INTERRUPTING = frozenset(("pause", "terminate"))
"""Requests that end what runs on the debugger's behalf."""


class Interrupts:
    """What the signals do."""

    def __init__(
        self,
        loop: Loop,
        state: RunState,
        evaluation: Evaluation,
        stopper: Stopper,
        debuggee: Debuggee,
        status: Status,
    ) -> None:
        self._loop, self._state, self._evaluation = loop, state, evaluation
        self._stopper, self._debuggee, self._status = stopper, debuggee, status
        self._untimely = 0

    def on_inbox(self, number: int, frame: FrameType | None) -> None:
        """INBOX_SIGNAL: something has come, or it is time to look around."""
        state, evaluation = self._state, self._evaluation
        evaluated = state.name == "evaluating" and evaluation.is_evaluated(frame)
        if evaluation.looking or (self._stopper.filter.works_for_debugger(frame) and not evaluated):
            # The tick rings again. It looks once every so many calls and loop turns: where a loop of the program and
            # the debugger's work on it take a divisor of that, it would look at the same place for ever. So shift it.
            self._loop.inbox.announced = True
            self._untimely += 1
            for _ in range(self._untimely % 7):
                pass
        elif state.name == "evaluating":
            if self._loop.collect(INTERRUPTING) or state.wishing:
                evaluation.interrupt(frame)
            elif evaluation.is_of_program:
                self._serve_within(frame)
        elif state.name == "running":
            with state.serving():
                self._loop.drain()
                self._stopper.tend()
                self._status.post_if_changed()
                self._stopper.modified.sample()
            self.act(frame)

    def _serve_within(self, frame: FrameType | None) -> None:
        """Serves what has come while a condition or log message is evaluated, which may take for ever.

        Raises:
            Interrupted: nobody wants to know any more what it is, or a request waits for its end.
        """
        with self._state.serving_within():
            self._loop.catch_up()
        asked = self._stopper.visits.asked
        if self._state.wishing or (asked is not None and asked.retired):
            self._evaluation.interrupt(frame)

    def act(self, frame: FrameType | None) -> None:
        """Does what a request has asked for that takes the program's own stack, which is under `frame`.

        Raises:
            Terminated: the program is to end.
        """
        wish = self._state.wish(frame, self._stopper.filter)
        if type(wish) is StepTo:  # a plain run: paused, it becomes a debugged one
            self._debuggee.ensure_backend()
        self._stopper.fulfil(wish)
