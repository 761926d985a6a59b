"""The statements of a source: what takes several lines, and which lines are no code."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dapper.code.line_entries import Extents
from dapper.code.quiet import Quiet, parsed

_Clause = ast.stmt | ast.ExceptHandler | ast.match_case
"""A statement, or what is part of one and has statements in it."""


class Statements:
    """Those of a text; of one that does not compile there are none: it has changed since it was run.

    Attributes:
        of_several_lines: first and last line (1-based) of each simple statement of several lines.
        docstrings: the lines of docstrings.
        empty: first and last line of each body that is a docstring alone, and the line on which its function begins:
            that is the line of all its code.
        extents: where statements of several lines end, and which lines begin a `with`.
    """

    def __init__(self, text: str) -> None:
        self.of_several_lines: list[tuple[int, int]] = []
        self.empty: list[tuple[int, int, int]] = []
        docstrings: set[int] = set()
        last: dict[int, int] = {}
        withs: set[int] = set()
        heads: dict[int, range] = {}
        try:
            with Quiet():
                tree = parsed(text)
        except (SyntaxError, ValueError):
            tree = ast.Module([], [])
        for node in _without_expressions(tree):
            if isinstance(node, ast.stmt) and not hasattr(node, "body") and _end(node) != node.lineno:
                self.of_several_lines.append((node.lineno, _end(node)))
            if not isinstance(node, ast.Module):
                begin = node.pattern.lineno if isinstance(node, ast.match_case) else node.lineno
                last[begin] = max(head_end(node), last.get(begin, 0))
            if isinstance(node, (ast.With, ast.AsyncWith)):
                withs.add(node.lineno)
            if isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)):
                begin = min(each.lineno for each in (node, *node.decorator_list))
                if begin < (end := max(node.lineno, head_end(node))):
                    heads.update(dict.fromkeys(range(begin, end + 1), range(begin, end + 1)))
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body:
                docstrings |= self._docstring(node)
        self.docstrings = frozenset(docstrings)
        last = {line: end for line, end in last.items() if end > line}
        self.extents = Extents(last, frozenset(withs), heads)

    def _docstring(self, node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> set[int]:
        """The lines that its docstring has for itself."""
        first = node.body[0]
        if not isinstance(first, ast.Expr) or not isinstance(first.value, ast.Constant):
            return set()
        if not isinstance(first.value.value, str):
            return set()
        if len(node.body) < 2:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                begin = min(each.lineno for each in (node, *node.decorator_list))
                self.empty.append((max(node.lineno, head_end(node)) + 1, _end(first), begin))
            return set()
        extent = (first.lineno, _end(first))
        if extent in self.of_several_lines:
            self.of_several_lines.remove(extent)
        return set(range(extent[0], extent[1] + 1)) - {getattr(node, "lineno", 0), node.body[1].lineno}


def _without_expressions(tree: ast.Module) -> Iterator[ast.Module | _Clause]:
    """The module, its statements, and their handlers and cases; expressions are by far the most of a tree."""
    nodes: list[ast.Module | _Clause] = [tree]
    for node in nodes:  # the list grows meanwhile
        yield node
        for parts in ("body", "orelse", "handlers", "finalbody", "cases"):
            nodes += getattr(node, parts, ())


def head_end(statement: _Clause) -> int:
    """The last line of a statement or clause without its body."""
    if isinstance(statement, ast.match_case):
        return _end(statement.guard or statement.pattern)
    if not hasattr(statement, "body"):
        return _end(statement)
    bodies = (ast.stmt, ast.ExceptHandler, ast.match_case)
    heads = (child for child in ast.iter_child_nodes(statement) if not isinstance(child, bodies))
    return max(map(_end, heads), default=0) or statement.lineno


def _end(part: ast.AST) -> int:
    """The last line of a part of a statement; 0 for one that has no position."""
    end = getattr(part, "end_lineno", None)
    return max(map(_end, ast.iter_child_nodes(part)), default=0) if end is None else end
