"""Requests that run what a person has typed, and the line of input that the program waits for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.session.debuggee import Debuggee
from dapper.session.program_input import ProgramInput
from dapper.session.requests.table import Body, Table, is_hexadecimal
from dapper.session.standing import Standing
from dapper.session.state import RunState
from dapper.values.allowance import CLIPBOARD, CONSOLE, HOVER, ROW
from dapper.values.answers import Answers
from dapper.values.scope import Scope
from dapper.values.stack import Stack
from dapper.wire.errors import RequestError

LONGEST_EXPRESSION = 100_000
"""Characters; the compiler needs stack for long expressions, more than there is for a million terms."""
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
        stack: Stack,
        debuggee: Debuggee,
        standing: Standing,
        state: RunState,
        given: ProgramInput,
    ) -> None:
        self._answers, self._stack, self._debuggee = answers, stack, debuggee
        self._standing, self._state, self._given = standing, state, given
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
        scope = self._scope(arguments.get("frameId"))
        if context == "repl":
            return self._answers.statements(expression, scope, CONSOLE, hexadecimal)
        return self._answers.expression(expression, scope, _ALLOWANCES.get(context, ROW), hexadecimal)

    def _set_variable(self, arguments: SetVariableArguments) -> Body:
        """Gives a variable the value of an expression."""
        reference, hexadecimal = arguments["variablesReference"], is_hexadecimal(arguments.get("format"))
        return self._answers.set_variable(reference, arguments["name"], arguments["value"], hexadecimal)

    def _set_expression(self, arguments: SetExpressionArguments) -> Body:
        """Gives an assignable expression the value of another."""
        scope, hexadecimal = self._scope(arguments.get("frameId")), is_hexadecimal(arguments.get("format"))
        return self._answers.set_expression(arguments["expression"], arguments["value"], scope, hexadecimal)

    def _completions(self, arguments: CompletionsArguments) -> Body:
        """What may follow at a place in the console's text."""
        scope, line = self._scope(arguments.get("frameId")), arguments.get("line") or 1
        return {"targets": self._answers.completions(arguments["text"], arguments["column"], line, scope)}

    def _input(self, arguments: InputArguments) -> Body:
        """Gives the program a line of input, or its end."""
        if "text" in arguments:
            self._given.line(arguments["text"].removesuffix("\n"))
        else:
            self._given.end()
        return None

    def _scope(self, frame_id: int | None) -> Scope:
        """That of the frame that a request names; else of the top frame of the stop; else the program's globals."""
        program = self._debuggee.launched
        if frame_id is not None:
            return Scope(self._stack.frame(frame_id))
        top = self._stack.top(self._standing.thread)
        if top is not None:
            return Scope(top)
        if program is None or program.module is None:
            raise RequestError("There is nothing to evaluate in: no program runs.")
        return Scope(program.module.__dict__)
