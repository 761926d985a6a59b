"""Compiles silently: the warnings of a source were given when the program itself was compiled.

`ast.parse` is not used: it is code of the library that compiles, so what it is given counts as a text of the program's.
"""

from __future__ import annotations

import ast
import sys
from types import ModuleType
from typing import cast

_NAME = "warnings"


class Quiet:
    """For a `with` statement: warnings are not shown.

    The interpreter asks the module that it finds under that name. Meanwhile that is one that knows a single answer: the
    program may have done anything to the library's, or have taken it away, and `warnings.catch_warnings` would have the
    interpreter forget which warnings it has shown, and show them again.
    """

    def __enter__(self) -> None:
        self._former = sys.modules.get(_NAME)
        sys.modules[_NAME] = _SILENT

    def __exit__(self, *exception: object) -> None:
        if self._former is None:
            del sys.modules[_NAME]
        else:
            sys.modules[_NAME] = self._former


_SILENT = ModuleType(_NAME)
vars(_SILENT).update(filters=[("ignore", None, Warning, None, 0)], _defaultaction="ignore", _onceregistry={})


def parsed(text: str, name: str = "<unknown>") -> ast.Module:
    """The tree of statements. Raises as `compile` does."""
    return cast("ast.Module", compile(text, name, "exec", ast.PyCF_ONLY_AST, dont_inherit=True))


def parsed_expression(text: str, name: str = "<unknown>") -> ast.expr:
    """The tree of an expression. Raises as `compile` does."""
    return cast("ast.Expression", compile(text, name, "eval", ast.PyCF_ONLY_AST, dont_inherit=True)).body
