"""Runs code on the debugger's behalf, and ends it when it takes too long or somebody waits for its end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

from dapper.code.filter import CodeFilter
from dapper.code.names_of_code import file_of
from dapper.session.deadlines import Deadlines
from dapper.session.quitting import Quitting
from dapper.session.state import RunState
from dapper.values.allowance import Allowance
from dapper.values.budget import LookBudget
from dapper.values.console_loop import Patience
from dapper.values.errors import Raised
from dapper.values.evaluator import Evaluator
from dapper.values.fragment import Fragment
from dapper.values.scope import Scope
from dapper.values.snippet import FILENAME as SNIPPET
from dapper.wire.errors import DapperError, Interrupted, OperationTimeout


class Evaluation:
    """How a session evaluates (see `dapper.values.evaluator.Evaluates`).

    Attributes:
        is_of_program: whether what is evaluated runs as a part of the program: meanwhile requests are served.
    """

    def __init__(self, state: RunState, deadlines: Deadlines, budget: LookBudget, filter: CodeFilter) -> None:
        self._state, self._deadlines, self._budget, self._filter = state, deadlines, budget, filter
        self._evaluator = Evaluator(budget)
        self.is_of_program = False
        # Whether nobody wants what is being looked for any more; wired to `Loop.is_cancelled` by the session.
        self.is_cancelled: Callable[[], bool]
        # Whether a request has come already that waits for the end of what runs; wired to `Loop.holds`, likewise.
        self.is_awaited: Callable[[], bool]

    def limit(self, seconds: float, values: float) -> None:
        """Whatever has a limit takes at most so long from now on.

        Args:
            seconds: for one operation (the setting `timeout`).
            values: seconds for the texts of one list of values (the setting `value_budget_s`).
        """
        self._evaluator.longest = seconds
        self._budget.page_seconds = values

    def wait_by(self, patience: Patience) -> None:
        """How code waits that awaits."""
        self._evaluator.patience = patience

    @property
    def looking(self) -> bool:
        """Whether a value is being inspected: stops and requests have to wait."""
        return self._budget.active

    def value(self, fragment: Fragment, scope: Scope, allowance: Allowance) -> object:
        """See `Evaluates.value`. Raises also OperationTimeout, for what is not a look."""
        before, outer = self._state.begin_evaluation(), self.is_of_program
        self.is_of_program = allowance.seconds is None
        try:
            if allowance.seconds is None:  # a part of the program
                self._heed()
                return self._evaluator.value(fragment, scope, allowance)
            with Quitting():
                if allowance.aside:  # its look ends it
                    return self._evaluator.value(fragment, scope, allowance)
                return self._operation(fragment, scope, allowance, min(allowance.seconds, self._evaluator.longest))
        finally:
            self.is_of_program = outer
            self._state.end_evaluation(before)
            if self._deadlines.interrupted:
                self._deadlines.leave()

    def call(self, function: Callable[..., object], *arguments: object, allowance: Allowance) -> object:
        """See `Evaluates.call`."""
        before = self._state.begin_evaluation()
        try:
            return self._evaluator.call(function, *arguments, allowance=allowance)
        finally:
            self._state.end_evaluation(before)

    def _operation(self, fragment: Fragment, scope: Scope, allowance: Allowance, seconds: float) -> object:
        try:
            with self._deadlines.operation(seconds):
                self._heed()
                return self._evaluator.value(fragment, scope, allowance)
        except (DapperError, Raised, Interrupted):
            if not self._deadlines.overdue:
                raise
            raise OperationTimeout("evaluation", seconds) from None

    def _heed(self) -> None:
        if self.is_awaited():
            self._deadlines.end_soon()

    def is_evaluated(self, frame: FrameType | None) -> bool:
        """Whether a frame belongs to such code, and not to the debugger's work on it."""
        while frame is not None and not self._filter.is_debugger(frame.f_code):
            if file_of(frame.f_code) == SNIPPET or self._filter.is_mine(frame.f_code):
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
        """DEADLINE_SIGNAL, between two bytecodes after a deadline: ends the look or the operation that is over time.

        A long look has deadlines on its way, at which one is ended whose request was cancelled.
        """
        if self._budget.active:
            if not self._budget.handling:
                self.is_cancelled()
            self._budget.raise_timeout(number, frame)
        elif self._state.name == "evaluating" and self.is_evaluated(frame):
            self._deadlines.check(frame)

    def receive(self, inbox: Callable[[float | None], str | None], left: float | None, by_person: bool) -> str | None:
        """The next command while such code waits: its sleeps count towards its time, a person's answer does not."""
        self._deadlines.check(sys._getframe())
        if by_person and not self._deadlines.ending:
            with self._deadlines.person():
                return inbox(left)
        limits = [seconds for seconds in (left, self._deadlines.remaining()) if seconds is not None]
        return inbox(min(limits, default=None))
