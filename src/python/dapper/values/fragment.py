"""Code that a person has written: an expression, or statements.

In each frame it means what it would mean if it stood there. What it is compiled to is kept: a condition in a loop is
evaluated many thousand times a second.
"""

from __future__ import annotations

import ast
import os
import types
import weakref
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from dapper.code.quiet import Quiet, parsed, parsed_expression
from dapper.values.console_loop import Patience
from dapper.values.console_names import star_parts, with_names
from dapper.values.errors import EvaluationRefused, NotAssignable, Raised
from dapper.values.future import future_features, without_future
from dapper.values.scope import Scope, some_locals
from dapper.values.snippet import (
    FILENAME,
    Call,
    Compiled,
    Snippet,
    bound_function,
    is_coroutine,
    used_names,
    without_nonlocal,
)
from dapper.values.static_eval import mangled_in
from dapper.values.statics import json_text, traceback_of
from dapper.values.trees import outer_nodes

if TYPE_CHECKING:
    from typing import TypeGuard

_MOST_KEPT = 64
"""Code objects for which compiled forms are kept; and for each of them, sets of names that have values."""
_BLANK = " \t"
_NO_AWAIT = (
    "'await' cannot be used here, nor 'async for' and 'async with': only the console waits while the program is paused."
)
_STANDING_ALONE = (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.List, ast.Dict, ast.Tuple)
"""Expressions that need no brackets when something follows them."""


def _no_code() -> None:
    """For names without a frame."""


class _Known:
    """What is known for one code object: the names that may matter, and compiled code, by those that have values."""

    __slots__ = ("code", "compiled", "names")

    def __init__(self, code: types.CodeType | None, names: list[str] | None) -> None:
        self.code: Callable[[], types.CodeType | None] = _no_code if code is None else weakref.ref(code)
        self.names = names  # None: all of the frame
        self.compiled: dict[tuple[str, ...] | None, Compiled] = {}


class Fragment:
    """One piece of such code.

    Args:
        tree: the code, all parts of which have a place.
        again: see below.
        is_entered: whether it is at a prompt: it may be a coroutine's (see `console_await`), and names that the compiler
            cannot see are the frame's (see `console_names`).

    Attributes:
        again: source of an expression that gives the value once more, or None: evaluating it would do something again.
        expression: the tree, if it is one expression, and asked for as such.
        features: of `__future__`, as flags of the compiler.
        acts: whether it calls or binds something, so that running it may change values.

    Raises:
        SyntaxError, ValueError: it is not Python.
        EvaluationRefused: it cannot be evaluated anywhere.
        MemoryError, RecursionError: it is nested too deeply.
    """

    def __init__(
        self,
        tree: ast.Module,
        again: str | None = None,
        expression: ast.expr | None = None,
        is_entered: bool = False,
        features: int = 0,
    ) -> None:
        self.again, self.expression, self.features = again, expression, features
        self._tree = tree
        self._inner = without_future(tree)
        self._is_entered, self._awaits = is_entered, _awaits(tree)
        if any(isinstance(node, ast.Nonlocal) for node in outer_nodes(tree)):
            self._inner = without_nonlocal(self._inner)
        if self._awaits and not is_entered:
            raise EvaluationRefused(_NO_AWAIT)
        # What is called may look at the names of its caller, and the class of a method is found by its first parameter.
        self._looks_around = expression is None or any(
            isinstance(node, (ast.Call, ast.NamedExpr)) or (isinstance(node, ast.Name) and node.id == "__class__")
            for node in ast.walk(expression)
        )
        self.acts = self._awaits or any(
            isinstance(node, (ast.Call, ast.NamedExpr, ast.stmt)) and not isinstance(node, (ast.Expr, ast.Pass))
            for node in ast.walk(tree)
        )
        self._known: dict[int, _Known] = {}
        self._first: Sequence[Fragment] = ()  # what runs before it

    @classmethod
    def of(cls, expression: ast.expr, again: str | None = None) -> Fragment:
        """An expression by its tree. Raises as above."""
        return cls(ast.Module([ast.copy_location(ast.Expr(expression), expression)], []), again, expression)

    @classmethod
    def expression_of(cls, source: str) -> Fragment:
        """An expression by its source, to be evaluated any number of times. Raises as above."""
        shown = source.strip()
        tree = _expression(shown)
        return cls.of(tree, shown if isinstance(tree, _STANDING_ALONE) else f"({shown})")

    @classmethod
    def test_of(cls, source: str) -> Fragment:
        """Whether an expression is true, as `if` would ask it: that may be code of the program. Raises as above."""
        tree = _expression(source.strip())
        for _ in range(2):
            tree = ast.copy_location(ast.UnaryOp(ast.Not(), tree), tree)
        return cls.of(tree)

    @classmethod
    def statements_of(cls, source: str, features: int = 0) -> Fragment:
        """Statements by their source; if they end in an expression, it is their value. Raises as above.

        `features`: those of what was entered before; to be handed on to what is entered next.
        """
        text = _dedented(source).strip("\n")
        with Quiet():
            tree = parsed(text, FILENAME)
        while len(tree.body) > 1 and _is_text(tree.body[0]):
            del tree.body[0]  # it does nothing; to the compiler it would be the module's `__doc__`
        again = text.strip() if _does_nothing(tree) else None
        features |= future_features(tree)
        parts = [cls(each, again, is_entered=True, features=features) for each in star_parts(tree)]
        parts[-1]._first = parts[:-1]
        return parts[-1]

    @classmethod
    def assignment_of(cls, target: str, value: str, scope: Scope) -> Fragment:
        """Gives what a name, attribute or item means in a scope the value of an expression.

        Raises as above, and NotAssignable.
        """
        left, right = _expression(target.strip()), _expression(value.strip())
        if _is_getattr(left, scope):  # the name of a child whose attribute no code could write otherwise
            call = ast.Call(ast.Name("setattr", ast.Load()), [*left.args, right], [])
            return cls.of(ast.fix_missing_locations(ast.copy_location(call, right)))
        if isinstance(left, ast.Subscript) and isinstance(left.value, ast.List):
            raise NotAssignable(f"{json_text(target.strip())!r} is an item of a list made just now. Set what holds it.")
        if not isinstance(left, (ast.Name, ast.Attribute, ast.Subscript)):
            raise NotAssignable(
                f"{json_text(target.strip())!r} cannot be given a value: it is not a name, attribute or item."
            )
        left.ctx = ast.Store()
        statements: list[ast.stmt] = [ast.copy_location(ast.Assign([left], right), right)]
        if isinstance(left, ast.Name) and scope.reads_global(mangled_in(left.id, scope)):
            statements.insert(0, ast.Global([left.id]))
        return cls(ast.fix_missing_locations(ast.Module(statements, [])))

    def codes(self) -> Iterator[types.CodeType]:
        """What it was compiled to, without what is in that."""
        for each in self._first:
            yield from each.codes()
        for known in self._known.values():
            for compiled in known.compiled.values():
                yield from (code for _, code in compiled.module)
                if compiled.function is not None:
                    yield compiled.function

    def shows(self, value: object) -> bool:
        """Whether a value of it is something to show: statements that come to nothing are silent."""
        return value is not None or self.expression is not None

    def value(self, scope: Scope, call: Call, patience: Patience | None = None) -> object:
        """Its value in a scope; all that `call` calls is code of the program. `patience`: how it waits, if it does.

        Raises:
            Raised: it cannot be compiled for such a scope.
            NotAssignable: it has bound or unbound a name that cannot be changed there.
        """
        for each in self._first:
            each.value(scope, call, patience)
        code = scope.code
        known = self._known.get(id(code))
        if known is None or known.code() is not code:
            known = self._meet(scope, code)
        names: dict[str, object] = {}
        key: tuple[str, ...] | None = None  # at module level
        if known.names is not None and scope.frame is not None:
            names = some_locals(scope.frame, known.names)
            key = tuple(names)
        elif not scope.is_module:
            names = scope.around() | scope.locals()
            key = tuple(names)
        compiled = known.compiled.get(key) or self._compiled(known, scope, key)
        plain, outer = compiled.plain, scope.globals
        if plain is None:
            return Snippet(compiled, scope, names).run(call, patience)
        function = types.FunctionType(plain, outer) if "__builtins__" in outer else bound_function(plain, scope)
        return call(function, *[names[name] for name in compiled.parameters])

    def _meet(self, scope: Scope, code: types.CodeType | None) -> _Known:
        if len(self._known) >= _MOST_KEPT:
            self._known.clear()
        only_used = scope.is_function and not self._looks_around
        names = sorted(used_names(self._tree, scope)) if only_used else None
        known = self._known[id(code)] = _Known(code, names)
        return known

    def _compiled(self, known: _Known, scope: Scope, key: tuple[str, ...] | None) -> Compiled:
        if len(known.compiled) >= _MOST_KEPT:
            known.compiled.clear()
        try:
            with Quiet():
                tree = self._tree if key is None else self._inner
                if key is not None and self._is_entered:
                    tree = with_names(tree, {*key, *scope.global_names(), *scope.builtin_names()})
                compiled = Compiled(tree, scope, key or (), self._awaits, self.features)
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            raise Raised(error, error.__context__, traceback_of(error)) from None
        known.compiled[key] = compiled
        return compiled


