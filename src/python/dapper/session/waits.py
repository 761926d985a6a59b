"""What the program waits for: a line of input, or the end of a sleep. Requests are served meanwhile."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from time import monotonic  # a program may replace the clock of the module
from typing import Literal

from dapper.session.evaluation import Evaluation
from dapper.session.interrupts import INTERRUPTING, Interrupts
from dapper.session.loop import Loop
from dapper.session.program_input import ProgramInput
from dapper.session.state import RunState
from dapper.values.budget import LookBudget
from dapper.wire.codec import loads

_ANSWERS = frozenset(("dapper/input", "evaluate"))
"""Requests that give a line of input."""
_NONE: frozenset[str] = frozenset()
_NO_ANSWER = (
    "Nobody can be asked for input: this page cannot let Python wait, or JavaScript waits for this call. "
    "The program reads the end of its input."
)


class Waits:
    """The blocking functions of one session."""

    def __init__(
        self,
        loop: Loop,
        given: ProgramInput,
        state: RunState,
        evaluation: Evaluation,
        budget: LookBudget,
        interrupts: Interrupts,
    ) -> None:
        self._loop, self._given, self._state = loop, given, state
        self._evaluation, self._budget, self._interrupts = evaluation, budget, interrupts
        self._former_sleep = time.sleep
        self._end_reported = False

    def sleep(self, seconds: float) -> None:
        """Blocks for `seconds`."""
        if not self._loop.inbox.can_block():
            self._former_sleep(seconds)
            return
        end = monotonic() + seconds
        self._block("sleeping", lambda: monotonic() < end, lambda: max(0.0, end - monotonic()))

    def ask(self) -> str:
        """Blocks until a line of input is there; "" at the end of input."""
        given, outbox = self._given, self._loop.outbox
        if given.is_empty:
            if not self._loop.inbox.can_block():
                self._tell_end()
                return ""
            asking = not self._budget.active  # no input is requested while a value is being inspected
            if asking:
                outbox.flush_output()
                outbox.emit("dapper/inputRequested", {"prompt": ""})
            try:
                self._block("waiting_input", lambda: given.is_empty, lambda: None)
            finally:
                if asking:
                    outbox.emit("dapper/inputDone", {})
        return given.take()

    def _tell_end(self) -> None:
        """A program that reads where waiting is impossible gets the end of its input, as without a terminal."""
        if not self._end_reported:
            self._end_reported = True
            self._loop.outbox.say(_NO_ANSWER, "important")

    def _block(
        self,
        name: Literal["sleeping", "waiting_input"],
        waiting: Callable[[], bool],
        left: Callable[[], float | None],
    ) -> None:
        if self._budget.active:
            self._block_in_look(waiting, left)
            return
        state, loop = self._state, self._loop
        frame = sys._getframe(1)
        before = state.name
        try:
            while waiting():
                if state.name != name:
                    loop.outbox.flush_output()
                    state.enter(name)
                if before == "evaluating":
                    self._serve_evaluation(left(), name)
                    continue
                loop.wait(left())
                if state.terminating or state.pausing:
                    state.enter(before)
                    self._interrupts.act(frame)
        finally:
            state.enter(before)
        if before == "running" and loop.inbox.queue:  # what has come behind the request that ended the wait
            with state.serving():
                loop.catch_up()
            self._interrupts.act(frame)

    def _serve_evaluation(self, left: float | None, name: str) -> None:
        """Console code waits, in a stopped program: it can be answered and ended; everything else waits."""
        loop, by_person = self._loop, name == "waiting_input"
        text = self._evaluation.receive(loop.inbox.receive, left, by_person)
        if text is None:
            return
        if by_person and loads(text)["command"] in _ANSWERS:
            loop.handle(text)
        elif loop.keep(text, INTERRUPTING):
            self._evaluation.interrupt(sys._getframe())

    def _block_in_look(self, waiting: Callable[[], bool], left: Callable[[], float | None]) -> None:
        """A value sleeps or reads input while it is inspected: it may use up its time, and serves no requests."""
        inbox, budget = self._loop.inbox, self._budget
        while waiting():
            budget.check()
            limits = [seconds for seconds in (left(), budget.remaining()) if seconds is not None]
            text = inbox.receive(min(limits, default=None))
            if text is not None:
                self._loop.keep(text, _NONE)
