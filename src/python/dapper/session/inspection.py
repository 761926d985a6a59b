"""What a person inspects while the program is stopped."""

from __future__ import annotations

from dapper.code.index import CodeIndex
from dapper.delivery.hook import HookModule
from dapper.session.passing import Passing
from dapper.stopping.stop import LateStop, Stop
from dapper.values.awaiting import chain_of
from dapper.values.display import Display
from dapper.values.source_table import SourceTable
from dapper.values.stack import Stack
from dapper.values.tasks import Task
from dapper.values.variables import VariableStore
from dapper.wire.constants import USER_UNHANDLED


class Inspection:
    """The stack and the values of a stop.

    Attributes:
        filter: whose code it is.
        display: shows values and exceptions.
        sources: the files of the frames.
        stack: the frames of each thread; empty while the program runs.
        variables: what has been shown, by its reference; empty while the program runs.
    """

    def __init__(self, index: CodeIndex, display: Display, hook: HookModule | None) -> None:
        self.filter, self.display = index.filter, display
        self.sources = SourceTable(index)
        self.stack = Stack(index.filter, self.sources, display.headlines)
        self.stack.reaching = Passing(index.filter, hook).reaching
        self.variables = VariableStore(display)

    def begin(self, stop: Stop, thread: int, task: Task | None = None) -> None:
        """The program has stopped in a thread, which is a task's."""
        if isinstance(stop, LateStop) and stop.error is not None:
            self.stack.capture_late(thread, stop.error, stop.frame)
        elif stop.frame is not None and task is not None and not task.is_running:
            frames = chain_of(task.coroutine).frames
            self.stack.capture_waiting(thread, frames[frames.index(stop.frame) :])
        elif stop.frame is not None:
            self.stack.capture(thread, stop.frame, stop.error, stop.filter == USER_UNHANDLED)
        elif stop.error is not None:
            self.stack.capture_traceback(thread, stop.error)
        self.sources.texts.forget_unknown()

    def look_at(self, thread: int, task: Task) -> None:
        """The frames of a thread that stands for a task are asked for."""
        if task.error is not None:
            self.stack.capture_traceback(thread, task.error)
        else:
            self.stack.capture_waiting(thread, chain_of(task.coroutine).frames)

    def end(self) -> None:
        """The program runs again."""
        self.stack.clear()
        self.variables.clear()
