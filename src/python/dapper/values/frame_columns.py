"""The columns of what a frame runs: in an outer frame the call that it waits for, in the innermost what comes next.

Most lines have one statement, and its column tells nothing. Where a line has several, or the body of a `lambda`, the
column says which of them is next.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from types import CodeType

from dapper.code.columns import utf16_column
from dapper.code.quiet import Quiet, parsed
from dapper.code.spots import run_apart

_LONGEST = 2_000
"""Characters of a line that is parsed: a longer one nobody has written by hand."""
_CLAUSES = {
    "else": ("if 0:\n pass\n", ""),
    "elif": ("if 0:\n pass\n", ""),
    "try": ("", "\nfinally: pass"),
    "except": ("try:\n pass\n", ""),
    "finally": ("try:\n pass\n", ""),
    "case": ("match 0:\n ", ""),
}
"""What stands before and behind a clause that is no statement by itself."""


class _Place:
    """What an instruction belongs to: lines from 1, columns in bytes of UTF-8 from 0."""

    __slots__ = ("end", "start")

    def __init__(self, line: int, end_line: int, column: int, end_column: int) -> None:
        self.start, self.end = (line, column), (end_line, end_column)


def running(code: CodeType, offset: int, line: int, lines: list[str]) -> dict[str, int]:
    """`column`, `endLine` and `endColumn` of the expression that an instruction belongs to, as in DAP.

    Args:
        code: what the frame runs, of the program's own.
        offset: the instruction, in bytes.
        line: where the frame stands; an expression that begins on another line is not said.
        lines: the source.
    """
    place = _place(code, offset, line, lines)
    if place is None:
        return {}
    end_line, end_column = place.end
    return {
        "column": utf16_column(lines[line - 1], place.start[1]),
        "endLine": end_line,
        "endColumn": utf16_column(lines[end_line - 1], end_column),
    }


def coming(code: CodeType, offset: int, line: int, lines: list[str]) -> dict[str, int]:
    """The same of what runs next on a line, if something else stands before it there. Arguments as of `running`."""
    place = _place(code, offset, line, lines)
    if place is None:
        return {}
    text = lines[line - 1]
    column = place.start[1]
    holding = [(start, end) for start, end in _parts(text) if start <= column and (line, end) >= place.end]
    start, end = max(holding, default=(0, 0))
    if not text.encode()[:start].strip():
        return {}
    return {"column": utf16_column(text, start), "endLine": line, "endColumn": utf16_column(text, end)}


def _place(code: CodeType, offset: int, line: int, lines: list[str]) -> _Place | None:
    found = next(itertools.islice(code.co_positions(), max(offset, 0) >> 1, None), None)
    if found is None:
        return None
    first, last, column, end_column = found
    if first != line or last is None or column is None or end_column is None or not 0 < line <= last <= len(lines):
        return None
    return _Place(line, last, column, end_column)


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """Where in a line its statements are, and what runs apart from them, in bytes; nothing where it is none alone."""
    written = text.lstrip()
    if len(written) > _LONGEST:
        return
    # A line is parsed by itself: the file around it may be long.
    before, behind = next((around for word, around in _CLAUSES.items() if written.startswith(word)), ("", ""))
    shift = len((before.rpartition("\n")[2]).encode()) - (len(text.encode()) - len(written.encode()))
    try:
        with Quiet():
            tree = parsed(before + written + behind)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    line = before.count("\n") + 1
    waiting: list[ast.AST] = [tree]
    while waiting:  # no recursion: an expression may be deep
        node = waiting.pop()
        waiting += ast.iter_child_nodes(node)
        own = ((node, node),) if isinstance(node, ast.stmt) else ()
        for first, last in itertools.chain(own, run_apart(node)):
            if first.lineno == line:
                yield first.col_offset - shift, (last.end_col_offset or 0) - shift
