"""`await` in what a person enters while the program stands, whose event loop does not turn meanwhile.

It is run as far as it goes without the loop: to its end, where nothing has to be waited for.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Awaitable
from typing import Any

from dapper.values.generics import AnyDict
from dapper.values.scope import Scope

_NAME = "<await>"
"""What is called in place of `await`. No name of the program's can be like it."""
_ABSENT = object()


class _Calls(ast.NodeTransformer):
    """Makes calls of what stands outside of any function and of any generator, which would be another one by that."""

    def __init__(self) -> None:
        self.found = False

    def visit_Await(self, node: ast.Await) -> ast.AST:
        self.found = True
        function = ast.copy_location(ast.Name(_NAME, ast.Load()), node)
        return ast.copy_location(ast.Call(function, [self.visit(node.value)], []), node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        return node

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
        return node


def call_what_is_awaited(tree: ast.Module) -> bool:
    """Puts calls in place of `await` in a tree. Returns whether there were any: then it runs in `awaiting` alone."""
    calls = _Calls()
    calls.visit(tree)
    return calls.found


class Awaiting:
    """While such code runs, for a `with`; `contextlib` would use what the program may have replaced."""

    def __init__(self, scope: Scope) -> None:
        self._names: Any = vars(builtins) if scope.frame is None else scope.frame.f_builtins
        self._before: object = _ABSENT

    def __enter__(self) -> None:
        self._before = AnyDict.get(self._names, _NAME, _ABSENT)
        AnyDict.__setitem__(self._names, _NAME, _run)

    def __exit__(self, *_: object) -> None:
        if self._before is _ABSENT:
            AnyDict.pop(self._names, _NAME, None)
        else:
            AnyDict.__setitem__(self._names, _NAME, self._before)


def _run(awaitable: Awaitable[object]) -> object:
    """What an awaitable comes to.

    Raises:
        RuntimeError: it waits.
    """
    coroutine = _through(awaitable)
    while True:
        try:
            waits_for = coroutine.send(None)
        except StopIteration as end:
            return end.value
        if waits_for is not None:  # else it only lets others run
            coroutine.close()
            raise RuntimeError(
                f"'await' waits for {type(waits_for).__name__} here, and while the program is paused its event loop "
                "does not turn. What waited has been closed; what it has started goes on with the program."
            )


async def _through(awaitable: Awaitable[object]) -> object:
    return await awaitable
