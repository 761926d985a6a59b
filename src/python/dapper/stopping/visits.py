"""Whether a visit of a line stops: conditions, hit conditions and log messages, the slow way.

The slow way is for lines whose test is not compiled into the function (see `dapper.modified`), and for code that was
running when its breakpoint was set.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from types import FrameType

from dapper.modified import hit_condition, log_message
from dapper.modified.breakpoint import Breakpoint
from dapper.modified.log_message import Field
from dapper.stopping.rules import Rules
from dapper.stopping.stops import Stops
from dapper.values.errors import Raised
from dapper.wire.errors import DapperError, Interrupted


class Visits:
    """What one session does at its breakpoints.

    Args:
        stops: evaluates, and shows messages.
        record: `record(reason, **context)`: telemetry.

    Attributes:
        asked: the breakpoint of which it is found out just now whether it stops, or None.
    """

    def __init__(self, stops: Stops, record: Callable[..., None]) -> None:
        self._stops, self._record = stops, record
        self._rules = Rules()
        self.asked: Breakpoint | None = None

    def configure(self, rules: Rules) -> None:
        """Takes settings."""
        self._rules = rules

    def took(self, breakpoint: Breakpoint, seconds: float) -> None:
        """The check of a condition took so long; one that took too long is recorded. It counts all the same."""
        budget = self._rules.condition_seconds
        if seconds > budget:
            self._record(
                "SELECTIVE_TRACING_ANALYSIS_FAILED",
                reason="budget_exceeded",
                elapsed_s=seconds,
                budget_s=budget,
                path=breakpoint.path,
                line=breakpoint.line,
            )

    def hit(self, here: list[Breakpoint], frame: FrameType) -> tuple[tuple[int, ...], str | None]:
        """The ids of the breakpoints that stop at this visit, and a message about it."""
        hit: list[int] = []
        why = None
        for breakpoint in here:
            self.asked = breakpoint
            try:
                stops, problem = self._outcome(breakpoint, frame)
            finally:
                self.asked = None
            if stops:
                hit.append(breakpoint.id)
                why = problem or why
        return tuple(hit), why

    def _outcome(self, breakpoint: Breakpoint, frame: FrameType) -> tuple[bool, str | None]:
        """Whether a breakpoint stops, and that its condition has raised, if it has."""
        if breakpoint.test is not None and self._rules.conditions:
            began = perf_counter()
            try:
                held = self._stops.evaluate(breakpoint.test, frame)
            except Interrupted:
                return False, None  # the request that ended it is served next
            except (Raised, DapperError) as problem:
                return True, self.explain(breakpoint, frame, problem)
            finally:
                self.took(breakpoint, perf_counter() - began)
            if not held or breakpoint.retired:  # a request may have come meanwhile
                return False, None
        number = next(breakpoint.probe.count)
        if breakpoint.hit_form is not None and not hit_condition.holds(breakpoint.hit_form, number):
            return False, None
        if breakpoint.log_parts:
            self.log(breakpoint, frame)
            return False, None
        return True, None

    def explain(self, breakpoint: Breakpoint, frame: FrameType, error: BaseException) -> str:
        """Says, in the console too, that a condition has raised."""
        why = f"Condition {breakpoint.condition!r} raised {self._headline(error)}"
        self._stops.say(why, True, frame)
        return why

    def log(self, breakpoint: Breakpoint, frame: FrameType) -> None:
        """Prints the log message of a breakpoint."""

        def text(field: Field) -> str:
            try:
                return self._value_text(frame, field)
            except Interrupted:
                return "<interrupted>"
            except (Raised, DapperError) as problem:
                return self._headline(problem)

        self._stops.say(log_message.render(breakpoint.log_parts, text), False, frame)

    def _value_text(self, frame: FrameType, field: Field) -> str:
        # No function that calls itself by its name: such a one would keep the frame, and all that is in it.
        value = self._stops.evaluate(field.fragment, frame)
        spec = log_message.render(field.spec, lambda inner: self._value_text(frame, inner))
        return self._stops.text(value, field.conversion, spec)

    def _headline(self, problem: BaseException) -> str:
        if isinstance(problem, DapperError):
            return str(problem)
        return self._stops.headline(problem.error if isinstance(problem, Raised) else problem)