def _dedented(source: str) -> str:
    """Without the indentation that all lines have. `textwrap` compiles patterns for it, which is the library's code."""
    lines = [line if line.strip(_BLANK) else "" for line in source.split("\n")]
    margin = os.path.commonprefix([line[: len(line) - len(line.lstrip(_BLANK))] for line in lines if line])
    return "\n".join(line[len(margin) :] for line in lines)


def _expression(source: str) -> ast.expr:
    with Quiet():
        return parsed_expression(source, FILENAME)


def _is_getattr(tree: ast.expr, scope: Scope) -> TypeGuard[ast.Call]:
    """Whether it is `getattr(value, "name")`, and that is the built-in function."""
    match tree:
        case ast.Call(ast.Name("getattr"), [_, ast.Constant(value=str())], []):
            own = scope.global_names().keys() | scope.locals().keys() | scope.declared()
            return own.isdisjoint(("getattr", "setattr"))
        case _:
            return False


def _awaits(tree: ast.Module) -> bool:
    """Whether it is a coroutine's. Compiled as a module: `return` and `yield` are errors, although a function has them.

    What a function in it declares `nonlocal` may be a variable of the frame: that is found out where there is one.
    """
    if tree.body and _is_text(tree.body[0]):
        return False  # nothing else is in it; a lone surrogate could not be the `__doc__` of a module
    if any(isinstance(node, ast.Nonlocal) for node in ast.walk(tree)):
        tree = without_nonlocal(tree, apart=())
    with Quiet():
        code = compile(tree, FILENAME, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    return is_coroutine(code)


def _is_text(statement: ast.stmt) -> bool:
    match statement:
        case ast.Expr(ast.Constant(value=str())):
            return True
        case _:
            return False


def _does_nothing(tree: ast.Module) -> bool:
    """Whether it is a path of names, attributes and plain keys: evaluating it again does nothing more."""
    if len(tree.body) != 1 or not isinstance(tree.body[0], ast.Expr):
        return False
    node = tree.body[0].value
    while isinstance(node, ast.Attribute) or (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)):
        node = node.value
    return isinstance(node, ast.Name)
