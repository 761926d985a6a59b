"""Trees of code, walked and changed.

`ast.NodeTransformer` and `copy.deepcopy` would not do: they are Python code of the library, which runs with what the
program has made of it.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from dapper.values.generics import AnyList

_Node = TypeVar("_Node", bound=ast.AST)
_Any = TypeVar("_Any", bound=ast.AST)
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
"""What is a scope of its own, but for comprehensions."""


def outer_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """Nodes of the code itself, not of functions and classes that it defines."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if not isinstance(node, SCOPES):
            yield from outer_nodes(node)


def declared_global(nodes: Iterable[ast.AST]) -> set[str]:
    """The names that some nodes declare global."""
    return {name for node in nodes if isinstance(node, ast.Global) for name in node.names}


def bound_by(node: ast.AST) -> Iterator[str]:
    """The names that a node binds or unbinds, without its parts."""
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            yield node.id
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, ast.alias):
        yield node.asname or node.name.partition(".")[0]
    elif isinstance(node, (ast.MatchAs, ast.MatchStar, ast.ExceptHandler)):
        if node.name is not None:
            yield node.name
    elif isinstance(node, ast.MatchMapping) and node.rest is not None:
        yield node.rest


def rewritten(tree: _Node, replacement: Callable[[ast.AST], ast.AST], apart: tuple[type[ast.AST], ...]) -> _Node:
    """A copy of a tree.

    Args:
        tree: it stays as it is.
        replacement: gives what is to stand for a node, whose parts have been replaced already.
        apart: kinds of nodes that are taken over as they are.
    """

    def part(value: object) -> object:
        if type(value) is AnyList:
            return [part(each) for each in value]
        if not isinstance(value, ast.AST) or isinstance(value, apart):
            return value
        return replacement(copied(value))

    def copied(node: _Any) -> _Any:
        # An instance's names are its parts and its place, all of which its class takes by name.
        return type(node)(**{name: part(value) for name, value in vars(node).items()})

    return copied(tree)


def unannotated(tree: _Node) -> _Node:
    """The tree so that what it assigns is not annotated, but for functions and classes that it defines."""

    def plain(node: ast.AST) -> ast.AST:
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
            return node
        return ast.copy_location(ast.Pass() if node.value is None else ast.Assign([node.target], node.value), node)

    return rewritten(tree, plain, SCOPES)
