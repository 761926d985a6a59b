"""One debug session: its state, its loops, and the order in which things happen.

Requests come by one inbox, whoever is at work: idle, the worker calls `handle`; running, a signal (raised by the
worker's tick, between two bytecodes) drains the inbox; stopped, waiting for input or sleeping, a loop waits on it.

Invariant: `state` names what is on Python's stack above the program; the engine is enabled only in `running`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections import deque
from collections.abc import Awaitable, Callable
from types import FrameType

from dapper.code.filter import CodeFilter
from dapper.code.index import SourceFile
from dapper.delivery.hook import load_hook
from dapper.frame_eval.config import FrameEvalConfig
from dapper.frame_eval.current import CURRENT
from dapper.frame_eval.frame_evaluation import MOST_FILES, FrameEvaluation
from dapper.modified.breakpoint import Breakpoint
from dapper.session import requests
from dapper.session.answer import answer
from dapper.session.console import Console
from dapper.session.deadlines import Deadlines
from dapper.session.program import Program
from dapper.session.status import Status
from dapper.session.waits import INTERRUPTING, Waits
from dapper.stopping.engine import Engine
from dapper.stopping.prospect.native_frames import NativeFrames
from dapper.stopping.stepping import Step
from dapper.stopping.stop import Stop
from dapper.values import exception_info
from dapper.values.budget import LookBudget
from dapper.values.evaluate import Evaluator
from dapper.values.expression import Expression
from dapper.values.formatted import formatted
from dapper.values.snippet import FILENAME as SNIPPET
from dapper.values.stack import SourceTable, Stack
from dapper.values.statics import traceback_of
from dapper.values.variables import VariableStore
from dapper.wire.codec import loads
from dapper.wire.errors import DapperError, Interrupted, OperationTimeout, Terminated
from dapper.wire.host import DEADLINE_SIGNAL, INBOX_SIGNAL, Host
from dapper.wire.outbox import Outbox


class Session(Outbox):
    """See the module. `options` as `open_session` gets them."""

    def __init__(self, host: Host, options: dict[str, object]) -> None:
        super().__init__(host)
        self.options = options
        self.frame_eval = FrameEvaluation(load_hook(options["hookDir"]), self.say)
        self.frame_eval.serves_session = True
        self.hook = self.frame_eval.hook
        self.telemetry = self.frame_eval.telemetry
        self.no_debug = False
        self.state = "idle"
        self.stopped: Stop | None = None
        self.program_: Program | None = None
        self.terminating = False
        self._unwinding = False
        self._untimely = 0
        self.concluding = False
        self.pausing = False
        self.input_lines: deque[str] = deque()
        self.resume: Step | None | str = ""
        library = [os.path.dirname(os.__file__), *(entry for entry in sys.path if entry.startswith("/lib"))]
        self.filter = CodeFilter(library, just_my_code=True)
        self.deadlines = Deadlines(host)
        self.budget = LookBudget(self.deadlines)
        self.deadlines.evict = self.budget.evict
        self.variables = VariableStore(self.budget)
        self.evaluator = Evaluator(self.variables)
        self.engine = Engine(
            self.filter,
            MOST_FILES,
            self.stop,
            self._probe,
            self._on_file,
            self._on_console,
            self._headline,
            self._formatted,
            self._report,
            self._settle,
            self.hook.guard,
            NativeFrames(self.hook.module),
            self.telemetry.record,
        )
        self.sources = SourceTable(self.engine.names)
        self.stack = Stack(self.filter, self.sources)
        self.frame_eval.connect(self.engine)
        CURRENT.frame_evaluation = self.frame_eval
        self.budget.on_change = self._enable_engine
        self.status = Status(self)
        self.frame_eval.on_news = self.status.announce
        self.queue: deque[str] = deque()
        waits = Waits(self)
        self._console = Console(waits.ask, waits.sleep, self.hook)
        signal.signal(INBOX_SIGNAL, self.hook.guard(self._on_inbox_signal))
        signal.signal(DEADLINE_SIGNAL, self.hook.guard(self._on_deadline_signal))

    # What the worker calls.

    def handle(self, text: str) -> None:
        """Serves one command; never raises, but for what ends the program."""
        self.send(answer(self, loads(text)))

    def program(self) -> Callable[[], None]:
        """What runs the launched program (see `Program.callable`)."""
        program = self.program_
        if program.code is not None and not self.no_debug:
            self.engine.learn(program.code)
            program.code = self.engine.modified.copy_of(program.code) or program.code
        self._console.attach()
        self.engine.running = True
        if not self.no_debug and os.environ.get("PYTHONBREAKPOINT") in (None, "", "0"):
            sys.breakpointhook = self.hook.stand_in(self._on_breakpoint_call, sys.__breakpointhook__)
        step = Step("any", None, self.filter, "entry") if self.options.get("stopOnEntry") else None
        self.set_state("running")
        if self.pausing:  # asked for before there was anything to pause
            self._pause_ahead()
        elif not self.no_debug:
            self.engine.set_step(step)
        return program.callable(self.hook, self.engine.current)

    def coroutine(self) -> Callable[[], Awaitable[None]] | None:
        """What drives the program's top-level `await`, or None."""
        return self.program_.coroutine()

    def finish(self) -> None:
        """Ends the run: the stop for an uncaught exception, the report, `atexit`, and the last events."""
        program = self.program_
        program.settle()
        if problem := program.syntax_error():
            self.emit("dapper/syntaxError", problem)
        try:
            self._stop_at_end(program.error)
        except Terminated:
            self.terminating = True
        self.engine.set_step(None)
        if not self.terminating and (failure := program.failure(self.budget)):
            self.emit("dapper/failure", failure)
        self.concluding = True  # what runs now is to end the program; it is not ended itself
        try:
            program.conclude(self.terminating)
            self.engine.let_go()
            self.frame_eval.release()
            program.take_apart(self.filter.is_mine_path)
        except Terminated:
            pass
        except BaseException as error:
            self._report(error)
            program.exit_code = program.exit_code or 1
        code = program.exit_code
        self.set_state("ended")
        self.status.post()
        self.frame_eval.suspend()
        self._console.detach()
        sys.breakpointhook = sys.__breakpointhook__
        self.emit("exited", {"exitCode": code})
        self.emit("terminated", {})

    def _stop_at_end(self, error: BaseException | None) -> None:
        debugging = not (self.no_debug or self.terminating)
        exceptions, stepping = self.engine.exceptions, self.engine.step is not None
        # A program that does not compile has no frame to stop in.
        if error is not None and traceback_of(error) and debugging and exceptions.stops_at_end(error, stepping):
            self.engine.set_step(None)
            if why := exceptions.why_at_end(error):
                self.say(f"Whether anything handles the exception could not be told where it was raised: {why}.")
            self.stop(Stop("exception", None, error=error))

    def set_state(self, state: str) -> None:
        """Moves to another state."""
        self.state = state
        self._enable_engine(self.budget.active)
        self.host.set_state("idle" if state == "ended" else state)

    def _enable_engine(self, looking: bool) -> None:
        self.engine.enabled = self.state == "running" and not looking

    # Stopping.

    def stop(self, stop: Stop) -> None:
        """Holds the program until the user lets it go on.

        Raises:
            Terminated: the user has ended the program instead.
        """
        if self.terminating:
            self._unwind()
            return
        if not self.host.can_block():
            self._cannot_stop(stop)
            return
        self.engine.admit(stop.frame)
        self.stopped, self.resume = stop, ""
        if stop.frame is not None:
            self.stack.capture(stop.frame)
        else:
            self.stack.capture_traceback(stop.error)
        self.set_state("stopped")
        self.emit("stopped", requests.stopped_body(self, stop))
        self.status.post()
        try:
            with self.frame_eval.meter.standing():
                while self.resume == "" and not self.terminating:
                    self.handle(self.next_command(None))
        finally:
            self.stopped = None
            self.stack.clear()
            self.variables.clear()
        self.pausing = False
        self.set_state("running")
        if self.terminating:
            self.engine.set_step(None)
            self._unwind()
            return
        self._tend()
        # The very last: what starts after this is the program's.
        self.engine.set_step(self.resume)

    def _tend(self) -> None:
        """The program may have been at the interpreter's own means of debugging."""
        if problem := self.engine.backend and self.engine.backend.tend():
            self.say(problem, "important")

    def _cannot_stop(self, stop: Stop) -> None:
        self.pausing = False
        where = f" at line {stop.frame.f_lineno}" if stop.frame else ""
        self.say(f"Cannot pause here ({stop.reason}{where}): JavaScript code is waiting for this call.", "important")

    def next_command(self, timeout: float | None) -> str | None:
        """Blocks for the next command; None when `timeout` seconds have passed."""
        if self.queue:
            return self.queue.popleft()
        return self.host.receive(timeout)

    def _on_inbox_signal(self, number: int, frame: FrameType | None) -> None:
        """Between two bytecodes of the program: serves what has come."""
        evaluated = self.state == "evaluating" and self._is_evaluated(frame)
        if self.budget.active or (self.filter.works_for_debugger(frame) and not evaluated):
            # The tick rings again. It looks at every so many calls and loop turns: where a loop of the program and the
            # debugger's work on it take a divisor of that, it would look at the same place for ever. So shift it.
            self._untimely += 1
            for _ in range(self._untimely % 7):
                pass
            return
        if self.state == "evaluating":
            self._collect(frame)
            return
        if self.state != "running":
            return
        self.engine.enabled = False
        try:
            self.host.yield_()
            text = self.host.poll()
            while text is not None:
                self.handle(text)
                text = self.host.poll()
            self._tend()
            self.status.post_if_changed()
            self.engine.modified.sample()
        finally:
            self.engine.enabled = self.state == "running"
        self.act(frame)

    def _collect(self, frame: FrameType | None) -> None:
        """While code runs on the debugger's behalf: keeps requests for later, and ends it for one that waits on it."""
        self.host.yield_()
        interrupt = False
        text = self.host.poll()
        while text is not None:
            self.queue.append(text)
            interrupt = interrupt or loads(text)["command"] in INTERRUPTING
            text = self.host.poll()
        if interrupt:
            self.deadlines.interrupt(frame)

    def act(self, frame: FrameType | None) -> None:
        """Does what a request has asked for and only the program's own stack allows."""
        if self.terminating:
            self._unwind()
            return
        if not self.pausing:
            return
        while frame is not None and self.filter.is_debugger(frame.f_code):
            frame = frame.f_back
        if frame is None or self.filter.nearest_wanted(frame) is None:
            self._pause_ahead()
            return
        self.pausing = False
        self.stop(Stop("pause", frame))

    def _pause_ahead(self) -> None:
        """Stops at the first line of the user's that comes."""
        if self.engine.backend is None:  # a plain run: paused, it becomes a debugged one
            self.start_backend()
        self.engine.set_step(Step("any", None, self.filter, "pause"))

    def terminate(self) -> None:
        """Ends the program at the next bytecode."""
        self.terminating, self._unwinding = True, False

    def _unwind(self) -> None:
        """Raises `Terminated`, once for each time that the user has asked: `finally` blocks then run in peace."""
        if not self._unwinding and not self.concluding:
            self._unwinding = True
            raise Terminated

    def act_waiting(self) -> None:
        """Does what requests have asked for while the program waits in the event loop, with none of its frames running.

        The worker calls it after it has served requests then.
        """
        program = self.program_
        if program is None or self.state != "running":
            return
        frame = program.waiting_frame()
        if self.pausing and not self.terminating and frame is not None:
            self.pausing = False
            try:
                self.stop(Stop("pause", frame))
            except Terminated:
                self.terminating = True
        if self.terminating:
            program.cancel()

    # What the engine asks for.

    def run_user_code(self, function: Callable[..., object], *arguments: object) -> object:
        """Calls code of the user's that may take any time; a request that needs its end interrupts it.

        Raises:
            Interrupted: it was.
            OperationTimeout: it took longer than the setting `timeout` allows.
        """
        before = self.state
        self.set_state("evaluating")
        try:
            with self.deadlines.operation(self.config.timeout):
                return function(*arguments)
        except (DapperError, Interrupted):
            if not self.deadlines.overdue:
                raise
            raise OperationTimeout("evaluation", self.config.timeout) from None
        finally:
            self.set_state(before)

    def _on_deadline_signal(self, number: int, frame: FrameType | None) -> None:
        """Between two bytecodes, once a deadline has passed: ends the look, or else the operation, that is over time."""
        if self.budget.active:
            self.budget.raise_timeout(number, frame)
        elif self.state == "evaluating" and self._is_evaluated(frame):
            self.deadlines.check(frame)

    def _is_evaluated(self, frame: FrameType | None) -> bool:
        """Whether a frame belongs to what a person has asked to evaluate, and not to the debugger's work on it."""
        while frame is not None and not self.filter.is_debugger(frame.f_code):
            if frame.f_code.co_filename == SNIPPET or self.filter.is_mine(frame.f_code):
                return True
            frame = frame.f_back
        return False

    def _probe(self, expression: Expression, frame: FrameType, breakpoint: Breakpoint) -> object:
        # As `run_user_code`, but without telling the worker: a condition in a loop is checked many thousand times a
        # second, and to the worker the program simply runs.
        self.state, self.engine.enabled = "evaluating", False
        try:
            return self.budget.enter(expression.value, frame)
        finally:
            self.state, self.engine.enabled = "running", True
            if self.deadlines.interrupted:
                self.deadlines.leave()

    def _settle(self, frame: FrameType) -> None:
        if not self.queue:
            return
        self.engine.enabled = False
        while self.queue and self.state == "running":
            self.handle(self.queue.popleft())
        self.engine.enabled = self.state == "running"
        self.act(frame)

    def _on_file(self, file: SourceFile, changed: list[Breakpoint]) -> None:
        self.frame_eval.note(f"{file.path}: {len(file.codes())} code objects known, {len(changed)} breakpoints bound")
        source = self.sources.describe(file.path, self.filter.is_mine_path(file.path))
        self.emit("loadedSource", {"reason": "new", "source": source})
        for breakpoint in changed:
            self.emit("breakpoint", {"reason": "changed", "breakpoint": breakpoint.as_dap()})

    def _on_breakpoint_call(self, *args: object, **kws: object) -> None:
        """`breakpoint()` in the program; who has chosen another debugger for that before it started is left alone."""
        if self.engine.enabled and os.environ.get("PYTHONBREAKPOINT") != "0":
            self.stop(Stop("breakpoint", sys._getframe(1), "Paused on breakpoint()"))

    def _on_console(self, text: str, important: bool, frame: FrameType) -> None:
        source = self.sources.describe(frame.f_code.co_filename, True)
        self.say(text, "important" if important else "console", source=source, line=frame.f_lineno)

    def _headline(self, error: BaseException) -> str:
        return exception_info.headline(error, self.budget)

    def _formatted(self, value: object) -> str:
        return formatted(value, self.budget)

    def _report(self, error: BaseException) -> None:
        self.frame_eval.errors_handled += 1
        self.set_state("running")
        self.say(exception_info.mistake("A stop", error), "important")

    @property
    def config(self) -> FrameEvalConfig:
        """The settings of frame evaluation that are in force."""
        return self.frame_eval.config

    def start_backend(self, config: FrameEvalConfig | None = None) -> None:
        """Chooses a backend by a configuration (the one in force if none is given) and goes to work with it.

        Raises:
            BackendUnavailable: the configuration leaves no backend that works here; the former stays in force.
            OperationTimeout: it took longer than the configuration allows.
        """
        self.frame_eval.root = self.program_.home + "/"
        self.frame_eval.set_up(config or self.config)
        self.evaluator.limit_watches(self.config.timeout)


def open_session(host: Host, options_text: str) -> Session:
    """Opens the session of a worker.

    Args:
        host: the way out (see `dapper.wire.codec.host`).
        options_text: JSON: `hookDir`, `blocking`, `platform`.
    """
    return Session(host, loads(options_text))
