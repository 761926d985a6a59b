"""Exceptions that an event loop reports because nobody has asked for them: those of tasks that nobody awaits, above all.

asyncio finds them when the task is freed, and tells the loop. So does Pyodide's. What tells them is a method of the
loop's class, and one that stands before it costs a program nothing that has no such exception.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from types import FrameType, FunctionType, ModuleType
from typing import TYPE_CHECKING

from dapper.code.filter import OWN_FOLDER
from dapper.code.names_of_code import file_of
from dapper.session.state import RunState
from dapper.session.task_ends import TaskEnds
from dapper.session.threads import Threads
from dapper.stopping.stop import LateStop
from dapper.stopping.stopper import Stopper
from dapper.values.exception_info import way_out
from dapper.values.generics import AnyDict
from dapper.values.statics import ClassTable, is_a, module_dict, own_attribute, str_items
from dapper.wire.errors import Terminated

if TYPE_CHECKING:
    from dapper.values.tasks import Task

_METHOD = "call_exception_handler"
_LOOPS = (("pyodide.webloop", "WebLoop"), ("asyncio.base_events", "BaseEventLoop"))
"""Modules and their classes of event loops: others that programs use are derived from these."""
_MOST_AT_END = 10
"""Tasks at whose exceptions a program stops that is over."""
_TASKS = ("task", "future")
_ENDED = "_decrement_in_progress"
"""Of Pyodide's loop, from 0.27 on: reports the exceptions of tasks as soon as they have ended, if nobody awaits them."""


class LoopErrors:
    """Stops the program at such exceptions, if the filters for uncaught exceptions say so.

    A loop with an exception handler of the program's own is left alone: that handles them.
    """

    def __init__(self, stopper: Stopper, state: RunState, threads: Threads, task_ends: TaskEnds) -> None:
        self._stopper, self._state, self._threads, self._task_ends = stopper, state, threads, task_ends
        self._stops = False
        self._replaced: list[tuple[type, Callable[..., object]]] = []

    def attach(self, is_debugged: bool) -> None:
        """Puts itself before the methods; asyncio is not imported for it. Only where `is_debugged` anything stops."""
        self._stops = is_debugged
        for module_name, class_name in _LOOPS:
            module = dict(str_items(sys.modules)).get(module_name)
            cls = dict(str_items(module_dict(module))).get(class_name) if type(module) is ModuleType else None
            method = own_attribute(cls, _METHOD) if isinstance(cls, type) else None
            if isinstance(cls, type) and type(method) is FunctionType:
                type.__setattr__(cls, _METHOD, self._before(method))
                self._replaced.append((cls, method))

    def detach(self) -> None:
        """Puts the methods back."""
        for cls, method in self._replaced:
            type.__setattr__(cls, _METHOD, method)
        self._replaced.clear()

    def stop_at_end(self) -> None:
        """The program is over: stops at the exceptions of tasks that are still there.

        Raises:
            Terminated: a person has ended it.
        """
        for task in self._threads.failed()[:_MOST_AT_END]:
            if task.error is not None:
                self._stop(task.error, None, task, True)

    def _before(self, method: FunctionType) -> Callable[..., object]:
        @functools.wraps(method)
        def call_exception_handler(loop: object, context: object) -> object:
            state = self._state
            told = dict(str_items(context)) if type(context) is AnyDict else {}
            if is_a(told.get("exception"), Terminated):
                return None  # a person has ended the task
            if self._stops and state.listening.on and not state.concluding:
                self._told(loop, told, sys._getframe().f_back)
            return method(loop, context)

        return call_exception_handler

    def _told(self, loop: object, told: dict[str, object], frame: FrameType | None) -> None:
        error = told.get("exception")
        namespace = ClassTable().instance_dict(loop)
        if not is_a(error, BaseException) or namespace is None:
            return
        if dict(str_items(namespace)).get("_exception_handler") is not None:
            return
        if frame is not None and file_of(frame.f_code).startswith(OWN_FOLDER):
            return  # freed while the debugger works: the program stands nowhere
        subjects = [told[name] for name in _TASKS if name in told]
        if frame is not None and frame.f_code.co_name == _ENDED and self._stopper.filter.is_debugger(frame.f_code):
            subjects += frame.f_locals.values()  # Pyodide's loop does not name the task, but has it
        while frame is not None and self._stopper.filter.is_debugger(frame.f_code):
            frame = frame.f_back
        tasks = (self._threads.read(subject) for subject in subjects)
        try:
            self._stop(error, frame, next((task for task in tasks if task is not None), None))
        except Terminated:
            if self._has_own(frame):
                raise
            # Nothing of the program runs: it would end a callback of the loop, and no `finally` of the program.
            self._state.terminate()
            self._task_ends.cancel()

    def _has_own(self, frame: FrameType | None) -> bool:
        """Whether the user's own code runs in a frame, or in one of its callers."""
        while frame is not None and not self._stopper.filter.is_mine(frame.f_code):
            frame = frame.f_back
        return frame is not None

    def _stop(self, error: BaseException, frame: FrameType | None, task: Task | None, is_over: bool = False) -> None:
        exceptions = self._stopper.exceptions
        if way_out(error) and exceptions.stops_at_end(error, self._stopper.step is not None):
            whose = self._threads.label(task) if task is not None else None
            self._stopper.stop(LateStop(error, frame, whose, is_over))
