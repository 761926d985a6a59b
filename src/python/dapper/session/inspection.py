"""What a person looks at while the program stands."""

from __future__ import annotations

from types import FrameType

from dapper.code.file_names import FileNames
from dapper.code.filter import CodeFilter
from dapper.stopping.stop import Stop
from dapper.values.budget import LookBudget, Page
from dapper.values.completions import Completer
from dapper.values.evaluate import Evaluator
from dapper.values.stack import SourceTable, Stack
from dapper.values.statics import ClassTable
from dapper.values.variables import VariableStore


class Inspection:
    """The stack and the values of a stop.

    Attributes:
        filter: whose code it is.
        budget: what a look may take.
        sources: the files of the frames.
        stack: the frames of each thread; empty while the program runs.
        variables: what has been shown, by its reference; empty while the program runs.
        evaluator: runs what a person types.
    """

    def __init__(self, filter: CodeFilter, names: FileNames, budget: LookBudget) -> None:
        self.filter, self.budget = filter, budget
        self.sources = SourceTable(names)
        self.stack = Stack(filter, self.sources)
        self.variables = VariableStore(budget)
        self.evaluator = Evaluator(self.variables)

    def begin(self, stop: Stop, thread: int) -> None:
        """The program stands in a thread."""
        if stop.frame is not None:
            self.stack.capture(thread, stop.frame)
        elif stop.error is not None:
            self.stack.capture_traceback(thread, stop.error)

    def end(self) -> None:
        """It does not any more."""
        self.stack.clear()
        self.variables.clear()

    def completer(self, place: FrameType | dict[str, object]) -> Completer:
        """Completes what is typed for a place."""
        return Completer(place, ClassTable(Page(self.budget)))
