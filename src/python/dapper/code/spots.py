"""The places on a line at which a program can stop: where each statement begins, and what runs at another time than that.

A line may hold several statements (`a = f(); b = g()`, `if a: f()`), the body of a `lambda`, and the element of a
comprehension, which runs again for each turn.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from types import CodeType

from dapper.code.assembly import Unit, first_resume, units
from dapper.code.columns import utf16_column
from dapper.code.line_entries import CAUGHT, ENDS
from dapper.code.quiet import Quiet, parsed

_NAMES: dict[type[ast.expr], str] = {
    ast.ListComp: "<listcomp>",
    ast.SetComp: "<setcomp>",
    ast.GeneratorExp: "<genexpr>",
    ast.DictComp: "<dictcomp>",
}
_Position = tuple[int, int]
"""A line, from 1, and a column, from 0, in bytes."""
_Scope = tuple[str, int]
"""The name of a code object, and its first line."""


class Spot:
    """One place.

    Attributes:
        line, end_line: 1-based.
        column, end_column: 1-based, in UTF-16 code units; the end is behind the last one.
        instructions: where it begins, each as a code object and an offset in bytes.
    """

    __slots__ = ("column", "end_column", "end_line", "instructions", "line")

    def __init__(self, start: _Position, end: _Position, lines: list[str]) -> None:
        self.line, self.end_line = start[0], end[0]
        self.column = utf16_column(lines[start[0] - 1], start[1])
        self.end_column = utf16_column(lines[end[0] - 1], end[1])
        self.instructions: list[tuple[CodeType, int]] = []

    def as_dap(self) -> dict[str, object]:
        """The DAP `BreakpointLocation`."""
        return {"line": self.line, "column": self.column, "endLine": self.end_line, "endColumn": self.end_column}


class _Part:
    """A statement, or an expression that runs by itself."""

    __slots__ = ("end", "scopes", "start")

    def __init__(self, node: ast.stmt | ast.expr, last: ast.stmt | ast.expr, scopes: frozenset[_Scope]) -> None:
        self.start: _Position = (node.lineno, node.col_offset)
        self.end: _Position = (last.end_lineno or node.lineno, last.end_col_offset or node.col_offset)
        self.scopes = scopes

    def holds(self, start: _Position, end: _Position) -> bool:
        return self.start <= start and end <= self.end


def spots(text: str, wanted: range, codes: Iterable[CodeType]) -> dict[int, list[Spot]]:
    """The places on some lines, by line and in order, but those of which no code is alive.

    Args:
        text: the source.
        wanted: the lines, 1-based.
        codes: the living code objects of the file.
    """
    try:
        with Quiet():
            tree = parsed(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}  # the file has changed since it was run
    lines = text.split("\n")
    parts = list(_parts(tree, wanted))
    found = {part: Spot(part.start, part.end, lines) for part in parts}
    for code in codes:
        scope = (code.co_name, code.co_firstlineno)
        own = [part for part in parts if scope in part.scopes]
        if own:
            _place(code, own, found)
    by_start = {(spot.line, spot.column): spot for spot in found.values() if spot.instructions}
    by_line: dict[int, list[Spot]] = {}
    for (line, _), spot in sorted(by_start.items()):
        by_line.setdefault(line, []).append(spot)
    return by_line


def _parts(tree: ast.Module, wanted: range) -> Iterator[_Part]:
    """All that begins on some lines, with the code objects that it may be compiled to."""
    waiting: list[tuple[ast.AST, frozenset[_Scope]]] = [(tree, frozenset((("<module>", 1),)))]
    while waiting:  # no recursion: an expression may be deep
        node, scopes = waiting.pop()
        if isinstance(node, ast.stmt):
            first = min(each.lineno for each in (node, *getattr(node, "decorator_list", ())))
            if first >= wanted.stop or (node.end_lineno or first) < wanted.start:
                continue
            if node.lineno in wanted:
                yield _Part(node, node, scopes)
        inner = _inner_scopes(node, scopes)
        for part, last in run_apart(node):
            if part.lineno in wanted:
                yield _Part(part, last, inner)
        opens = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
        for child in ast.iter_child_nodes(node):
            # Decorators, defaults and bases belong to the code around.
            waiting.append((child, scopes if opens and not isinstance(child, ast.stmt) else inner))


def run_apart(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What of an expression runs at another time than its statement: its first and its last part."""
    if isinstance(node, ast.Lambda):
        yield node.body, node.body
    elif isinstance(node, ast.DictComp):
        yield node.key, node.value or node.key
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp)):
        yield node.elt, node.elt


def _inner_scopes(node: ast.AST, scopes: frozenset[_Scope]) -> frozenset[_Scope]:
    """The code objects that what is in a node may be compiled to."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        return frozenset(((node.name, min(each.lineno for each in (node, *node.decorator_list))),))
    if isinstance(node, ast.Lambda):
        return frozenset((("<lambda>", node.lineno),))
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
        # Since CPython 3.12 most are a part of the function around them.
        return scopes | {(_NAMES[type(node)], node.lineno)}
    return scopes


def _place(code: CodeType, parts: list[_Part], found: dict[_Part, Spot]) -> None:
    """Notes the instructions of a code object at which parts begin: the first of each run of theirs."""
    positions = list(code.co_positions())
    begin = first_resume(code)
    instructions = [each for each in units(code) if each.first * 2 > begin]
    reached = _reached(instructions)
    before: set[_Part] = set()
    for each in instructions:
        if each.first not in reached:
            continue
        line, end_line, column, end_column = positions[each.first + each.size - 1]
        here: set[_Part] = set()
        if line is not None and end_line is not None and column is not None and end_column is not None:
            here = {part for part in parts if part.holds((line, column), (end_line, end_column))}
        for part in here - before:
            found[part].instructions.append((code, each.first * 2))
        before = here


def _reached(instructions: list[Unit]) -> set[int]:
    """The offsets at which the program comes by in its own course: the others only clear up after an exception."""
    index = {each.first: number for number, each in enumerate(instructions)}
    waiting = [0, *(number for number, each in enumerate(instructions) if each.operation in CAUGHT)]
    reached: set[int] = set()
    while waiting:
        number = waiting.pop()
        if number >= len(instructions) or instructions[number].first in reached:
            continue
        each = instructions[number]
        reached.add(each.first)
        if each.operation not in ENDS:
            waiting.append(number + 1)
        if each.target in index:
            waiting.append(index[each.target])
    return reached
