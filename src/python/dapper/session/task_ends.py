"""The end of a program's tasks, where the program is ended by a person, or by one of them (`sys.exit`).

First goes what the program waits in, as where Ctrl+C or an exit leaves `asyncio.run`, so that its own clean-up can use
the other tasks; those follow when it is over. Pyodide's event loop has no caller that an exit could be raised in: the
browser has called it, and Python would end there. So who waits in `asyncio.run`, on a stack of their own, gets it when
what they wait for has been cancelled.
"""

from __future__ import annotations

import sys
import weakref
from collections.abc import Awaitable, Callable
from types import FunctionType, ModuleType
from typing import Any

from dapper.session.debuggee import Debuggee
from dapper.session.state import RunState
from dapper.session.threads import Threads
from dapper.stopping.stopper import Stopper
from dapper.values.statics import is_a, module_dict, str_items
from dapper.values.tasks import Task
from dapper.wire.errors import Terminated

_PACE = 0.01
"""Seconds between two looks at tasks that are to end."""
_MODULE, _CLASS = "pyodide.webloop", "WebLoop"
_WAIT, _RUN = "run_sync", "_run"
"""Names in that module: what `run_until_complete` waits by, and what it has put in place of `asyncio.run`."""
_HANDLERS = ("_system_exit_handler", "_keyboard_interrupt_handler")
"""Attributes of an event loop: what it calls when a callback of its has raised such an exception."""


class TaskEnds:
    """See the module. Nothing here waits for more than a client does: that ends what does not end."""

    def __init__(self, debuggee: Debuggee, state: RunState, threads: Threads, stopper: Stopper) -> None:
        self._debuggee, self._state, self._threads, self._stopper = debuggee, state, threads, stopper
        self._loops: type | None = None
        self._names: dict[str, object] = {}
        self._wait: Callable[[object], object] | None = None
        self._waiting = 0
        self._exit: BaseException | None = None
        self._cancelled: list[weakref.ref[object]] = []
        # Before filters of exceptions are on, which would take what asyncio does here for the program's.
        threads.begin()

    def attach(self) -> None:
        """The program starts: what leaves its event loops comes here; asyncio is not imported for it."""
        module = dict(str_items(sys.modules)).get(_MODULE)
        loops = dict(str_items(module_dict(module))).get(_CLASS) if type(module) is ModuleType else None
        if isinstance(loops, type):
            self._loops = loops
            for name in _HANDLERS:
                type.__setattr__(loops, name, _Handler(name, self._on_exit))
        self._waiting, self._exit = 0, None
        self._names = module_dict(module) if type(module) is ModuleType else {}
        wait: Any = self._names.get(_WAIT)  # Pyodide 0.25 has none
        if wait is not None:
            self._wait, self._names[_WAIT] = wait, self._wait_for

    def detach(self) -> None:
        """Puts back what was there."""
        if self._loops is not None:
            for name in _HANDLERS:
                type.__delattr__(self._loops, name)
            self._loops = None
        if self._wait is not None:
            self._wait, self._names[_WAIT] = None, self._wait
        self._cancelled.clear()

    def cancel(self) -> None:
        """A person ends the program: cancels what that waits in, once for each time, since its clean-up may wait too."""
        if self._state.cancels():
            self._cancelled.clear()
            self._cancel_awaited()

    def left(self) -> Callable[[], Awaitable[None]] | None:
        """What ends the tasks that the program has left, when it is over; None: there are none, or nobody has ended it."""
        program = self._debuggee.launched
        is_ended = self._state.terminating or (program is not None and program.exit is not None)
        tasks = self._threads.waiting() if is_ended else []
        return (lambda: self._end(tasks)) if tasks else None

    def _on_exit(self, code: object = None) -> None:
        """A task, or another callback of an event loop, has ended by what is to end the program."""
        program, error = self._debuggee.launched, sys.exception()
        if is_a(error, Terminated):
            self._state.terminate()
            self.cancel()
        elif program is not None:
            if self._waiting:
                self._exit = self._exit or error
            else:
                program.exit = program.exit or error
            self._cancel_awaited()

    def _wait_for(self, future: object) -> object:
        """Waits in `run_until_complete`. What has ended the program meanwhile leaves it, whatever came of the future."""
        wait, run = self._wait, self._names.get(_RUN)
        assert wait is not None
        caller = sys._getframe(1).f_back
        is_run = isinstance(run, FunctionType) and caller is not None and caller.f_code is run.__code__
        error: BaseException | None = None
        self._waiting += 1
        try:
            result = wait(future)
        except BaseException as own:
            error, result = own, None
        finally:
            self._waiting -= 1
        exit, self._exit = self._exit, None
        if self._state.terminating and not self._state.concluding:
            exit = Terminated()
        elif is_run and (exit is not None or is_a(error, SystemExit) or is_a(error, KeyboardInterrupt)):
            tasks = self._threads.waiting()
            if tasks:
                wait(self._end(tasks))
        step = self._stopper.step
        if step is not None and (exit is not None or error is not None) and step.comes_back(caller):
            self._stopper.set_step(step)
        if exit is not None:
            raise exit
        if error is not None:
            raise error
        return result

    def _cancel_awaited(self) -> None:
        program = self._debuggee.launched
        if program is None:
            return
        tasks = self._threads.waiting()
        main = next((task for task in tasks if task.subject is program.task), None)
        self._cancel(tasks if main is None else [main])

    def _cancel(self, tasks: list[Task]) -> None:
        """Cancels tasks, but those whose clean-up that would cut short."""
        for task in tasks:
            if not any(each() is task.subject for each in self._cancelled):
                self._cancelled.append(weakref.ref(task.subject))
                self._threads.cancel(task)

    def _end(self, tasks: list[Task]) -> Awaitable[None]:
        import asyncio

        loop: Any = asyncio.get_event_loop()
        ended = loop.create_future()
        self._cancel(tasks)

        def look() -> None:
            now = [self._threads.read(task.subject) for task in tasks]
            if all(task is None or task.is_done for task in now):
                ended.set_result(None)
            else:
                loop.call_later(_PACE, look)

        loop.call_soon(look)
        return ended


class _Handler:
    """Stands in the class for an attribute of its instances: `handle`, where they have nothing themselves."""

    def __init__(self, name: str, handle: Callable[..., None]) -> None:
        self._name, self._handle = name, handle

    def __get__(self, loop: object, owner: type | None = None) -> object:
        return vars(loop).get(self._name) or self._handle

    def __set__(self, loop: object, value: object) -> None:
        vars(loop)[self._name] = value
