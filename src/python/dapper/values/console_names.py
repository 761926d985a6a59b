"""What binds names that the compiler cannot see, in code that is entered at a frame: `import *`, and `exec` of a text.

A function may not have the first, and the second would bind them where nobody looks for them again. At a prompt they
become variables of the frame.
"""

from __future__ import annotations

import ast
from typing import Any

from dapper.values.trees import SCOPES, rewritten

NAMES: Any = frozenset(("dapper names",))
"""The constant that stands for what gives `exec` and `eval` the names of the frame."""
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def star_parts(tree: ast.Module) -> list[ast.Module]:
    """The code in parts to be run one after the other: each `import *` is one, so that what follows has its names."""
    parts: list[ast.Module] = []
    body: list[ast.stmt] = []
    for statement in tree.body:
        if _is_star(statement):
            parts += [ast.Module(each, []) for each in (body, [statement]) if each]
            body = []
        else:
            body.append(statement)
    return [*parts, ast.Module(body, [])] if body or not parts else parts


def is_star_import(tree: ast.Module) -> bool:
    """Whether code is one `import *`."""
    return len(tree.body) == 1 and _is_star(tree.body[0])


def with_names(tree: ast.Module) -> ast.Module:
    """The code so that the built-in `exec` and `eval` get the names of the frame, where it gives them none."""

    def given(node: ast.AST) -> ast.AST:
        match node:
            case ast.Call(ast.Name("exec" | "eval") as function, [argument], []) if not isinstance(
                argument, ast.Starred
            ):
                # What the name means shows only then. And between the code and its call there is no frame of ours.
                give = ast.Call(ast.Attribute(ast.Constant(NAMES), "__call__", ast.Load()), [function], [])
                call = ast.Call(function, [argument, ast.Starred(give, ast.Load())], [])
                return ast.fix_missing_locations(ast.copy_location(call, node))
            case _:
                return node

    return rewritten(tree, given, (*SCOPES, *_COMPREHENSIONS))


def _is_star(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and any(each.name == "*" for each in statement.names)
