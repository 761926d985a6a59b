"""What is on Python's stack above the program, and what a client wants of it.

Invariant: the rules of stopping listen exactly while the program itself runs: not while the debugger inspects a value,
serves requests, or waits.
"""

from __future__ import annotations

from types import FrameType
from typing import TYPE_CHECKING

from dapper.code.filter import CodeFilter
from dapper.stopping.stepping import Step
from dapper.stopping.stop import Stop
from dapper.stopping.stops import Listening, StepTo, Wish
from dapper.values.budget import LookBudget
from dapper.wire.during import During
from dapper.wire.errors import Terminated
from dapper.wire.host import Host

if TYPE_CHECKING:
    from typing import Literal

    from dapper.wire.names import ProgramState

    Name = ProgramState | Literal["ended"]


class RunState:
    """The state of one run.

    Attributes:
        name: what is on the stack above the program.
        pausing: whether the program is to stop as soon as it can.
        terminating: whether it is to end.
        concluding: whether what runs now is its end; that is not ended itself.
        listening: for the rules of stopping.
    """

    def __init__(self, host: Host, budget: LookBudget) -> None:
        self.name: Name = "idle"
        self.pausing = False
        self.terminating = False
        self.concluding = False
        self.listening = Listening()
        self._host, self._budget = host, budget
        self._unwinding = False
        budget.on_change = self._listen

    def enter(self, name: Name) -> None:
        """Moves to another state and notifies the worker."""
        self.name = name
        self._listen(self._budget.active)
        self._host.set_state("idle" if name == "ended" else name)

    def _listen(self, looking: bool) -> None:
        self.listening.on = self.name == "running" and not looking

    def serving(self) -> During:
        """While requests are served in the middle of the program."""
        self.listening.on = False
        return During(lambda: self._listen(self._budget.active))

    def serving_within(self) -> During:
        """While requests are served in the middle of what is evaluated as a part of the program: for them, that runs."""
        self.name, self.listening.on = "running", False

        def leave() -> None:
            self.name, self.listening.on = "evaluating", False

        return During(leave)

    def begin_evaluation(self) -> Name:
        """Code that a person entered begins to run. Returns the previous state, for `end_evaluation`.

        While it runs the worker is not notified: conditions in a loop are evaluated thousands of times a second.
        """
        before, self.name = self.name, "evaluating"
        self.listening.on = False
        if before != "running":
            self._host.set_state("evaluating")
        return before

    def end_evaluation(self, before: Name) -> None:
        """It is over."""
        if before == "running":
            self.name, self.listening.on = before, True
        else:
            self.enter(before)

    def terminate(self) -> None:
        """Ends the program at the next bytecode."""
        self.terminating, self._unwinding = True, False

    def unwind(self) -> None:
        """Raises `Terminated`, once per request: `finally` blocks then run undisturbed."""
        if not self._unwinding and not self.concluding:
            self._unwinding = True
            raise Terminated

    def cancels(self) -> bool:
        """Whether what the program waits in is to be cancelled, which takes the place of `unwind`."""
        if not self.terminating or self._unwinding or self.concluding:
            return False
        self._unwinding = True
        return True

    @property
    def wishing(self) -> bool:
        """Whether a request was served that takes the program's own stack, where nobody had that: see `wish`."""
        return self.pausing or (self.terminating and not (self._unwinding or self.concluding))

    def wish(self, frame: FrameType | None, filter: CodeFilter) -> Wish | None:
        """What a request has asked for that takes the program's own stack, which is under `frame`.

        Raises:
            Terminated: it is to end.
        """
        if self.terminating:
            self.unwind()
            return None
        if not self.pausing:
            return None
        while frame is not None and filter.is_debugger(frame.f_code):
            frame = frame.f_back
        if frame is None or filter.nearest_wanted(frame) is None:
            return StepTo(Step("any", None, filter, "pause"))
        self.pausing = False
        return Stop("pause", frame)
