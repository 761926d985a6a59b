"""One breakpoint: what was asked for, where it stands, and its condition, hit condition and log message, compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.code.spots import Spot
from dapper.code.text_sources import name_of_text, number_of_text
from dapper.modified import hit_condition, log_message
from dapper.modified.log_message import Field
from dapper.modified.probe import Probe
from dapper.values.errors import EvaluationRefused
from dapper.values.fragment import Fragment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dapper.wire.requests import CheckBreakpointArguments


class Breakpoint:
    """One source breakpoint.

    Attributes:
        id: number by which the client knows it.
        path: the name by which the client knows the file.
        asked: line asked for, 1-based.
        asked_column: column asked for, 1-based, in UTF-16 code units; None: that of the line's first statement.
        line: line where it stops; equals `asked` until bound.
        spot: the place on that line, where a column was asked for and the line has several.
        verified: whether it is bound to code.
        problem: why it can never stop (a mistake in its condition, say), or None.
        nowhere: why it cannot stop in the code that is alive, or None: the file may be loaded again.
        note: what is to be known of it besides, or None.
        test: the condition.
        hit_form: operator and number of the hit condition.
        log_parts: texts and fields of the log message.
        probe: what counts its hits, here and in modified code.
        retired: whether others were set in its place.
        reason: the DAP reason of a stop for it.
    """

    __slots__ = (
        "asked",
        "asked_column",
        "condition",
        "hit_condition",
        "hit_form",
        "id",
        "line",
        "log_message",
        "log_parts",
        "note",
        "nowhere",
        "path",
        "pending",
        "probe",
        "problem",
        "retired",
        "spot",
        "test",
        "verified",
    )

    reason = "breakpoint"

    def __init__(
        self,
        id: int,
        path: str,
        asked: int,
        line: int,
        condition: str | None = None,
        hit_condition: str | None = None,
        log_message: str | None = None,
        verified: bool = False,
        pending: bool = True,
        problem: str | None = None,
        test: Fragment | None = None,
        hit_form: tuple[str, int] | None = None,
        log_parts: list[str | Field] | None = None,
        asked_column: int | None = None,
    ) -> None:
        self.id = id
        self.path = path
        self.asked = asked
        self.line = line
        self.condition = condition
        self.hit_condition = hit_condition
        self.log_message = log_message
        self.verified = verified
        self.pending = pending
        self.problem = problem
        self.nowhere: str | None = None
        self.note: str | None = None
        self.asked_column = asked_column
        self.spot: Spot | None = None
        self.test = test
        self.hit_form = hit_form
        self.log_parts = [] if log_parts is None else log_parts
        self.probe = Probe()
        self.retired = False

    @property
    def guarded(self) -> bool:
        """Whether a visit need not stop."""
        return self.test is not None or self.hit_form is not None or bool(self.log_parts)

    def key(self) -> tuple[object, ...]:
        """What makes two requests ask for the same breakpoint."""
        return (self.path, self.asked, self.asked_column, self.condition, self.hit_condition, self.log_message)

    def standing(self) -> tuple[object, ...]:
        """The part that may change while the breakpoint is set, and is reported to the client (see `as_dap`)."""
        column = self.spot and self.spot.column
        return (self.verified, self.line, column, self.problem, self.nowhere, self.pending, self.note)

    def as_dap(self) -> dict[str, object]:
        """The DAP `Breakpoint`."""
        name = name_of_text(self.path) or self.path.rpartition("/")[2]
        source: dict[str, object] = {"path": self.path, "name": name}
        if number := number_of_text(self.path):
            source["sourceReference"] = number
        body: dict[str, object] = {"id": self.id, "verified": self.verified, "line": self.line, "source": source}
        if self.spot is not None:
            body |= self.spot.as_dap()
        if self.problem or (self.nowhere and not self.pending):
            body |= {"message": self.problem or self.nowhere, "reason": "failed"}
        elif self.pending:
            body |= {"message": self.nowhere or "Pending: nothing of this file has run yet.", "reason": "pending"}
        elif self.note:
            body["message"] = self.note
        return body


def retire(former: Iterable[Breakpoint], kept: Iterable[Breakpoint]) -> None:
    """Marks those that are not set any more: one of them may just be asked whether it stops."""
    ids = set(map(id, kept))
    for each in former:
        each.retired = id(each) not in ids


def compile_tests(breakpoint: Breakpoint) -> None:
    """Prepares the condition, hit condition and log message; a mistake becomes the breakpoint's problem."""
    try:
        if breakpoint.condition:
            breakpoint.test = Fragment.test_of(breakpoint.condition)
        if breakpoint.hit_condition:
            breakpoint.hit_form = hit_condition.parse(breakpoint.hit_condition)
        if breakpoint.log_message:
            breakpoint.log_parts = log_message.parse(breakpoint.log_message)
    except (MemoryError, RecursionError):
        breakpoint.problem = "The condition or log message is nested too deeply to be compiled."
    except SyntaxError as error:
        breakpoint.problem = f"Condition {breakpoint.condition!r} is not a Python expression ({error.msg})."
    except EvaluationRefused as error:
        breakpoint.problem = f"Condition {breakpoint.condition!r} cannot be evaluated: {error}"
    except ValueError as error:
        breakpoint.problem = str(error)


def mistakes(details: CheckBreakpointArguments) -> dict[str, str]:
    """What is wrong with a breakpoint's condition, hit condition and log message, by their names in DAP."""
    apart = {
        "condition": Breakpoint(0, "", 1, 1, condition=details.get("condition")),
        "hitCondition": Breakpoint(0, "", 1, 1, hit_condition=details.get("hitCondition")),
        "logMessage": Breakpoint(0, "", 1, 1, log_message=details.get("logMessage")),
    }
    for each in apart.values():
        compile_tests(each)
    return {name: each.problem for name, each in apart.items() if each.problem}
