"""Tasks in words: their names, and what they wait for."""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType

from dapper.code.filter import CodeFilter
from dapper.values.awaiting import chain_of, code_of, has_begun
from dapper.values.statics import class_name, json_text, traceback_of, type_name
from dapper.values.tasks import GATHERING, AsyncioTasks, Task

_LONGEST = 60


class TaskText:
    """Writes the names of tasks.

    Args:
        tasks: reads them.
        filter: whose code it is.
    """

    def __init__(self, tasks: AsyncioTasks, filter: CodeFilter) -> None:
        self._tasks, self._filter = tasks, filter

    def label(self, task: Task) -> str:
        """Such as "Task-3 (fetch)": its name for asyncio, and the function that it runs."""
        code = code_of(task.coroutine)
        trace = traceback_of(task.error) if task.error is not None else None
        if code is None and trace is not None:  # a task that has ended has no coroutine any more
            code = trace.tb_frame.f_code
        what = function_name(code) if code is not None else type_name(task.coroutine)
        return f"{task.name} ({what})"

    def name(self, task: Task) -> str:
        """The name of its thread: the label, and what it does."""
        return f"{self.label(task)} — {self._doing(task)}"

    def _doing(self, task: Task) -> str:
        if task.error is not None:
            return f"failed: {type_name(task.error)}"
        if task.is_running:
            return "running"
        if task.waiter is None:
            return "waits for its turn" if has_begun(task.coroutine) else "not started"
        if not self._tasks.is_pending(task.waiter):
            return "waits for its turn"
        other = self._tasks.read(task.waiter)
        if other is not None:
            return f"waits for {self.label(other)}"
        if class_name(type(task.waiter)) == GATHERING:
            return "waits for gather"
        return f"waits for {next(self._calls(task), None) or type_name(task.waiter)}"

    def _calls(self, task: Task) -> Iterator[str]:
        """The functions of libraries with public names in which it waits, the innermost first."""
        for frame in chain_of(task.coroutine).frames:
            code = frame.f_code
            if self._filter.is_mine(code):
                return
            *owners, last = function_name(code).split(".")
            if any(each.startswith("_") for each in owners):
                continue
            if not last.startswith("_"):
                yield ".".join((*owners, last))
            elif last.startswith("__") and owners:
                yield ".".join(owners)


def function_name(code: CodeType) -> str:
    """The qualified name of a function, without the functions that it is in."""
    return json_text(code.co_qualname.rpartition("<locals>.")[2][:_LONGEST])
