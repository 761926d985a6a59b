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
from dapper.values.expression import Expression
from dapper.wire.errors import Interrupted


class Visits:
    """What one session does at its breakpoints.

    Args:
        probe: evaluates an expression of a breakpoint in a frame: `probe(expression, frame, breakpoint)`; may raise anything.
        console: `console(text, important, frame)`: a line of output of the debugger's own.
        render: the text of an exception.
        formatted: the text of a value, for log messages.
        over_budget: `over_budget(breakpoint, seconds)`: a condition took longer than `budget`.

    Attributes:
        conditions_enabled: when False a breakpoint with a condition always stops.
        budget: seconds that the check of a condition may take before it is recorded.
    """

    def __init__(
        self,
        probe: Callable[[Expression, FrameType, Breakpoint], object],
        console: Callable[[str, bool, FrameType], None],
        render: Callable[[BaseException], str],
        formatted: Callable[[object], str],
        over_budget: Callable[[Breakpoint, float], None],
    ) -> None:
        self.conditions_enabled = True
        self.budget = 0.1
        self._probe, self._console, self._over_budget = probe, console, over_budget
        self._render, self._formatted = render, formatted

    def hit(self, here: list[Breakpoint], frame: FrameType) -> tuple[tuple[int, ...], str | None]:
        """The ids of the breakpoints that stop at this visit, and what there is to say of it."""
        hit: list[int] = []
        why = None
        for breakpoint in here:
            if breakpoint.test is not None and self.conditions_enabled:
                began = perf_counter()
                try:
                    held = bool(self._probe(breakpoint.test, frame, breakpoint))
                except Interrupted:
                    continue  # the request that ended it is served next
                except BaseException as error:
                    why = self.explain(breakpoint, frame, error)
                    hit.append(breakpoint.id)
                    continue
                finally:
                    seconds = perf_counter() - began
                    if seconds > self.budget:
                        self._over_budget(breakpoint, seconds)
                if not held:
                    continue
            number = next(breakpoint.probe.count)
            if breakpoint.hit_form is not None and not hit_condition.holds(breakpoint.hit_form, number):
                continue
            if breakpoint.log_parts:
                self.log(breakpoint, frame)
                continue
            hit.append(breakpoint.id)
        return tuple(hit), why

    def explain(self, breakpoint: Breakpoint, frame: FrameType, error: BaseException) -> str:
        """Says, in the console too, that a condition has raised."""
        why = f"Condition {breakpoint.condition!r} raised {self._render(error)}"
        self._console(why, True, frame)
        return why

    def log(self, breakpoint: Breakpoint, frame: FrameType) -> None:
        """Prints the log message of a breakpoint."""

        def text(field: Field) -> str:
            try:
                return self._formatted(self._probe(field.expression, frame, breakpoint))
            except Interrupted:
                return "<interrupted>"
            except BaseException as error:
                return self._render(error)

        self._console(log_message.render(breakpoint.log_parts, text), False, frame)
