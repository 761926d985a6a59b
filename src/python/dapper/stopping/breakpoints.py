"""Breakpoints by file and line.

The table owns every breakpoint of the session. A file's breakpoints are pending until code of the file is
known; then each is bound to a line with code, and `by_code` says which lines of which code object matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import CodeType
from typing import TYPE_CHECKING

from dapper.code.index import CodeIndex, SourceFile
from dapper.code.moved import Former
from dapper.code.spots import Spot
from dapper.code.text_sources import name_of_text
from dapper.modified.breakpoint import Breakpoint, compile_tests, retire
from dapper.stopping.exact_places import ExactPlaces

if TYPE_CHECKING:
    from dapper.wire.requests import SourceBreakpoint


_PAST = "Pending: this line has run already, when its file was loaded. It stops when that is loaded again."


class BreakpointTable:
    """All breakpoints, by the names by which the client knows the files; a file may have several.

    Attributes:
        places: where those stand that were asked for at one of several places on their line.
    """

    def __init__(self, index: CodeIndex) -> None:
        self._index = index
        self._by_name: dict[str, list[Breakpoint]] = {}
        self._bound: dict[str, dict[int, list[Breakpoint]]] = {}  # by path
        self.places = ExactPlaces()
        self._ahead: set[str] = set()  # names of files whose breakpoints stand on lines of a text not loaded yet
        self._waiting: set[str] = set()  # names of files with breakpoints that no code known so far can hold

    def replace(self, name: str, requests: Sequence[SourceBreakpoint], ahead: bool = False) -> list[Breakpoint]:
        """Sets the breakpoints of a file, in place of all that it had under that name.

        They come with numbers; one that is asked for again unchanged keeps its count of hits. `ahead`: whether their
        lines are those of a text that the program does not run yet.
        """
        (self._ahead.add if ahead else self._ahead.discard)(name)
        former = {each.id: each for each in self._by_name.get(name, ())}
        result: list[Breakpoint] = []
        for request in requests:
            line = request["line"]
            made = Breakpoint(
                id=request.get("id") or 0,
                path=name,
                asked=line,
                line=line,
                condition=request.get("condition") or None,
                hit_condition=request.get("hitCondition") or None,
                log_message=request.get("logMessage") or None,
                asked_column=request.get("column") or None,
            )
            kept = former.get(made.id)
            if kept is None or kept.key() != made.key():
                compile_tests(made)
                kept = made
            result.append(kept)
        retire(self._by_name.get(name, ()), result)
        self._by_name[name] = result
        files = self._index.of_name(name)
        for file in files:
            self._bind(file)
        if not files:
            self._note_waiting(name)
        return result

    def bind(self, file: SourceFile) -> list[Breakpoint]:
        """Binds the breakpoints of a file whose code has become known; returns those that changed."""
        before = [(each, each.standing()) for each in self.of(file.path)]
        self._bind(file)
        return [each for each, old in before if each.standing() != old]

    def _bind(self, file: SourceFile) -> None:
        bound = self._bound[file.path] = {}
        within: list[tuple[Breakpoint, CodeType, int]] = []
        asked = self.of(file.path)
        present = file.owners() if asked else {}
        lines = sorted(file.past_lines().union(present)) if asked else []
        living = bool(lines or file.codes())
        spots = file.spots(0, lines[-1]) if lines and any(each.asked_column for each in asked) else {}
        for each in asked:
            each.pending, each.nowhere, each.spot = not living, None, None
            line = file.resolve(each.asked, lines)
            if line is None:
                each.verified, each.line = False, each.asked
                if lines:
                    each.nowhere = f"No code at or after line {each.asked}; the last line with code is {lines[-1]}."
                elif living:
                    each.nowhere = "This file has no line where a program can stop."
                continue
            each.line = line
            if line not in present:
                # It is bound when the file is loaded again.
                each.verified, each.pending, each.nowhere = False, True, _PAST
                continue
            each.verified = each.problem is None
            if each.asked_column is not None:
                each.spot = _nearest(spots.get(line, []), each.asked_column if line == each.asked else 0)
            if each.verified and each.spot is not None:
                within += ((each, code, offset) for code, offset in each.spot.instructions)
            elif each.verified:
                bound.setdefault(line, []).append(each)
        self.places.choose(file.path, within)
        for name in {each.path for each in asked}:
            self._note_waiting(name)

    def move(self, path: str, near: Callable[[int], int]) -> None:
        """A file has a new text: its breakpoints stand where `near` says that their lines are now."""
        for name, several in self._by_name.items():
            if self._index.names.client_path(name) != path:
                continue
            for each in several if name not in self._ahead else ():
                each.asked = near(each.asked)
            self._ahead.discard(name)

    def _note_waiting(self, name: str) -> None:
        if any(each.pending or each.nowhere for each in self._by_name.get(name, ())):
            self._waiting.add(name)
        else:
            self._waiting.discard(name)

    def of(self, path: str) -> list[Breakpoint]:
        """Those of the file with that path; for a text those of its name, too."""
        path_of = self._index.names.client_path
        made_up = name_of_text(path)
        if made_up is None and path[:1] != "/":
            made_up = path
        found = [several for name, several in self._by_name.items() if path_of(name) == path or name == made_up]
        return [each for several in found for each in several]

    def has_name(self, name: str) -> bool:
        """Whether there are breakpoints in texts of a made-up name."""
        return any(several and name in (of, name_of_text(of)) for of, several in self._by_name.items())

    def pending_paths(self) -> set[str]:
        """Files with breakpoints that no code known so far can hold, and made-up names of code with breakpoints."""
        waiting = {self._index.names.client_path(name) for name in self._waiting}
        # Under a made-up name there may be other code each time.
        return waiting | {
            name_of_text(name) or name for name, held in self._by_name.items() if held and name[:1] != "/"
        }

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

    def by_former(self, file: SourceFile) -> Iterator[tuple[CodeType, Former, dict[int, list[Breakpoint]]]]:
        """Code of a file from before its present text, with the breakpoints on those of its lines that are still there."""
        bound = self._bound.get(file.path, {})
        owners = file.owners() if bound else {}
        for code, former in self._index.moved.of_path(file.path):
            yield (
                code,
                former,
                {
                    line: bound[now]
                    for line, now in former.lines.items()
                    if now in bound and any(each is former.new for each in owners.get(now, ()))
                },
            )

    def guarded(self, file: SourceFile) -> dict[int, Breakpoint]:
        """The lines of a file that hold one breakpoint, and one whose visits need not stop."""
        bound = self._bound.get(file.path, {})
        return {line: held[0] for line, held in bound.items() if len(held) == 1 and held[0].guarded}

    def all(self) -> list[Breakpoint]:
        """Every breakpoint of the session."""
        return [each for several in self._by_name.values() for each in several]


def _nearest(spots: list[Spot], column: int) -> Spot | None:
    """The last place of a line that begins at or before a column, or the first one; None: the line has only one."""
    if len(spots) < 2:
        return None
    return next((each for each in reversed(spots) if each.column <= column), spots[0])
