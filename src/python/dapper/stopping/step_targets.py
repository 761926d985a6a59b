"""Which calls of the statement at which a frame stands are still to come, and what the source writes there."""

from __future__ import annotations

import ast
from types import CodeType

from dapper.code.columns import between, utf16_column, written
from dapper.code.instructions import Instructions
from dapper.code.line_entries import Extents
from dapper.code.quiet import Quiet, parsed_expression

_CALLS = frozenset(("CALL", "CALL_KW", "CALL_FUNCTION_EX"))
_RUNS = frozenset(
    (
        "GET_AWAITABLE",
        "GET_ITER",
        "GET_AITER",
        "GET_YIELD_FROM_ITER",
        "BEFORE_WITH",
        "BEFORE_ASYNC_WITH",
        "LOAD_SPECIAL",
    )
)
_COPIES = "COPY"
"""Since CPython 3.14 a `with` copies what it then asks for its methods."""
_OF_A_WITH = frozenset(("LOAD_SPECIAL", "LOAD_CONST"))
"""What is right before a call that a `with` makes, at its very place in the source."""
_LONGEST_LABEL = 60


class CallSite:
    """One call.

    Attributes:
        offset: of the instruction that calls, in bytes.
        label: what is called, as written.
        line, end_line: 1-based.
        column, end_column: 1-based, in UTF-16 code units; the end is behind the last one.
        statement: the lines of its statement.
        after: the instruction at which what it returns is on the stack.
        place: where on the stack that is, from 0; None: unknown.
        is_run: whether what it returns is run at once: it is awaited, a loop goes through it, or a `with` enters it.
    """

    __slots__ = ("after", "column", "end_column", "end_line", "is_run", "label", "line", "offset", "place", "statement")

    def __init__(
        self, offset: int, label: str, position: tuple[int, int, int, int], statement: range, within: Instructions
    ) -> None:
        self.offset, self.label, self.statement = offset, label, statement
        self.line, self.column, self.end_line, self.end_column = position
        self.after = within.at[offset].after
        depth = within.depth(self.after)
        self.place = depth - 1 if depth else None
        following = within.at.get(self.after)
        if following is not None and following.name == _COPIES:
            following = within.at.get(following.after)
        self.is_run = following is not None and following.name in _RUNS

    def as_dap(self, id: int) -> dict[str, object]:
        """The DAP `StepInTarget`."""
        return {
            "id": id,
            "label": self.label,
            "line": self.line,
            "column": self.column,
            "endLine": self.end_line,
            "endColumn": self.end_column,
        }


def calls_to_come(code: CodeType, offset: int, lines: list[str], extents: Extents, line: int) -> list[CallSite]:
    """The calls of a statement from an instruction on, in the order of the instructions.

    Args:
        code: what the frame runs.
        offset: where it stands, in bytes.
        lines: the source.
        extents: where its statements end.
        line: where the frame stands, 1-based.
    """
    statement = statement_around(line, extents)
    positions = list(code.co_positions())
    within = Instructions(code)
    instructions = within.at
    found: list[CallSite] = []
    known: set[tuple[int | None, ...]] = set()
    before: int | None = None
    for at in sorted(each for each in instructions if each >= offset):
        first, last, column, end_column = position = positions[(instructions[at].after >> 1) - 1]
        if first is not None and first not in statement:
            break  # another statement
        former, before = before, at
        if instructions[at].name not in _CALLS or first is None or last is None:
            continue
        if column is None or end_column is None or column == end_column:
            continue  # a call that no source has written
        if position in known:
            continue  # for `all(...)` the compiler writes what is in it twice: as a loop of its own, and as an argument
        if former is not None and instructions[at].name == "CALL" and instructions[former].name in _OF_A_WITH:
            if positions[(instructions[former].after >> 1) - 1] == position:
                continue  # `__enter__`, or `__exit__` with three times None: what is written is their object
        known.add(position)
        parts = between(lines, first, last, column, end_column)
        label = parts and _called(parts)
        if label and last <= len(lines):
            begin, end = utf16_column(lines[first - 1], column), utf16_column(lines[last - 1], end_column)
            found.append(CallSite(at, label, (first, begin, last, end), statement, within))
    return found


def call_at(code: CodeType, offset: int, statement: range) -> CallSite | None:
    """The call that a frame makes which stands at an instruction; None where that calls nothing."""
    instructions = Instructions(code)
    at, found = instructions.instruction(offset) or (offset, None)
    if found is None or found.name not in _CALLS:
        return None
    position = statement.start, 1, statement.start, 1
    return CallSite(at, "", position, statement, instructions)


def start_of_statement(code: CodeType, offset: int, statement: range) -> int | None:
    """The first instruction of a statement in which a frame stands: those of one lie one behind the other."""
    found = None
    for start, _, line in reversed([each for each in code.co_lines() if each[0] <= offset]):
        if line is None or line not in statement:
            break
        found = start
    return found


def statement_around(line: int, extents: Extents) -> range:
    """The lines of the innermost statement, or head of one, that holds a line."""
    if line in extents.heads:
        return extents.heads[line]
    first = max((each for each, last in extents.last.items() if each <= line <= last), default=line)
    return range(first, extents.last.get(first, line) + 1)


def _called(text: str) -> str | None:
    """What a call calls, as written; of a decorator itself. None: the text is no call."""
    source = f"({text})"
    try:
        with Quiet():
            tree = parsed_expression(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if isinstance(tree, (ast.Name, ast.Attribute)):
        label = f"@{text}"
    elif isinstance(tree, ast.Call):
        label = written(source.split("\n"), tree.func)
    else:
        return None
    label = " ".join(label.split())
    return label if len(label) <= _LONGEST_LABEL else f"…{label[-_LONGEST_LABEL:]}"
