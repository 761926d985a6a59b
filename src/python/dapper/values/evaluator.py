"""The single place where an expression is evaluated, so that every caller gets the same value.

The caller says what may be used up (see `Allowance`); nothing else is known of it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Protocol

from dapper.values.allowance import Allowance
from dapper.values.budget import LookBudget, LookSkipped, LookTimeout, Page, call_of
from dapper.values.console_loop import Patience
from dapper.values.errors import EvaluationRefused, EvaluationTimeout, Raised
from dapper.values.fragment import Fragment
from dapper.values.reraised import put_back
from dapper.values.scope import Scope
from dapper.values.static_eval import Unknown, Unsafe, static_value
from dapper.values.statics import ClassTable, json_text, traceback_of
from dapper.wire.errors import Interrupted


class Evaluates(Protocol):
    """What gives values: the evaluator, or something that stands in front of it."""

    def value(self, fragment: Fragment, scope: Scope, allowance: Allowance) -> object:
        """The value of code in a scope.

        Raises:
            Raised: the code has raised, or cannot be compiled for this scope.
            EvaluationRefused: it would call the program's code, and may not.
            EvaluationTimeout: it took longer than it may.
            NotAssignable: it has bound or unbound a name that cannot be changed.
            Interrupted, Terminated: somebody has ended it.
        """
        ...

    def call(self, function: Callable[..., object], *arguments: object, allowance: Allowance) -> object:
        """Calls code of the program in a look. Raises as `value` does."""
        ...


class Evaluator:
    """See `Evaluates`.

    Attributes:
        longest: seconds that anything may take that is limited at all (the setting `timeout`).
        patience: how code waits that awaits.
    """

    def __init__(self, budget: LookBudget) -> None:
        self.longest = float("inf")
        self.patience = Patience()
        self._budget = budget
        self._passing = (Raised, Interrupted, *budget.passthrough)

    def value(self, fragment: Fragment, scope: Scope, allowance: Allowance) -> object:
        """See `Evaluates.value`."""
        if not allowance.calls:
            self._only_look(fragment, scope, allowance)
        try:
            call = self._looks(allowance).run if allowance.aside else self._budget.enter
            return fragment.value(scope, call, self.patience)
        except BaseException as error:
            caught = error
        try:
            problem = self._to_raise(caught, sys.exception(), allowance)
            if type(problem) is Raised:
                problem.codes = tuple(fragment.codes())
            raise problem
        finally:
            caught = problem = None

    def call(self, function: Callable[..., object], *arguments: object, allowance: Allowance) -> object:
        """See `Evaluates.call`."""
        try:
            return self._looks(allowance).run(function, *arguments)
        except BaseException as error:
            caught = error
        try:
            raise self._to_raise(caught, sys.exception(), allowance)
        finally:
            del caught

    def _seconds(self, allowance: Allowance) -> float:
        return self.longest if allowance.seconds is None else min(allowance.seconds, self.longest)

    def _looks(self, allowance: Allowance) -> Page:
        seconds = self._seconds(allowance)
        return Page(self._budget, seconds, 2 * seconds)  # half of what a page has left goes to one look

    def _to_raise(self, error: BaseException, handled: BaseException | None, allowance: Allowance) -> BaseException:
        """What to raise for an error: the program's own exception, the end of the program, or a bug here."""
        kind = type(error)
        if kind is LookTimeout or kind is LookSkipped:
            return EvaluationTimeout(
                f"This took longer than {self._seconds(allowance):g} s and was ended. The console allows more time."
            )
        if issubclass(kind, self._passing):
            return error
        spent = kind is RecursionError or kind is MemoryError  # where the program has left no room, not even for a call
        trace, left = traceback_of(error), call_of(error)
        if left is not None:
            put_back(error, left)
        return Raised(error, handled, trace) if spent or left is not None else error

    def _only_look(self, fragment: Fragment, scope: Scope, allowance: Allowance) -> None:
        """Makes sure that evaluating it calls nothing of the program's. It may fail: that calls nothing either."""
        try:
            if fragment.expression is None:
                raise Unsafe("statements run code")
            static_value(fragment.expression, scope, ClassTable(allowance.pace.page(self._budget)))
        except Unknown:
            return
        except RecursionError as error:
            raise Raised(error, error.__context__, traceback_of(error)) from None
        except Unsafe as error:
            raise EvaluationRefused(
                f"This only looks: {json_text(str(error))}. Use a watch expression or the console to run it."
            ) from None
