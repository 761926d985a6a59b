"""Breakpoints: what was asked for, where it stands, and whether a visit stops.

The table owns every breakpoint of the session. A file's breakpoints are pending until code of the file is
known; then each is bound to a line with code, and `by_code` tells which lines of which code object matter.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from types import CodeType

from dapper import hit_condition, log_message
from dapper.code_index import CodeIndex, SourceFile
from dapper.inspect.expression import Expression, expression_of
from dapper.log_message import Field
from dapper.modified.probe import Probe


class Breakpoint:
    """One source breakpoint.

    Attributes:
        id: number by which the client knows it.
        path: the name by which the client knows the file.
        asked: line asked for, 1-based.
        line: line where it stops; equals `asked` until bound.
        verified: whether it is bound to code.
        problem: why it can never stop (a mistake in its condition, say), or None.
        nowhere: why it cannot stop in the code that is alive, or None: the file may be loaded again.
        test: the condition.
        hit_form: operator and number of the hit condition.
        log_parts: texts and fields of the log message.
        probe: what counts its hits, here and in modified code.
    """

    __slots__ = (
        "asked",
        "condition",
        "hit_condition",
        "hit_form",
        "id",
        "line",
        "log_message",
        "log_parts",
        "nowhere",
        "path",
        "pending",
        "probe",
        "problem",
        "test",
        "verified",
    )

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
        test: Expression | None = None,
        hit_form: tuple[str, int] | None = None,
        log_parts: list[str | Field] | None = None,
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
        self.test = test
        self.hit_form = hit_form
        self.log_parts = [] if log_parts is None else log_parts
        self.probe = Probe()

    @property
    def guarded(self) -> bool:
        """Whether a visit need not stop."""
        return self.test is not None or self.hit_form is not None or bool(self.log_parts)

    def key(self) -> tuple[object, ...]:
        """What makes two requests ask for the same breakpoint."""
        return (self.path, self.asked, self.condition, self.hit_condition, self.log_message)

    def standing(self) -> tuple[object, ...]:
        """What of it may change while it is asked for, and is told to the client (see `as_dap`)."""
        return (self.verified, self.line, self.problem, self.nowhere, self.pending)

    def as_dap(self) -> dict[str, object]:
        """The DAP `Breakpoint`."""
        body: dict[str, object] = {
            "id": self.id,
            "verified": self.verified,
            "line": self.line,
            "source": {"path": self.path, "name": self.path.rpartition("/")[2]},
        }
        if self.problem or self.nowhere:
            body |= {"message": self.problem or self.nowhere, "reason": "failed"}
        elif self.pending:
            body |= {"message": "Pending: nothing of this file has run yet.", "reason": "pending"}
        return body


def _compile(breakpoint: Breakpoint) -> None:
    """Prepares the condition, hit condition and log message; a mistake becomes the breakpoint's problem."""
    try:
        if breakpoint.condition:
            breakpoint.test = expression_of(breakpoint.condition)
        if breakpoint.hit_condition:
            breakpoint.hit_form = hit_condition.parse(breakpoint.hit_condition)
        if breakpoint.log_message:
            breakpoint.log_parts = log_message.parse(breakpoint.log_message)
    except (MemoryError, RecursionError):
        breakpoint.problem = "The condition or log message is nested too deeply to be compiled."
    except SyntaxError as error:
        breakpoint.problem = f"Condition {breakpoint.condition!r} is not a Python expression ({error.msg})."
    except ValueError as error:
        breakpoint.problem = str(error)


_DETAILS = {"condition": "condition", "hitCondition": "hit_condition", "logMessage": "log_message"}


def mistakes(details: dict[str, object]) -> dict[str, str]:
    """What is wrong with a breakpoint's condition, hit condition and log message, by their names in DAP."""
    found = {}
    for name, attribute in _DETAILS.items():
        if details.get(name):
            made = Breakpoint(0, "", 1, 1, **{attribute: details[name]})
            _compile(made)
            if made.problem:
                found[name] = made.problem
    return found


