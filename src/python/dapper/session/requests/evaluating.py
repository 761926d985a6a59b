"""Requests that run what a person has typed, and the line of input that the program waits for."""

from __future__ import annotations

from types import FrameType
from typing import TYPE_CHECKING

from dapper.session.debuggee import Debuggee
from dapper.session.evaluation import Evaluation
from dapper.session.inspection import Inspection
from dapper.session.program_input import ProgramInput
from dapper.session.requests.table import Body, Table
from dapper.session.standing import Standing
from dapper.session.state import RunState
from dapper.wire.errors import RequestError

LONGEST_EXPRESSION = 100_000
"""Characters; the compiler needs stack for long expressions, more than there is for a million terms."""

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
        inspection: Inspection,
        evaluation: Evaluation,
        debuggee: Debuggee,
        standing: Standing,
        state: RunState,
        given: ProgramInput,
    ) -> None:
        self._inspection, self._evaluation, self._debuggee = inspection, evaluation, debuggee
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
        hexadecimal = bool((arguments.get("format") or {}).get("hex"))
        evaluate = self._inspection.evaluator.evaluate
        return self._evaluation.run(evaluate, expression, self._place(arguments.get("frameId")), context, hexadecimal)

    def _set_variable(self, arguments: SetVariableArguments) -> Body:
        """Gives a variable the value of an expression."""
        set_variable = self._inspection.evaluator.set_variable
        reference, name, value = arguments["variablesReference"], arguments["name"], arguments["value"]
        return self._evaluation.run(set_variable, reference, name, value)

    def _set_expression(self, arguments: SetExpressionArguments) -> Body:
        """Gives an assignable expression the value of another."""
        set_expression = self._inspection.evaluator.set_expression
        place = self._place(arguments.get("frameId"))
        return self._evaluation.run(set_expression, arguments["expression"], arguments["value"], place)

    def _completions(self, arguments: CompletionsArguments) -> Body:
        """What may stand at a place of the console's text."""
        completer = self._inspection.completer(self._place(arguments.get("frameId")))
        return {"targets": completer.complete(arguments["text"], arguments["column"], arguments.get("line") or 1)}

    def _input(self, arguments: InputArguments) -> Body:
        """Gives the program a line of input, or its end."""
        if "text" in arguments:
            self._given.line(arguments["text"].removesuffix("\n"))
        else:
            self._given.end()
        return None

    def _place(self, frame_id: int | None) -> FrameType | dict[str, object]:
        """The frame that a request names; else the top frame of the stop; else the program's globals."""
        stack, program = self._inspection.stack, self._debuggee.launched
        if frame_id is not None:
            return stack.frame(frame_id)
        top = stack.top(self._standing.thread)
        if top is not None:
            return top
        if program is None or program.module is None:
            raise RequestError("There is nothing to evaluate in: no program runs.")
        return program.module.__dict__
