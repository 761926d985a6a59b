"""Builds modified code from the source: the test of a breakpoint, ahead of the statement that it stands at.

What is injected has the position of the statement's line, without any width, which distinguishes it from the program's
own instructions. It uses the function's own fast locals, and its constants for everything else: no name but those of
the condition.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Collection, Iterator, Mapping
from types import CodeType

from dapper.code.line_entries import CAUGHT
from dapper.code.quiet import parsed_expression
from dapper.code.statements import head_end
from dapper.modified import hit_condition
from dapper.values.generics import AnyFrozenset, AnyTuple

_PROBE = "dapper probe"
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_WITH_HEADS = (ast.If, *_LOOPS, ast.With, ast.AsyncWith, ast.ExceptHandler, ast.match_case)
_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_PLACED = (ast.stmt, ast.expr, ast.ExceptHandler, ast.keyword)
"""What in a test has a position."""
_QUICK = frozenset(
    ("abs", "bool", "callable", "chr", "float", "id", "int", "isinstance", "issubclass", "len", "ord", "type")
)
"""Builtins that can take long, or reach a breakpoint, only through special methods of the program's own."""


class Point:
    """What to inject at a line.

    Attributes:
        condition: source of an expression, or None.
        hits: operator and number of a hit condition, or None.
    """

    __slots__ = ("condition", "hits")

    def __init__(self, condition: str | None, hits: tuple[str, int] | None) -> None:
        self.condition, self.hits = condition, hits


def marker(line: int, part: str) -> frozenset[tuple[str, int, str]]:
    """The constant that stands for a part of a line's probe until the code is bound.

    Of all that can be a constant in a syntax tree, this is what the compiler computes nothing with.
    """
    return frozenset(((_PROBE, line, part),))


def marked_line(constant: object) -> int | None:
    """The line of a marker; None if a constant is not a marker."""
    found = next(iter(constant), None) if type(constant) is AnyFrozenset else None
    if type(found) is AnyTuple and found[:1] == (_PROBE,) and type(found[1]) is int:
        return found[1]
    return None


def inject(tree: ast.Module, points: Mapping[int, Point]) -> set[int]:
    """Puts the tests of `points` (by line) into a syntax tree, and returns the lines at which that can be done.

    Args:
        tree: a module, as parsed; changed in place.
        points: by line, 1-based.
    """
    statements: dict[int, tuple[list[ast.stmt], ast.stmt]] = {}
    for block in _blocks(tree):
        for statement in block:
            if statement.lineno in points:
                statements.setdefault(statement.lineno, (block, statement))
    clauses = _clause_lines(tree) | _shared_lines(tree)
    done: set[int] = set()
    for line, (block, statement) in statements.items():
        if line in clauses or _comes_back(statement) or not _can_move(points[line].condition):
            continue
        test = _test(points[line], line)
        for node in ast.walk(test):
            if isinstance(node, _PLACED):
                node.lineno = node.end_lineno = line
                node.col_offset = node.end_col_offset = 0
        block.insert(block.index(statement), test)
        done.add(line)
    return done


def injected(code: CodeType, lines: Collection[int]) -> frozenset[int]:
    """Offsets (in bytes) of the instructions that were injected into a modified code object at `lines`."""
    return frozenset(
        2 * at
        for at, (line, end_line, column, end_column) in enumerate(code.co_positions())
        if line in lines and line == end_line and column == end_column == 0
    )


def handlers(code: CodeType, own: Collection[int]) -> frozenset[int]:
    """Those of the injected instructions to which a condition's error leads: its visit has begun before.

    The first instruction of a handler has no line, so that the next one looks like an arrival.
    """
    return frozenset(at for at in own if at and code.co_code[at - 2] in CAUGHT)


def _blocks(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    """The lists of statements of a tree, those of outer statements first."""
    for node in ast.walk(tree):
        for field in ("body", "orelse", "finalbody"):
            block = getattr(node, field, None)
            if isinstance(block, list):
                yield block


def _clause_lines(tree: ast.AST) -> set[int]:
    """Lines on which an `except` or `case` stands: they are visited although the statement behind it is not reached."""
    lines = {node.lineno for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)}
    for node in ast.walk(tree):
        if isinstance(node, ast.match_case):
            lines.add(node.pattern.lineno)
            if node.guard is not None:
                lines.add(node.guard.lineno)
    return lines


def _shared_lines(tree: ast.AST) -> set[int]:
    """Lines on which one statement, or the head of one, ends and another begins."""
    lines: set[int] = set()
    for block in _blocks(tree):
        for one, other in itertools.pairwise(block):
            lines.add(other.lineno if one.lineno < other.lineno == one.end_lineno else 0)
    for node in ast.walk(tree):
        if isinstance(node, _WITH_HEADS):
            end = head_end(node)
            lines.add(end if node.body[0].lineno == end != getattr(node, "lineno", None) else 0)
    return lines


def _comes_back(statement: ast.stmt) -> bool:
    """Whether a visit of the statement's line does not begin ahead of it, or it is a docstring, which never runs."""
    if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
        return True
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return True
    return isinstance(statement, _LOOPS) or (isinstance(statement, _DEFINITIONS) and bool(statement.decorator_list))


def _can_move(condition: str | None) -> bool:
    """Whether an expression means the same inside the function: it makes no scope and binds no name."""
    scopes = (ast.NamedExpr, ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
    if condition is None:
        return True
    return not any(isinstance(node, scopes) for node in ast.walk(parsed_expression(condition.strip())))


def _test(point: Point, line: int) -> ast.stmt:
    """A loop that ends in its first turn: each `break` goes on with the program, and only a hit gets to the end."""
    checks: list[ast.stmt] = []
    if point.condition is not None:
        condition = parsed_expression(point.condition.strip())
        timed = may_take_long(condition)
        begin = ast.If(ast.Call(_part(line, "begin"), [], []), [ast.Break()], [])
        checks += [_when_switched(line, begin)] * timed
        end = _when_switched(line, _call(line, "end"))
        checks.append(_unless(condition, [end] * timed))
        checks += [end] * timed
    visit = ast.Call(_part(line, "next"), [_part(line, "count")], [])
    checks.append(ast.Expr(visit) if point.hits is None else _unless(hit_condition.tree(point.hits, visit), []))
    failed = ast.ExceptHandler(None, None, [_call(line, "fail"), ast.Break()])
    return ast.While(ast.Constant(True), [ast.Try(checks, [failed], [], []), _call(line, "hit"), ast.Break()], [])


def _when_switched(line: int, then: ast.stmt) -> ast.stmt:
    return ast.If(ast.Subscript(_part(line, "switch"), ast.Constant(0), ast.Load()), [then], [])


def may_take_long(condition: ast.expr) -> bool:
    """Whether an expression calls anything that need not be quick."""
    return any(
        isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in _QUICK)
        for node in ast.walk(condition)
    )


def _unless(test: ast.expr, first: list[ast.stmt]) -> ast.stmt:
    return ast.If(ast.UnaryOp(ast.Not(), test), [*first, ast.Break()], [])


def _part(line: int, name: str) -> ast.expr:
    return ast.Constant(marker(line, name))  # pyright: ignore[reportArgumentType] - a frozenset is one too


def _call(line: int, name: str) -> ast.stmt:
    return ast.Expr(ast.Call(_part(line, name), [], []))
