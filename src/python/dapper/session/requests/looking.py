"""Requests that look at a stop: its stack, its values, its exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dapper.session.events import break_mode
from dapper.session.inspection import Inspection
from dapper.session.requests.table import Body, Table, is_hexadecimal
from dapper.session.standing import Standing
from dapper.session.threads import Threads
from dapper.values.allowance import BRIEF
from dapper.values.frame_name import FrameNames
from dapper.values.inline_values import inline_values
from dapper.values.row_order import Arrangement
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from dapper.wire.requests import (
        ArrangeRowsArguments,
        ExceptionInfoArguments,
        InlineValuesArguments,
        ScopesArguments,
        StackTraceArguments,
        VariablesArguments,
    )


class LookRequests:
    """See the module."""

    def __init__(self, inspection: Inspection, standing: Standing, threads: Threads) -> None:
        self._inspection, self._standing, self._threads = inspection, standing, threads
        self.table: Table = {
            "stackTrace": self._stack_trace,
            "scopes": self._scopes,
            "variables": self._variables,
            "dapper/arrangeRows": self._arrange_rows,
            "exceptionInfo": self._exception_info,
            "dapper/inlineValues": self._inline_values,
        }

    def _stack_trace(self, arguments: StackTraceArguments) -> Body:
        """The frames of a thread of the stopped program, or a page of them."""
        self._standing.need("stackTrace")
        start, levels, form = arguments.get("startFrame") or 0, arguments.get("levels") or 0, arguments.get("format")
        names = FrameNames(form, self._inspection.display.renderer(BRIEF, bool(form.get("hex")))) if form else None
        hidden = form is not None and bool(form.get("includeAll"))
        thread, stack = arguments["threadId"], self._inspection.stack
        task = None if stack.has(thread) else self._threads.task(thread)
        if task is not None:
            self._inspection.look_at(thread, task)
        return stack.page(thread, start, levels, names, hidden)

    def _scopes(self, arguments: ScopesArguments) -> Body:
        stack, variables = self._inspection.stack, self._inspection.variables
        frame = stack.frame(arguments["frameId"])
        error, stop = stack.error(arguments["frameId"]), self._standing.stop
        if stop is not None and stack.top(self._standing.thread) is frame:
            return {"scopes": variables.scopes(frame, stop.returned, error)}
        return {"scopes": variables.scopes(frame, error=error)}

    def _variables(self, arguments: VariablesArguments) -> Body:
        """The children of a scope or a value, or a page of them."""
        found = self._inspection.variables.variables(
            arguments["variablesReference"],
            arguments.get("filter"),
            arguments.get("start") or 0,
            arguments.get("count") or 0,
            is_hexadecimal(arguments.get("format")),
        )
        return {"variables": found}

    def _arrange_rows(self, arguments: ArrangeRowsArguments) -> Body:
        """The rows of a table in another order, or some of them."""
        wanted = arguments.get("filter")
        filter = None if wanted is None else (wanted["column"], wanted["text"])
        renderer = self._inspection.display.renderer()
        arrangement = Arrangement(arguments.get("column"), bool(arguments.get("descending")), filter, renderer)
        return self._inspection.variables.arranged(arguments["variablesReference"], arrangement)

    def _inline_values(self, arguments: InlineValuesArguments) -> Body:
        """The values of a frame's variables beside its lines."""
        stack = self._inspection.stack
        frame, line = stack.place(arguments["frameId"])
        lines, former = self._inspection.sources.lines(frame.f_code), stack.former(frame)

        def text(at: int) -> str:
            place = at if former is None else former.near.get(at, 0)
            return lines[place - 1].lstrip() if 0 < place <= len(lines) else ""

        values = inline_values(frame, line, self._inspection.display.renderer(BRIEF), text)
        if former is not None:
            values = [each | {"line": now} for each in values if (now := former.lines.get(each["line"])) is not None]
        return {"values": values}

    def _exception_info(self, arguments: ExceptionInfoArguments) -> Body:
        """The exception of the stop, or the one with which a task has failed."""
        stop = self._standing.need("exceptionInfo")
        task = self._threads.task(arguments["threadId"])
        if task is not None:
            if task.error is None:
                raise RequestError(f"exceptionInfo: {self._threads.label(task)} has not failed.")
            failure = self._inspection.display.exception(task.error, None)
            return {**failure, "breakMode": "unhandled", "hasLeftProgram": False}
        if stop.error is None:
            raise RequestError(f"exceptionInfo: the program is not stopped at an exception ({stop.reason}).")
        info = self._inspection.display.exception(stop.error, stop.trace)
        return {**info, "breakMode": break_mode(stop), "hasLeftProgram": stop.is_over}
