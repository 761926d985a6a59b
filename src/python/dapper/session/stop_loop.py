"""Holds the program at a stop, and serves what comes meanwhile: the session as the rules of stopping see it."""

from __future__ import annotations

from collections.abc import Sequence
from types import FrameType

from dapper.code.index import SourceFile
from dapper.modified.breakpoint import Breakpoint
from dapper.session.evaluation import Evaluation
from dapper.session.events import Events
from dapper.session.inspection import Inspection
from dapper.session.loop import Loop
from dapper.session.standing import Standing
from dapper.session.state import RunState
from dapper.stopping.stop import Stop
from dapper.stopping.stops import End, Go, Jump, Resume, StepTo, Wish
from dapper.values.allowance import PROGRAM
from dapper.values.fragment import Fragment
from dapper.values.scope import Scope


class StopLoop:
    """See `dapper.stopping.stops.Stops`."""

    def __init__(
        self,
        loop: Loop,
        state: RunState,
        standing: Standing,
        inspection: Inspection,
        evaluation: Evaluation,
        events: Events,
    ) -> None:
        self._loop, self._state, self._standing = loop, state, standing
        self._inspection, self._evaluation, self._events = inspection, evaluation, events

    def stop(self, stop: Stop) -> Resume | None:
        """See `Stops.stop`."""
        state, standing = self._state, self._standing
        if state.terminating:
            state.unwind()
            return None
        if not self._loop.inbox.can_block():
            state.pausing = False
            where = f" at line {stop.frame.f_lineno}" if stop.frame else ""
            self.say(f"Cannot pause here ({stop.reason}{where}): JavaScript code is waiting for this call.", True, None)
            return None
        self._inspection.end()  # of the stop before a jump
        standing.begin(stop)
        self._inspection.begin(stop, standing.thread, standing.task)
        state.enter("stopped")
        self._events.stopped(stop, standing.thread, standing.task_label())
        return self.hold()

    def hold(self) -> Resume | None:
        """See `Stops.hold`."""
        state, standing = self._state, self._standing
        standing.hold()
        try:
            with self._events.status.standing():
                while standing.resume is None:
                    self._loop.wait()
        finally:
            if not isinstance(standing.resume, Jump):
                standing.end()
                self._inspection.end()
        if isinstance(standing.resume, Jump):
            return standing.resume
        state.pausing = False
        state.enter("running")
        if self._loop.inbox.queue:  # what has come behind the request that lets the program go on
            with state.serving():
                self._loop.catch_up()
        resume = standing.resume
        if not isinstance(resume, End):
            return resume
        state.unwind()
        return Go()

    def leave(self, step: StepTo) -> StepTo:
        """See `Stops.leave`."""
        self._standing.end()
        self._inspection.end()
        self._state.enter("running")
        return step

    def evaluate(self, fragment: Fragment, frame: FrameType) -> object:
        """See `Stops.evaluate`."""
        return self._evaluation.value(fragment, Scope(frame), PROGRAM)

    def loaded(self, file: SourceFile, changed: list[Breakpoint]) -> None:
        """See `Stops.loaded`."""
        self._events.loaded(file, changed)

    def say(self, text: str, important: bool, frame: FrameType | None) -> None:
        """See `Stops.say`."""
        self._events.say(text, important, frame)

    def headline(self, error: BaseException) -> str:
        """See `Stops.headline`."""
        return self._inspection.display.headline(error)

    def text(self, value: object, conversion: str, spec: str) -> str:
        """See `Stops.text`."""
        return self._inspection.display.formatted(value, conversion, spec)

    def shown(self, value: object) -> str:
        """See `Stops.shown`."""
        return self._inspection.display.renderer().text(value)

    def withdrawn(self, breakpoints: Sequence[Breakpoint]) -> None:
        """See `Stops.withdrawn`."""
        self._events.withdrawn(breakpoints)

    def settle(self, frame: FrameType) -> Wish | None:
        """See `Stops.settle`."""
        inbox, queue = self._loop.inbox, self._loop.inbox.queue
        if inbox.announced or queue:
            with self._state.serving():
                if inbox.announced:
                    self._loop.collect(frozenset())
                while queue and self._state.name == "running":
                    self._loop.handle(queue.popleft())
        return self._state.wish(frame, self._inspection.filter)

    def failed(self, error: Exception) -> None:
        """See `Stops.failed`."""
        self._state.enter("running")
        self._events.failed(error)