class BreakpointTable:
    """All breakpoints, by the names by which the client knows the files; a file may have several."""

    def __init__(self, index: CodeIndex) -> None:
        self._index = index
        self._by_name: dict[str, list[Breakpoint]] = {}
        self._bound: dict[str, dict[int, list[Breakpoint]]] = {}  # by path
        self._waiting: set[str] = set()  # names of files with breakpoints that no code known so far can hold
        self._ids = itertools.count(1)

    def replace(self, name: str, requests: list[dict[str, object]]) -> list[Breakpoint]:
        """Sets the breakpoints of a file, in place of all that it had under that name.

        One that is asked for again unchanged keeps its id and its count of hits.
        """
        former = {each.key(): each for each in self._by_name.get(name, ())}
        result = []
        for request in requests:
            line = request["line"]
            made = Breakpoint(
                id=0,
                path=name,
                asked=line,
                line=line,
                condition=request.get("condition") or None,
                hit_condition=request.get("hitCondition") or None,
                log_message=request.get("logMessage") or None,
            )
            kept = former.pop(made.key(), None)
            if kept is None:
                made.id = next(self._ids)
                _compile(made)
            result.append(kept or made)
        self._by_name[name] = result
        file = self._index.file(self._index.names.path(name))
        if file:
            self._bind(file)
        else:
            self._note_waiting(name)
        return result

    def bind(self, file: SourceFile) -> list[Breakpoint]:
        """Binds the breakpoints of a file whose code has become known; returns those that changed."""
        before = [(each, each.standing()) for each in self.of(file.path)]
        self._bind(file)
        return [each for each, old in before if each.standing() != old]

    def _bind(self, file: SourceFile) -> None:
        bound = self._bound[file.path] = {}
        asked = self.of(file.path)
        lines = sorted(file.owners()) if asked else []
        living = bool(lines or file.codes())
        for each in asked:
            each.pending, each.nowhere = not living, None
            line = file.resolve(each.asked, lines)
            if line is None:
                each.verified, each.line = False, each.asked
                if lines:
                    each.nowhere = f"No code at or after line {each.asked}; the last line with code is {lines[-1]}."
                elif living:
                    each.nowhere = "This file has no line where a program can stop."
                continue
            each.line = line
            each.verified = each.problem is None
            if each.verified:
                bound.setdefault(line, []).append(each)
        for name in {each.path for each in asked}:
            self._note_waiting(name)

    def _note_waiting(self, name: str) -> None:
        if any(each.pending or each.nowhere for each in self._by_name.get(name, ())):
            self._waiting.add(name)
        else:
            self._waiting.discard(name)

    def of(self, path: str) -> list[Breakpoint]:
        """Those of the file with that path."""
        path_of = self._index.names.path
        return [each for name, several in self._by_name.items() if path_of(name) == path for each in several]

    def pending_paths(self) -> set[str]:
        """Files with breakpoints that no code known so far can hold."""
        return {self._index.names.path(name) for name in self._waiting}

    def by_code(self, file: SourceFile) -> Iterator[tuple[CodeType, dict[int, list[Breakpoint]]]]:
        """Each living code object of a file with its bound breakpoints by line (often none)."""
        bound = self._bound.get(file.path, {})
        owners = file.owners() if bound else {}
        held: dict[int, dict[int, list[Breakpoint]]] = {}
        for line, several in bound.items():
            for code in owners.get(line, ()):
                held.setdefault(id(code), {})[line] = several
        for code in file.codes():
            yield code, held.get(id(code), {})

    def guarded(self, file: SourceFile) -> dict[int, Breakpoint]:
        """The lines of a file that hold one breakpoint, and one whose visits need not stop."""
        bound = self._bound.get(file.path, {})
        return {line: held[0] for line, held in bound.items() if len(held) == 1 and held[0].guarded}

    def all(self) -> list[Breakpoint]:
        """Every breakpoint of the session."""
        return [each for several in self._by_name.values() for each in several]
