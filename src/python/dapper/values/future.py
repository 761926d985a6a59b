"""`from __future__ import …` where a person enters it: it lasts, as at Python's own prompt."""

from __future__ import annotations
import __future__

import ast
import functools
import types
from collections.abc import Iterator

_FLAGS: dict[str, int] = {name: getattr(__future__, name).compiler_flag for name in __future__.all_feature_names}
_ALL = functools.reduce(int.__or__, _FLAGS.values())


def features_of(code: types.CodeType) -> int:
    """Those that code was compiled with, as flags of the compiler."""
    return code.co_flags & _ALL


def future_features(tree: ast.Module) -> int:
    """Those that code asks for; what does not exist is for the compiler to say."""
    names = (each.name for statement in _statements(tree) for each in statement.names)
    return functools.reduce(int.__or__, (_FLAGS.get(name, 0) for name in names), 0)


def without_future(tree: ast.Module) -> ast.Module:
    """The code without such statements, for where they may not stand."""
    left = [*_statements(tree)]
    if not left:
        return tree
    return ast.Module([ast.copy_location(ast.Pass(), each) if each in left else each for each in tree.body], [])


def _statements(tree: ast.Module) -> Iterator[ast.ImportFrom]:
    for each in tree.body:
        if isinstance(each, ast.ImportFrom) and each.module == "__future__" and not each.level:
            yield each
