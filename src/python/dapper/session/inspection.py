"""What a person inspects while the program is stopped."""

from __future__ import annotations

from dapper.code.index import CodeIndex
from dapper.stopping.stop import Stop
from dapper.values.display import Display
from dapper.values.stack import SourceTable, Stack
from dapper.values.variables import VariableStore


class Inspection:
    """The stack and the values of a stop.

    Attributes:
        filter: whose code it is.
        display: shows values and exceptions.
        sources: the files of the frames.
        stack: the frames of each thread; empty while the program runs.
        variables: what has been shown, by its reference; empty while the program runs.
    """

    def __init__(self, index: CodeIndex, display: Display) -> None:
        self.filter, self.display = index.filter, display
        self.sources = SourceTable(index)
        self.stack = Stack(index.filter, self.sources, display.headlines)
        self.variables = VariableStore(display)

    def begin(self, stop: Stop, thread: int) -> None:
        """The program has stopped in a thread."""
        if stop.frame is not None:
            self.stack.capture(thread, stop.frame, stop.error)
        elif stop.error is not None:
            self.stack.capture_traceback(thread, stop.error)

    def end(self) -> None:
        """The program runs again."""
        self.stack.clear()
        self.variables.clear()
