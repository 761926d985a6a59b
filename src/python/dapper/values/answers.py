"""Answers what a person asks about a scope: values from the evaluator, their texts from the display."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dapper.values.allowance import HOVER, ROW, Allowance
from dapper.values.child import Child, Lazy
from dapper.values.completions import Completer
from dapper.values.display import Display
from dapper.values.errors import EvaluationFailed, EvaluationTimeout, NoCode, NotAssignable, Raised
from dapper.values.evaluator import Evaluates
from dapper.values.fragment import Fragment
from dapper.values.last_result import LastResult
from dapper.values.lent_name import InReach, lent
from dapper.values.presentation import result_hint
from dapper.values.render import Renderer
from dapper.values.scope import Scope
from dapper.values.statics import json_text
from dapper.values.variables import VariableStore
from dapper.wire.constants import EXCEPTION_NAME

if TYPE_CHECKING:
    from dapper.values.completions import Item

_TOO_DEEP = "The expression is nested too deeply to be evaluated here. Evaluate a part of it first, in the console."


class Answers:
    """See the module.

    `error`, where a method takes it, is the exception in the frame of the scope: code can name it `__exception__`.

    Every method raises EvaluationFailed (the code's own exception, or NoCode; the message is for the person),
    EvaluationRefused, EvaluationTimeout, NotAssignable; and lets through what ends the request.
    """

    def __init__(self, evaluator: Evaluates, display: Display, store: VariableStore) -> None:
        self._evaluator, self._display, self._store = evaluator, display, store
        self._last = LastResult()
        self._features = 0  # of `__future__`, that were asked for in the console

    def expression(
        self,
        source: str,
        scope: Scope,
        allowance: Allowance = ROW,
        hexadecimal: bool = False,
        error: BaseException | None = None,
    ) -> dict[str, object]:
        """A DAP EvaluateResponse body for one expression."""
        fragment = self._read(Fragment.expression_of, source, allowance)
        with _exception(error, source, scope):
            value = self._value(fragment, source, scope, allowance)
        return self._body(fragment, value, fragment.again, scope, self._display.renderer(allowance, hexadecimal))

    def statements(
        self,
        source: str,
        scope: Scope,
        allowance: Allowance,
        hexadecimal: bool = False,
        error: BaseException | None = None,
    ) -> dict[str, object]:
        """A DAP EvaluateResponse body for statements, which may end in an expression. `_` is the last result of these."""

        def entered(text: str) -> Fragment:
            return Fragment.statements_of(text, self._features)

        fragment = self._read(entered, source, allowance)
        self._features = fragment.features
        with _exception(error, source, scope), self._last.in_reach(source, scope) as is_named:
            value = self._value(fragment, source, scope, allowance)
        self._last.remember(value)
        # Of what `_` was there is no expression that means it later.
        again = None if is_named else fragment.again
        return self._body(fragment, value, again, scope, self._display.renderer(allowance, hexadecimal))

    def set_variable(self, reference: int, name: str, source: str, hexadecimal: bool = False) -> dict[str, object]:
        """A DAP SetVariableResponse body: the expression is evaluated in the scope of the container, for its child.

        Raises also NoSuchVariable, StaleReference, UnknownReference.
        """
        scope, child = self._store.scope_of(reference), self._store.child(reference, name)
        if child.assign is None:
            why = f": {child.refusal}" if child.refusal else ""
            raise NotAssignable(f"{json_text(name)!r} cannot be given a value{why}.")
        fragment = self._read(Fragment.expression_of, source, ROW)
        with _exception(self._store.error_of(reference), source, scope):
            content = self._value(fragment, source, scope, ROW)
        try:
            self._store.assign(child.assign, content, self._evaluator)
        except EvaluationTimeout:
            raise EvaluationTimeout(f"Setting {json_text(name)!r} took too long and was ended.") from None
        except Raised as raised:
            raise EvaluationFailed(self._display.failure(raised, source, ROW)) from None
        content = self._now(child, content)
        return self._store.describe(content, child.expression, scope, self._display.renderer(ROW, hexadecimal))

    def _now(self, child: Child, given: object) -> object:
        """What a child is that was given a value: a setter may have made something else of that."""
        if type(child.value) is not Lazy:
            # A group lists its children as they are. What is the class's is the object's own from now on, and its row,
            # as long as that is in its group, is what its expression means.
            child.value = given
            return given
        try:
            return self._evaluator.call(child.value.read, *child.value.args, allowance=ROW)
        except (Raised, EvaluationTimeout):
            return given  # it was set all the same

    def set_expression(
        self,
        expression: str,
        source: str,
        scope: Scope,
        hexadecimal: bool = False,
        error: BaseException | None = None,
    ) -> dict[str, object]:
        """A DAP SetExpressionResponse body: runs `expression = source`."""

        def assignment(value: str) -> Fragment:
            return Fragment.assignment_of(expression, value, scope)

        change, result = self._read(assignment, source, ROW), self._read(Fragment.expression_of, expression, ROW)
        with _exception(error, f"{source} {expression}", scope):
            self._value(change, source, scope, ROW)
            content = self._value(result, expression, scope, ROW)
        return self._store.describe(content, expression.strip(), scope, self._display.renderer(ROW, hexadecimal))

    def completions(
        self, text: str, column: int, line: int, scope: Scope, error: BaseException | None = None
    ) -> list[Item]:
        """DAP CompletionItems (see `Completer.complete`). Nothing of the program runs for them."""

        def value(source: str) -> object:
            return self._value(self._read(Fragment.expression_of, source, HOVER), source, scope, HOVER)

        classes = self._display.renderer(HOVER).classes
        # It is offered, too, where only its beginning is there.
        with _exception(error, f"{text} {EXCEPTION_NAME}", scope), self._last.in_reach(text, scope):
            return Completer(scope, value, classes).complete(text, column, line)

    def _body(
        self, fragment: Fragment, value: object, again: str | None, scope: Scope, renderer: Renderer
    ) -> dict[str, object]:
        if not fragment.shows(value):
            return {"result": "", "variablesReference": 0, **result_hint(None, False, fragment.acts)}
        body = self._store.describe(value, again, scope, renderer)
        body["result"] = body.pop("value")
        return body | result_hint(value, bool(body["variablesReference"]), fragment.acts)

    def _read(self, read: Callable[[str], Fragment], source: str, allowance: Allowance) -> Fragment:
        try:
            return read(source)
        except SyntaxError as error:
            raise NoCode(self._display.syntax_error(error, allowance)) from None
        except (RecursionError, MemoryError):
            raise EvaluationFailed(_TOO_DEEP) from None
        except ValueError as error:  # null characters
            raise NoCode(f"The code cannot be parsed: {error}") from None

    def _value(self, fragment: Fragment, source: str, scope: Scope, allowance: Allowance) -> object:
        try:
            return self._evaluator.value(fragment, scope, allowance)
        except Raised as raised:
            raise EvaluationFailed(self._display.failure(raised, source, allowance)) from None


def _exception(error: BaseException | None, source: str, scope: Scope) -> InReach:
    """While code is evaluated in a scope where that exception is."""
    return InReach(EXCEPTION_NAME, None, None) if error is None else lent(EXCEPTION_NAME, error, source, scope)
