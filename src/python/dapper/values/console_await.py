"""`await` in what a person enters while the program stands, whose event loop does not turn meanwhile.

It is run as far as it goes without the loop: to its end, where nothing has to be waited for.
"""

from __future__ import annotations

import ast
from collections.abc import Awaitable
from types import ModuleType
from typing import Any

from dapper.values.generics import AnyDict
from dapper.values.scope import Scope
from dapper.values.statics import is_a
from dapper.values.trees import SCOPES, outer_nodes, rewritten

_NAME = "<await>"
"""What is called in place of `await`. No name of the program's can be like it."""
_ABSENT = object()


def is_awaiting(tree: ast.Module) -> bool:
    """Whether code awaits something itself, outside of any function that it defines."""
    return any(isinstance(node, ast.Await) for node in outer_nodes(tree))


def call_what_is_awaited(tree: ast.Module) -> ast.Module:
    """The tree with calls in place of `await`, which runs in `Awaiting` alone.

    Inside of a generator it stays: that would be an asynchronous one.
    """
    return rewritten(tree, _called, (*SCOPES, ast.GeneratorExp))


def _called(node: ast.AST) -> ast.AST:
    if not isinstance(node, ast.Await):
        return node
    function = ast.copy_location(ast.Name(_NAME, ast.Load()), node)
    return ast.copy_location(ast.Call(function, [node.value], []), node)


class Awaiting:
    """While such code runs, for a `with`; `contextlib` would use what the program may have replaced."""

    def __init__(self, scope: Scope) -> None:
        self._names = _builtins_of(scope)
        self._before: object = _ABSENT

    def __enter__(self) -> None:
        self._before = AnyDict.get(self._names, _NAME, _ABSENT)
        AnyDict.__setitem__(self._names, _NAME, _run)

    def __exit__(self, *_: object) -> None:
        if self._before is _ABSENT:
            AnyDict.pop(self._names, _NAME, None)
        else:
            AnyDict.__setitem__(self._names, _NAME, self._before)


def _builtins_of(scope: Scope) -> dict[Any, object]:
    """Where names of code in a scope are looked up last."""
    if scope.frame is not None:
        return scope.frame.f_builtins
    found = AnyDict.get(scope.globals, "__builtins__", None)
    names: object = ModuleType.__getattribute__(found, "__dict__") if is_a(found, ModuleType) else found
    return names if is_a(names, AnyDict) else scope.globals


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
