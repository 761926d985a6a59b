"""Events that a session sends unasked: stops, files and breakpoints, lines in the console."""

from __future__ import annotations

from collections.abc import Sequence
from types import FrameType

from dapper.code.index import SourceFile
from dapper.modified.breakpoint import Breakpoint
from dapper.session.inspection import Inspection
from dapper.session.modules import ModuleTable
from dapper.session.program import Program
from dapper.session.status import Status
from dapper.session.threads import Threads
from dapper.stopping.stop import LateStop, Stop
from dapper.values import exception_info
from dapper.wire.constants import RAISED, UNCAUGHT, UNCAUGHT_WHERE_RAISED
from dapper.wire.outbox import Outbox


class Events:
    """The events of one session, in their order with everything else that it sends.

    Attributes:
        status: what is reported about frame evaluation.
    """

    def __init__(
        self, outbox: Outbox, status: Status, inspection: Inspection, threads: Threads, modules: ModuleTable
    ) -> None:
        self.status = status
        self._outbox, self._inspection, self._threads, self._modules = outbox, inspection, threads, modules
        self._announced: set[str] = set()  # paths of texts

    def begin(self) -> None:
        """The program starts."""
        self._modules.begin()

    def stopped(self, stop: Stop, thread: int, task: str | None) -> None:
        """The program has stopped in a thread. `task`: which of several tasks it is in."""
        body: dict[str, object] = {"reason": stop.reason, "threadId": thread, "allThreadsStopped": True}
        task = stop.whose if isinstance(stop, LateStop) else task
        if task is not None:
            body["task"] = task
        if stop.description:
            body["description"] = body["text"] = stop.description
        elif task is not None:
            body["text"] = task
        if stop.breakpoints:
            body["hitBreakpointIds"] = list(stop.breakpoints)
        if stop.error is not None:
            text = self._inspection.display.headline(stop.error)
            where = f" in {task}" if task is not None else ""
            body |= {"text": text, "description": f"Paused on {break_mode(stop)} exception{where}: {text}"}
        self._outbox.emit("stopped", body)
        self.status.post()
        self._tell_news()

    def _tell_news(self) -> None:
        """The texts and modules that have come since the last stop: to tell of them earlier would cost the program."""
        sources = self._inspection.sources
        for source in sources.listed() if sources.texts.has_new() else ():
            if source.path not in self._announced:
                self._announced.add(source.path)
                self._outbox.emit("loadedSource", {"reason": "new", "source": sources.describe_text(source)})
        for reason, module in self._modules.changes():
            self._outbox.emit("module", {"reason": reason, "module": module})

    def loaded(self, file: SourceFile, changed: list[Breakpoint]) -> None:
        """Code of a file has become known, and these breakpoints with it."""
        core, inspection = self.status.core, self._inspection
        core.note(f"{file.path}: {len(file.codes())} code objects known, {len(changed)} breakpoints bound")
        source = inspection.sources.describe(file.path, inspection.filter.is_mine_path(file.path))
        if file.path not in self._announced:
            self._outbox.emit("loadedSource", {"reason": "new", "source": source})
        if file.path[:1] != "/":
            self._announced.add(file.path)
        self._bound(changed)

    def reloaded(self, file: SourceFile, changed: list[Breakpoint], stands: bool) -> None:
        """A file has another text, by which these breakpoints stand elsewhere. `stands`: whether the program stands."""
        inspection = self._inspection
        source = inspection.sources.describe(file.path, inspection.filter.is_mine_path(file.path))
        self._outbox.emit("loadedSource", {"reason": "changed", "source": source})
        self._bound(changed)
        if stands:
            self._outbox.emit("invalidated", {"areas": ["stacks", "variables"]})
        self.status.post()

    def _bound(self, changed: list[Breakpoint]) -> None:
        for breakpoint in changed:
            self._outbox.emit("breakpoint", {"reason": "changed", "breakpoint": breakpoint.as_dap()})

    def memory(self, reference: str, offset: int = 0, count: int | None = None) -> None:
        """Bytes of an object are others than they were; None: up to its end."""
        if count is None:
            count = self._inspection.variables.memory.size(reference) - offset
        self._outbox.emit("memory", {"memoryReference": reference, "offset": offset, "count": count})

    def changed(self) -> None:
        """Something that a person did has changed values: what a client knows of them may be wrong."""
        for reference, offset, count in self._inspection.variables.memory.changed():
            self.memory(reference, offset, count)
        stacks = ["stacks"] if self._inspection.stack.shows_values else []
        threads = ["threads"] if self._threads.have_changed() else []
        self._outbox.emit("invalidated", {"areas": ["variables", *stacks, *threads]})

    def withdrawn(self, breakpoints: Sequence[Breakpoint]) -> None:
        """These breakpoints can never stop again."""
        for breakpoint in breakpoints:
            self._outbox.emit("breakpoint", {"reason": "removed", "breakpoint": breakpoint.as_dap()})

    def say(self, text: str, important: bool, frame: FrameType | None = None) -> None:
        """Shows a line in the console, with the place in a frame that it comes from."""
        category = "important" if important else "console"
        if frame is None:
            self._outbox.say(text, category)
            return
        source = self._inspection.sources.describe_code(frame.f_code, True)
        former = self._inspection.stack.former(frame)
        line = frame.f_lineno if former is None else former.shown(frame.f_lineno)
        self._outbox.say(text, category, source=source, line=line)

    def remark(self, text: str) -> None:
        """A line in the console about what a person has entered there."""
        self._outbox.say(text)

    def failed(self, error: BaseException) -> None:
        """The debugger itself failed at a stop, or at the program's end."""
        self.status.core.errors_handled += 1
        self.say(exception_info.mistake("A stop", error), True)

    def not_compiled(self, program: Program) -> None:
        """Where and why the program does not compile, if so."""
        if problem := program.syntax_error():
            self._outbox.emit("dapper/syntaxError", problem)

    def failure(self, program: Program) -> None:
        """The exception that ends the program, if one does."""
        if failure := program.failure(self._inspection.display):
            self._outbox.emit("dapper/failure", failure)

    def ended(self, exit_code: int) -> None:
        """The program is over."""
        self._outbox.emit("exited", {"exitCode": exit_code})
        self._outbox.emit("terminated", {})


def break_mode(stop: Stop) -> str:
    """The DAP `ExceptionBreakMode` of a stop at an exception."""
    if stop.frame is None or stop.filter in (UNCAUGHT, UNCAUGHT_WHERE_RAISED):
        return "unhandled"
    return "always" if stop.filter == RAISED else "userUnhandled"
