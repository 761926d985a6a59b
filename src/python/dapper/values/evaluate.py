"""`evaluate`, `setExpression` and the evaluating half of `setVariable`."""

import ast
import sys
import textwrap
import types
from collections.abc import Callable
from typing import Any, TypeVar

from dapper.values.budget import LookBudget, LookSkipped, LookTimeout, Page, Unbounded
from dapper.values.errors import EvaluationFailed, EvaluationRefused, EvaluationTimeout, NoCode, NotAssignable
from dapper.values.failure import failure_text, syntax_text
from dapper.values.render import CLIPBOARD, CONSOLE, HOVER, VARIABLE, Limits, Renderer
from dapper.values.scope import Scope
from dapper.values.snippet import expression_tree, parse_expression, parse_statements, prepared
from dapper.values.static_eval import Unknown, Unsafe, static_value
from dapper.values.statics import json_text
from dapper.values.variables import VariableStore

# Seconds for a watch expression or a new value.
WATCH_SECONDS = 1.0
# Seconds for the text of a value that a person has asked for by itself: more than for one of many on a page.
TEXT_SECONDS = 0.25
# Seconds for the text of an exception of the program.
STORY_SECONDS = 0.3
_LIMITS: dict[str, Limits] = {"hover": HOVER, "repl": CONSOLE, "clipboard": CLIPBOARD}
_Tree = TypeVar("_Tree", ast.Module, ast.expr)
_Runs = Page | Unbounded  # how code that a person has typed is run
_TOO_DEEP = "The expression is nested too deeply to be evaluated here. Evaluate a part of it first, in the console."


