"""Requests that run what a person has typed, and the line of input that the program waits for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from dapper.session.events import Events
from dapper.session.places import Places
from dapper.session.program_input import ProgramInput
from dapper.session.requests.table import Body, Table, is_hexadecimal
from dapper.session.state import RunState
from dapper.values.allowance import CLIPBOARD, CONSOLE, HOVER, ROW
from dapper.values.answers import Answers
from dapper.values.errors import NoCode, NoSuchVariable, StaleReference, UnknownReference
from dapper.values.presentation import has_effects
from dapper.wire.errors import RequestError

LONGEST_EXPRESSION = 100_000
"""Characters; the compiler needs stack for long expressions, more than there is for a million terms."""
_NOTHING_RAN = (NoCode, NoSuchVariable, StaleReference, UnknownReference)
_ALLOWANCES = {"hover": HOVER, "clipboard": CLIPBOARD}
"""By the context of a request; any other is like a watch."""

if TYPE_CHECKING:
    from dapper.wire.requests import (
        CompletionsArguments,
        EvaluateArguments,
        InputArguments,
        SetExpressionArguments,
        SetVariableArguments,
    )


class EvaluationRequests:
    """See the module."""

    def __init__(
        self,
        answers: Answers,
        places: Places,
        state: RunState,
        given: ProgramInput,
        events: Events,
    ) -> None:
        self._answers, self._places, self._events = answers, places, events
        self._state, self._given = state, given
        self.table: Table = {
            "evaluate": self._evaluate,
            "setVariable": self._set_variable,
            "setExpression": self._set_expression,
            "completions": self._completions,
            "dapper/input": self._input,
        }

    def _evaluate(self, arguments: EvaluateArguments) -> Body:
        """Evaluates in a frame, or among the program's globals; in a waiting program the console gives input."""
        context, expression = arguments.get("context") or "repl", arguments["expression"]
        if self._state.name == "waiting_input" and context == "repl":
            self._given.line(expression)
            return {"result": "", "variablesReference": 0}
        if len(expression) > LONGEST_EXPRESSION:
            raise RequestError(f"The expression is too long: at most {LONGEST_EXPRESSION:,} characters are evaluated.")
        hexadecimal = is_hexadecimal(arguments.get("format"))
        scope = self._places.scope(arguments.get("frameId"))
        error = self._places.error(arguments.get("frameId"))
        if context == "repl":
            return self._changing(lambda: self._answers.statements(expression, scope, CONSOLE, hexadecimal, error))
        return self._answers.expression(expression, scope, _ALLOWANCES.get(context, ROW), hexadecimal, error)

    def _set_variable(self, arguments: SetVariableArguments) -> Body:
        """Gives a variable the value of an expression."""
        reference, hexadecimal = arguments["variablesReference"], is_hexadecimal(arguments.get("format"))
        name, value = arguments["name"], arguments["value"]
        return self._changing(lambda: self._answers.set_variable(reference, name, value, hexadecimal), True)

    def _set_expression(self, arguments: SetExpressionArguments) -> Body:
        """Gives an assignable expression the value of another."""
        scope, hexadecimal = self._places.scope(arguments.get("frameId")), is_hexadecimal(arguments.get("format"))
        expression, value = arguments["expression"], arguments["value"]
        error = self._places.error(arguments.get("frameId"))
        return self._changing(lambda: self._answers.set_expression(expression, value, scope, hexadecimal, error), True)

    def _completions(self, arguments: CompletionsArguments) -> Body:
        """What may follow at a place in the console's text."""
        scope, line = self._places.scope(arguments.get("frameId")), arguments.get("line") or 1
        error = self._places.error(arguments.get("frameId"))
        return {"targets": self._answers.completions(arguments["text"], arguments["column"], line, scope, error)}

    def _input(self, arguments: InputArguments) -> Body:
        """Gives the program a line of input, or its end."""
        if "text" in arguments:
            self._given.line(arguments["text"].removesuffix("\n"))
        else:
            self._given.end()
        return None

    def _changing(self, change: Callable[[], dict[str, object]], is_setting: bool = False) -> Body:
        """Does what may change values, and says so, also where it has not come to its end.

        What a person enters need not change anything; setting does.
        """
        has_run, memory = True, None
        try:
            body = change()
            has_run = is_setting or has_effects(body)
            memory = body.get("memoryReference") if is_setting else None
            return body
        except _NOTHING_RAN:
            has_run = False
            raise
        finally:
            if has_run and self._places.stands:
                if type(memory) is str:
                    self._events.memory(memory)
                self._events.changed()
