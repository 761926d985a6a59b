"""The annotations of a function whose class was made already."""

from __future__ import annotations

import ast
from types import CodeType
from typing import Any

from dapper.code.quiet import Quiet
from dapper.stopping.reload.definitions import Function

_NO_TYPES: dict[str, Any] = {"type_params": []} if "type_params" in ast.FunctionDef._fields else {}
FILENAME = "<dapper reload>"
_ANNOTATE = "__annotate__"


def annotations_alone(node: Function) -> Function | None:
    """A function that has the annotations of another and does nothing; None where there are none."""
    given = node.args
    several = (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg)
    if node.returns is None and all(each is None or each.annotation is None for each in several):
        return None
    no_defaults: list[ast.expr | None] = [None] * len(given.kwonlyargs)
    arguments = ast.arguments(
        given.posonlyargs, given.args, given.vararg, given.kwonlyargs, no_defaults, given.kwarg, []
    )
    types: dict[str, Any] = {"type_params": node.type_params} if _NO_TYPES else {}
    outline = type(node)(node.name, arguments, [ast.Pass()], [], node.returns, **types)
    return ast.fix_missing_locations(ast.copy_location(outline, node))


def annotate_code(outline: Function, future: list[ast.stmt], owner: str) -> CodeType | None:
    """The code that gives the annotations of a method when somebody asks for them (CPython 3.14 and later), or None."""
    body = ast.copy_location(ast.ClassDef(owner, [], [], [outline], [], **_NO_TYPES), outline)
    with Quiet():
        root = compile(ast.Module([*future, body], []), FILENAME, "exec", dont_inherit=True)
    made = next(each for each in root.co_consts if type(each) is CodeType)
    return next((each for each in made.co_consts if type(each) is CodeType and each.co_name == _ANNOTATE), None)
