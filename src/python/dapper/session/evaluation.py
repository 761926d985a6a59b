"""Runs code on the debugger's behalf, and ends it when it takes too long or somebody waits for its end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

from dapper.code.filter import CodeFilter
from dapper.session.deadlines import Deadlines
from dapper.session.state import RunState
from dapper.values.budget import LookBudget
from dapper.values.expression import Expression
from dapper.values.snippet import FILENAME as SNIPPET
from dapper.wire.errors import DapperError, Interrupted, OperationTimeout

_Result = TypeVar("_Result")


class Evaluation:
    """The one door to code that a person has written for the debugger: in the console, a watch, a condition.

    Attributes:
        timeout: seconds that an operation of a person may take (the setting `timeout`).
    """

    def __init__(self, state: RunState, deadlines: Deadlines, budget: LookBudget, filter: CodeFilter) -> None:
        self.timeout = 30.0
        self._state, self._deadlines, self._budget, self._filter = state, deadlines, budget, filter

    @property
    def looking(self) -> bool:
        """Whether a value is being looked at: stops, and requests, have to wait."""
        return self._budget.active

    def run(self, function: Callable[..., _Result], *arguments: object) -> _Result:
        """Calls code of a person's that may take any time; a request that needs its end interrupts it.

        Raises:
            Interrupted: it was.
            OperationTimeout: it took longer than `timeout`.
        """
        before = self._state.name
        self._state.enter("evaluating")
        try:
            with self._deadlines.operation(self.timeout):
                return function(*arguments)
        except (DapperError, Interrupted):
            if not self._deadlines.overdue:
                raise
            raise OperationTimeout("evaluation", self.timeout) from None
        finally:
            self._state.enter(before)

    def check(self, expression: Expression, frame: FrameType) -> object:
        """The value of a condition, or of a part of a log message. To the worker the program simply runs."""
        self._state.begin_check()
        try:
            return self._budget.enter(expression.value, frame)
        finally:
            self._state.end_check()
            if self._deadlines.interrupted:
                self._deadlines.leave()

    def is_evaluated(self, frame: FrameType | None) -> bool:
        """Whether a frame belongs to such code, and not to the debugger's work on it."""
        while frame is not None and not self._filter.is_debugger(frame.f_code):
            if frame.f_code.co_filename == SNIPPET or self._filter.is_mine(frame.f_code):
                return True
            frame = frame.f_back
        return False

    def interrupt(self, frame: FrameType | None) -> None:
        """Ends what runs in `frame`: a request waits for that.

        Raises:
            Interrupted: always.
        """
        self._deadlines.interrupt(frame)

    def on_deadline(self, number: int, frame: FrameType | None) -> None:
        """DEADLINE_SIGNAL, between two bytecodes, once a deadline has passed: ends the look, or else the operation, that is over time."""
        if self._budget.active:
            self._budget.raise_timeout(number, frame)
        elif self._state.name == "evaluating" and self.is_evaluated(frame):
            self._deadlines.check(frame)

    def receive(self, inbox: Callable[[float | None], str | None], left: float | None, by_person: bool) -> str | None:
        """The next command while such code waits: a sleep of it is part of its time, a person's answer is not."""
        self._deadlines.check(sys._getframe())
        if by_person and not self._deadlines.ending:
            with self._deadlines.person():
                return inbox(left)
        limits = [seconds for seconds in (left, self._deadlines.remaining()) if seconds is not None]
        return inbox(min(limits, default=None))