class Evaluator:
    """Runs what a person types, in a frame of the paused program or (given a dict) in a module's namespace.

    Every method raises EvaluationFailed (the code's own exception or syntax error; the message is for the person),
    EvaluationRefused, EvaluationTimeout, NotAssignable; and lets the session's own exceptions pass.
    """

    def __init__(self, store: VariableStore) -> None:
        self.budget = store.budget
        self.store = store
        self._watch_seconds = WATCH_SECONDS

    def limit_watches(self, seconds: float) -> None:
        """A watch expression or a new value takes at most `seconds`, if that is less than it may take anyway."""
        self._watch_seconds = min(WATCH_SECONDS, seconds)

    def evaluate(
        self,
        expression: str,
        place: types.FrameType | dict[Any, object],
        context: str = "watch",
        hex_integers: bool = False,
    ) -> dict[str, object]:
        """A DAP EvaluateResponse body.

        `context`: "repl" runs statements too, without a time limit; "hover" runs no code of the program beside
        `__repr__`; "clipboard" gives the whole text; any other is like "watch": one expression.
        """
        scope = Scope(place)
        is_repl = context == "repl"
        renderer = Renderer(_text_looks(self.budget, context), _LIMITS.get(context, VARIABLE), hex_integers)
        if context == "hover":
            value = self._hover(expression, scope, renderer)
        else:
            has_value, value = self._run(expression, scope, Unbounded(self.budget) if is_repl else self._watch())
            if is_repl and (not has_value or value is None):
                return {"result": "", "variablesReference": 0}
        name = None if is_repl else f"({expression.strip()})" if _needs_brackets(expression) else expression.strip()
        body = self.store.describe(value, name if name else _repl_name(expression), scope, renderer)
        body["result"] = body.pop("value")
        return body

    def set_variable(self, reference: int, name: str, value: str, hex_integers: bool = False) -> dict[str, object]:
        """A DAP SetVariableResponse body: `value` is evaluated in the frame of the container and stored in its child.

        Raises also NoSuchVariable, StaleReference, UnknownReference.
        """
        scope = self.store.scope_of(reference)
        child = self.store.child(reference, name)
        store = child.assign
        if store is None:
            raise NotAssignable(f"{json_text(name)!r} cannot be given a value.")
        _has_value, content = self._run(value, scope, self._watch())
        looks = self._watch()
        self._guarded(looks, value, lambda: self.store.assign(store, name, content, looks))
        return self.store.describe(content, child.expression, scope, self._renderer(hex_integers))

    def set_expression(
        self, expression: str, value: str, place: types.FrameType | dict[Any, object], hex_integers: bool = False
    ) -> dict[str, object]:
        """A DAP SetExpressionResponse body: runs `expression = value` in the frame."""
        scope = Scope(place)
        target = self._parsed(expression, expression_tree, is_short=True)
        content = self._parsed(value, expression_tree, is_short=True)
        if not isinstance(target, (ast.Name, ast.Attribute, ast.Subscript)):
            raise NotAssignable(
                f"{json_text(expression.strip())!r} cannot be given a value: it is no name, attribute or item."
            )
        _store_context(target)
        assignment = ast.copy_location(ast.Assign([target], content), content)
        tree = ast.fix_missing_locations(ast.Module([assignment], []))
        self._run_tree(tree, value, scope, self._watch())
        _has_value, content = self._run(expression, scope, self._watch())
        return self.store.describe(content, expression.strip(), scope, self._renderer(hex_integers))

    def _watch(self) -> Page:
        # Half of what a page has left goes to one look.
        return Page(self.budget, self._watch_seconds, 2 * self._watch_seconds)

    def _renderer(self, hex_integers: bool) -> Renderer:
        return Renderer(Page(self.budget), VARIABLE, hex_integers)

    def _hover(self, expression: str, scope: Scope, renderer: Renderer) -> object:
        tree = self._parsed(expression, expression_tree, is_short=True)
        try:
            return static_value(tree, scope, renderer.classes)
        except RecursionError:
            raise EvaluationFailed(_TOO_DEEP) from None
        except Unknown as error:
            raise EvaluationFailed(json_text(str(error))) from None
        except Unsafe as error:
            raise EvaluationRefused(
                f"Hovering only looks: {json_text(str(error))}. Use a watch expression or the console to run it."
            ) from None

    def _run(self, source: str, scope: Scope, looks: _Runs) -> tuple[bool, object]:
        is_repl = type(looks) is Unbounded
        if is_repl:
            source = textwrap.dedent(source).strip("\n")
        tree = self._parsed(source, parse_statements if is_repl else parse_expression, is_short=not is_repl)
        return self._run_tree(tree, source, scope, looks)

    def _parsed(self, source: str, parse: Callable[[str], _Tree], is_short: bool) -> _Tree:
        try:
            return parse(source)
        except SyntaxError as error:
            raise NoCode(syntax_text(error, is_short)) from None
        except (RecursionError, MemoryError):
            raise EvaluationFailed(_TOO_DEEP) from None
        except ValueError as error:  # null bytes
            raise NoCode(f"The code cannot be parsed: {error}") from None

    def _run_tree(self, tree: ast.Module, source: str, scope: Scope, looks: _Runs) -> tuple[bool, object]:
        is_repl = type(looks) is Unbounded
        try:
            snippet = prepared(tree, scope)
        except SyntaxError as error:
            raise NoCode(syntax_text(error, not is_repl)) from None
        except (RecursionError, MemoryError):
            raise EvaluationFailed(_TOO_DEEP) from None
        except ValueError as error:
            raise EvaluationFailed(f"The code cannot be compiled: {error}") from None

        def run() -> object:
            value = None
            try:
                for function, args in snippet.steps:
                    value = looks.run(function, *args)
            finally:
                snippet.finish()
            return value

        return snippet.is_expression, self._guarded(looks, source, run, is_short=not is_repl)

    def _guarded(self, looks: _Runs, source: str, run: Callable[[], object], is_short: bool = True) -> object:
        handled = sys.exc_info()[1]
        try:
            return run()
        except (LookTimeout, LookSkipped):
            raise EvaluationTimeout(
                f"This took longer than {looks.each:g} s and was ended. The console allows more time."
            ) from None
        except (EvaluationTimeout, NotAssignable):
            raise
        except BaseException as error:
            if not looks.owns(error):
                raise self._interrupted(error) from None
            # Bounded: a hostile __str__ must not hold the answer, in the console neither.
            teller = Renderer(Page(self.budget, STORY_SECONDS, STORY_SECONDS), CONSOLE)
            raise EvaluationFailed(failure_text(error, teller, source, is_short, handled)) from None

    def _interrupted(self, error: BaseException) -> BaseException:
        if issubclass(type(error), self.budget.passthrough):
            return error
        return EvaluationTimeout("Interrupted.")


def _text_looks(budget: LookBudget, context: str) -> Page:
    if context not in ("repl", "clipboard"):
        return Page(budget)
    return Page(budget, TEXT_SECONDS, 2 * TEXT_SECONDS, looks=20_000, quiet=context != "repl")


def _needs_brackets(expression: str) -> bool:
    try:
        tree = expression_tree(expression)
    except SyntaxError:
        return False
    return not isinstance(tree, (ast.Name, ast.Attribute, ast.Subscript, ast.Call, ast.List, ast.Dict, ast.Tuple))


def _repl_name(expression: str) -> str | None:
    # Only what can be evaluated again without doing it again.
    try:
        tree = expression_tree(expression)
    except SyntaxError:
        return None
    node = tree
    while isinstance(node, ast.Attribute) or (isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)):
        node = node.value
    return expression.strip() if isinstance(node, ast.Name) else None


def _store_context(target: ast.Name | ast.Attribute | ast.Subscript) -> None:
    target.ctx = ast.Store()
