"""Requests that stop the program, let it go on, and end it."""

from __future__ import annotations

from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.session.debuggee import Debuggee
from dapper.session.requests.table import Arguments, Body, Table
from dapper.session.standing import Standing
from dapper.session.state import RunState
from dapper.session.threads import Threads
from dapper.stopping.late_leaves import leave_late
from dapper.stopping.step_targets import CallSite, calls_to_come
from dapper.stopping.stepping import Step
from dapper.stopping.stopper import Stopper
from dapper.stopping.stops import End, Go, StepTo
from dapper.values.awaiting import chain_of
from dapper.values.stack import Stack
from dapper.values.tasks import Task
from dapper.wire.errors import RequestError

if TYPE_CHECKING:
    from typing import Literal

    from dapper.wire.requests import (
        ContinueArguments,
        NextArguments,
        PauseArguments,
        StepInArguments,
        StepInTargetsArguments,
    )

    Kind = Literal["over", "in", "out", "until"]


class RunRequests:
    """See the module."""

    def __init__(
        self,
        state: RunState,
        standing: Standing,
        stopper: Stopper,
        debuggee: Debuggee,
        threads: Threads,
        stack: Stack,
    ) -> None:
        self._state, self._standing, self._stopper, self._debuggee = state, standing, stopper, debuggee
        self._stack, self._threads = stack, threads
        self.table: Table = {
            "threads": lambda _: {"threads": threads.listed()},
            "pause": self._pause,
            "terminate": self._terminate,
            "continue": self._continue,
            "next": lambda arguments: self._step("over", "next", arguments),
            "stepIn": self._step_in,
            "stepInTargets": self._step_in_targets,
            "dapper/stepUntil": lambda arguments: self._step("until", "dapper/stepUntil", arguments),
            "stepOut": lambda arguments: self._step("out", "stepOut", arguments),
        }

    def _pause(self, arguments: PauseArguments) -> Body:
        """Stops the program at the next bytecode."""
        if self._state.name != "stopped":
            self._state.pausing = True
        return None

    def _terminate(self, arguments: Arguments) -> Body:
        """Ends the program: its `finally` blocks run."""
        self._state.terminate()
        self._standing.resume = End()
        return None

    def _continue(self, arguments: ContinueArguments) -> Body:
        self._standing.need("continue")
        self._standing.resume = Go()
        return {"allThreadsContinued": True}

    def _step(self, kind: Kind, command: str, arguments: NextArguments) -> Body:
        stop = self._standing.need(command)
        self._debuggee.ensure_backend()
        task = self._threads.task(arguments["threadId"])
        if task is not None:
            self._standing.resume = StepTo(self._step_of(task, kind, command))
            return None
        # After the end of the program, any step is the last.
        step = self._new_step(kind, stop.frame) if stop.frame is not None else None
        if step is not None and step.frame is not None and self._stopper.backend is not None:
            leave_late(step, step.frame, self._stopper.backend, self._stopper.natives.value)
        if step is not None and arguments.get("granularity") == "instruction":
            step.by_instruction(self._stopper.pointer)
        self._standing.resume = StepTo(step) if step is not None else Go()
        return None

    def _step_of(self, task: Task, kind: Kind, command: str) -> Step:
        """A step of a task that waits: the program runs until that goes on. There is nothing that it could step into."""
        label = self._threads.label(task)
        if task.error is not None:
            raise RequestError(f"{command}: {label} has failed, and cannot go on.")
        frames = chain_of(task.coroutine).frames
        frame = next(filter(self._is_wanted, frames), None)
        if frame is None:
            raise RequestError(f"{command}: {label} has no frame of your code. Step in another thread, or continue.")
        return self._new_step("over" if kind == "in" else kind, frame)

    def _new_step(self, kind: Kind, frame: FrameType) -> Step:
        return self._in_tasks(Step(kind, frame, self._stopper.filter))

    def _in_tasks(self, step: Step) -> Step:
        """A step that finds its way out of a task."""
        step.awaiter, step.wait = self._awaiter, self._threads.wait
        step.expect(self._threads.awaiters())
        return step

    def _awaiter(self, frame: FrameType) -> FrameType | None:
        """The frame of the user's that waits for the end of a task, which begins with a frame."""
        enters = self._stopper.filter.enters
        return next((each for each in self._threads.awaiter(frame) if enters(each.f_code)), None)

    def _is_wanted(self, frame: FrameType) -> bool:
        return self._stopper.filter.wanted(frame.f_code)

    def _step_in(self, arguments: StepInArguments) -> Body:
        """Steps into whatever is called first, or into the call that is chosen."""
        if "targetId" not in arguments:
            return self._step("in", "stepIn", arguments)
        frame = self._standing.need("stepIn").frame
        call = self._standing.given(arguments["targetId"])
        if type(call) is not CallSite or frame is None:
            raise RequestError(
                f"targetId {arguments['targetId']} is unknown; take one from stepInTargets at this stop."
            )
        self._debuggee.ensure_backend()
        offset = self._place(frame)[1]
        self._standing.resume = StepTo(self._in_tasks(Step.to_call(frame, self._stopper.filter, call, offset)))
        return None

    def _step_in_targets(self, arguments: StepInTargetsArguments) -> Body:
        """The calls of the statement at which the program stands that are still to come."""
        frame = self._standing.need("stepInTargets").frame
        if self._stack.frame(arguments["frameId"]) is not frame or frame is None:
            raise RequestError("Only calls of the function that runs, the top frame, can be stepped into.")
        code, offset = self._place(frame)
        index = self._stopper.index
        file = index.file(index.path_of(code))
        text = file.text() if file else None
        if file is None or text is None or self._stack.former(frame) is not None:  # its text is another one
            return {"targets": []}
        calls = calls_to_come(code, offset, text.splitlines(), file.extents(), frame.f_lineno or 0)
        return {"targets": [call.as_dap(self._standing.give(call)) for call in calls]}

    def _place(self, frame: FrameType) -> tuple[CodeType, int]:
        backend = self._stopper.backend
        return (frame.f_code, frame.f_lasti) if backend is None else backend.place(frame)
