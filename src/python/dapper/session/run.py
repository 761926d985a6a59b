"""The run of the program, from its first line to its last event."""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from types import CodeType, FrameType

from dapper.frame_eval.frame_evaluation import FrameEvaluation
from dapper.session.debuggee import Debuggee
from dapper.session.events import Events
from dapper.session.state import RunState
from dapper.session.surroundings import Surroundings
from dapper.stopping.stepping import Step
from dapper.stopping.stop import Stop
from dapper.stopping.stopper import Stopper
from dapper.values.exception_info import way_out
from dapper.wire.errors import Terminated


class Run:
    """One run. The worker calls its methods in the order in which they stand here.

    Attributes:
        waiting_frame: gives the frame of a task that waits, where the program itself waits for its tasks.
        left: see `TaskEnds.left`.
    """

    def __init__(
        self,
        debuggee: Debuggee,
        stopper: Stopper,
        state: RunState,
        surroundings: Surroundings,
        events: Events,
        frame_eval: FrameEvaluation,
    ) -> None:
        self._debuggee, self._stopper, self._state = debuggee, stopper, state
        self._surroundings, self._events, self._frame_eval = surroundings, events, frame_eval
        self.left = surroundings.tasks.left
        self.waiting_frame: Callable[[], FrameType | None] = lambda: None

    def callable(self) -> Callable[[], None]:
        """What runs the launched program (see `Program.callable`)."""
        debuggee, stopper, hook = self._debuggee, self._stopper, self._frame_eval.hook
        program = debuggee.program
        self._surroundings.attach(not debuggee.no_debug)
        stopper.running = True
        if not debuggee.no_debug and os.environ.get("PYTHONBREAKPOINT") in (None, "", "0"):
            sys.breakpointhook = hook.stand_in(self._on_breakpoint_call, sys.__breakpointhook__)
        self._events.begin()
        self._state.enter("running")
        if self._state.pausing:  # asked for before there was anything to pause
            self._pause_at_first()
        elif not debuggee.no_debug:
            stopper.set_step(Step("any", None, stopper.filter, "entry") if debuggee.stop_on_entry else None)
        return program.callable(hook, self._current)

    def _current(self, code: CodeType) -> CodeType:
        """What to run in place of the main code of the program."""
        stopper = self._stopper
        if not self._debuggee.no_debug:
            if not stopper.index.knows(code):
                stopper.learn(code)
            code = stopper.modified.copy_of(code) or code
        return stopper.current(code)

    def coroutine(self) -> Callable[[], Awaitable[None]] | None:
        """What drives the program's top-level `await`, or None."""
        return self._debuggee.program.coroutine()

    def act_waiting(self) -> None:
        """Does what requests have asked for while none of the program's frames runs: it waits, or has yet to begin.

        The worker calls it after it has served requests then.
        """
        program, state = self._debuggee.launched, self._state
        if program is None or state.name != "running":
            return
        if state.pausing and not state.terminating:
            frame = program.waiting_frame() or self.waiting_frame()
            if frame is None:
                self._pause_at_first()
                return
            state.pausing = False
            try:
                self._stopper.stop(Stop("pause", frame))
            except Terminated:
                state.terminate()
        if state.terminating:
            self._surroundings.tasks.cancel()

    def finish(self) -> None:
        """Ends the run: the stop for an uncaught exception, the report, `atexit`, and the last events."""
        program, state = self._debuggee.program, self._state
        program.settle()
        self._events.not_compiled(program)
        try:
            self._stop_at_end(program.error)
            if not (self._debuggee.no_debug or state.terminating):
                self._surroundings.stop_at_end()
        except Terminated:
            state.terminating = True
        self._stopper.set_step(None)
        if not state.terminating:
            self._events.failure(program)
        state.concluding = True  # what runs now is to end the program; it is not ended itself
        try:
            program.conclude(state.terminating)
            self._stopper.release()
            self._frame_eval.release()
            program.take_apart(self._stopper.filter.is_programs)
        except Terminated:
            pass
        except BaseException as error:
            state.enter("running")
            self._events.failed(error)
            program.exit_code = program.exit_code or 1
        state.enter("ended")
        self._events.status.post()
        self._frame_eval.suspend()
        self._surroundings.detach()
        sys.breakpointhook = sys.__breakpointhook__
        self._events.ended(program.exit_code or 0)

    def _pause_at_first(self) -> None:
        """Has the program stop at the next line that begins to run."""
        self._debuggee.ensure_backend()
        self._stopper.set_step(Step("any", None, self._stopper.filter, "pause"))

    def _stop_at_end(self, error: BaseException | None) -> None:
        debugging = not (self._debuggee.no_debug or self._state.terminating)
        exceptions, stepping = self._stopper.exceptions, self._stopper.step is not None
        # A program that does not compile has no frame to stop in.
        if error is not None and way_out(error) and debugging and exceptions.stops_at_end(error, stepping):
            self._stopper.set_step(None)
            if why := exceptions.why_at_end(error):
                self._events.say(
                    f"Whether anything handles the exception could not be predicted where it was raised: {why}.", False
                )
            self._stopper.stop(Stop("exception", None, error=error))

    def _on_breakpoint_call(self, *args: object, **kws: object) -> None:
        """`breakpoint()` in the program; a debugger that was chosen for it before the start is left in place."""
        if self._state.listening.on and os.environ.get("PYTHONBREAKPOINT") != "0":
            self._stopper.stop(Stop("breakpoint", sys._getframe(1), "Paused on breakpoint()"))
