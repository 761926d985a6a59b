"""An expression that is evaluated many times, in frames of all kinds: a condition, or a part of a log message.

In each of them it means what it would mean as a watch there. What it is compiled to is kept, as a condition in a loop is
evaluated many thousand times a second.
"""

import ast
import types
import weakref

from dapper.code.quiet import Quiet
from dapper.values.scope import Scope, some_locals
from dapper.values.snippet import FILENAME, Compiled, Snippet, used_names

_MOST_KEPT = 64
"""Code objects for which what it is compiled to is kept, and of each, sets of names that have values."""


class _Known:
    """What is known for one code object: the names that may matter, and by those that have values what is compiled."""

    __slots__ = ("code", "compiled", "names")

    def __init__(self, code: types.CodeType, names: list[str] | None) -> None:
        self.code = weakref.ref(code)
        self.names = names  # None: all of the frame
        self.compiled: dict[tuple[str, ...] | None, Compiled] = {}


class Expression:
    """One expression. Making it raises SyntaxError, and MemoryError or RecursionError where it is nested too deeply.

    Args:
        tree: the expression, all parts of which have a place.
    """

    def __init__(self, tree: ast.expr) -> None:
        with Quiet():
            compile(ast.Expression(tree), FILENAME, "eval", dont_inherit=True)
        self._tree = ast.Module([ast.copy_location(ast.Expr(tree), tree)], [])
        # What is called may look at the names of its caller.
        self._looks_around = any(isinstance(node, (ast.Call, ast.NamedExpr)) for node in ast.walk(tree))
        self._known: dict[int, _Known] = {}

    def value(self, frame: types.FrameType) -> object:
        """Its value in a frame. May raise anything."""
        scope = Scope(frame)
        code = frame.f_code
        known = self._known.get(id(code))
        if known is None or known.code() is not code:
            known = self._meet(scope, code)
        names: dict[str, object] = {}
        key: tuple[str, ...] | None = None  # at module level
        if known.names is not None:
            names = some_locals(frame, known.names)
            key = tuple(names)
        elif not scope.is_module:
            names = scope.locals()
            key = tuple(names)
        compiled = known.compiled.get(key) or self._compiled(known, scope, key)
        if compiled.plain is not None:
            function = types.FunctionType(compiled.plain, scope.globals)
            return function(*[names[name] for name in compiled.parameters])
        snippet = Snippet(compiled, scope, names)
        ((function, arguments),) = snippet.steps
        try:
            return function(*arguments)
        finally:
            snippet.finish()

    def _meet(self, scope: Scope, code: types.CodeType) -> _Known:
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        only_used = scope.is_function and not self._looks_around
        names = sorted(used_names(self._tree, scope)) if only_used else None
        known = self._known[id(code)] = _Known(code, names)
        return known

    def _compiled(self, known: _Known, scope: Scope, key: tuple[str, ...] | None) -> Compiled:
        if len(known.compiled) >= _MOST_KEPT:
            known.compiled.clear()
        with Quiet():
            compiled = known.compiled[key] = Compiled(self._tree, scope, key or ())
        return compiled


def expression_of(source: str) -> Expression:
    """An expression by its source. Raises SyntaxError, ValueError, MemoryError, RecursionError."""
    with Quiet():
        tree = ast.parse(source.strip(), FILENAME, "eval").body
    return Expression(tree)
