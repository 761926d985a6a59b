"""The event loop of what is entered in the console while the program stands.

It is made of the interpreter's own parts of asyncio, taken before there was a program: that may have replaced all that is
written in Python. What runs in it finds it as the loop that runs, with what asyncio asks of one; it knows no files,
threads and processes.
"""

from __future__ import annotations

import sys
import time
from _asyncio import Future, Task, _get_running_loop, _set_running_loop
from collections import deque
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextvars import Context, copy_context
from heapq import heappop, heappush
from types import TracebackType
from typing import Any

try:
    from _asyncio import _swap_current_task  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]
except ImportError:  # CPython 3.11, where each loop has a task of its own
    _swap_current_task = None

_SLICE = 0.02
"""Seconds for which JavaScript goes on until what it may have brought about is looked for."""
_set_hooks, _get_hooks, _monotonic = sys.set_asyncgen_hooks, sys.get_asyncgen_hooks, time.monotonic
_Future: Callable[..., Future[Any]] = Future
_swap: Callable[[object, object], object] | None = _swap_current_task  # pyright: ignore[reportUnknownVariableType]


class Patience:
    """How code waits while the program stands.

    Args:
        sleep: waits for so many seconds, unless a person ends it.
        turns: whether JavaScript goes on meanwhile, which may keep its promises.
        say: tells a person, in a line, what no result and no exception says.
    """

    __slots__ = ("say", "sleep", "turns")

    def __init__(
        self,
        sleep: Callable[[float], None] = time.sleep,
        turns: bool = False,
        say: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.sleep, self.turns, self.say = sleep, turns, say


class Handle:
    """A call that is to come."""

    __slots__ = ("_arguments", "_callback", "_context", "_number", "_when", "is_cancelled")

    def __init__(
        self, when: float, number: int, callback: Callable[..., object], arguments: tuple[object, ...], context: Context
    ) -> None:
        self._when, self._number = when, number
        self._callback, self._arguments, self._context = callback, arguments, context
        self.is_cancelled = False

    def __lt__(self, other: Handle) -> bool:
        return (self._when, self._number) < (other._when, other._number)

    def cancel(self) -> None:
        """It will not come."""
        self.is_cancelled = True

    def cancelled(self) -> bool:
        """Whether that was asked for."""
        return self.is_cancelled

    def when(self) -> float:
        """When it is due, by `ConsoleLoop.time`."""
        return self._when

    def run(self) -> None:
        """Makes the call."""
        if not self.is_cancelled:
            self._context.run(self._callback, *self._arguments)


class ConsoleLoop:
    """While it is entered, it is the loop that runs. The methods are those of `asyncio.AbstractEventLoop`.

    Attributes:
        is_stuck: whether there was nothing left to wait for.
    """

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._ready: deque[Handle] = deque()
        self._due: list[Handle] = []
        self._tasks: list[Task[Any]] = []
        self._generators: list[AsyncGenerator[Any, Any]] = []
        self._numbers = 0
        self.is_stuck = False
        # What was there before.
        self._loop: Any = None
        self._task: object = None
        self._hooks: Any = None

    def __enter__(self) -> ConsoleLoop:
        self._loop, self._hooks = _get_running_loop(), _get_hooks()
        if self._loop is not None and _swap is not None:
            self._task = _swap(self._loop, None)
        _set_running_loop(self)  # pyright: ignore[reportArgumentType]
        _set_hooks(self._generators.append, None)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _set_hooks(*self._hooks)
        _set_running_loop(self._loop)
        if self._loop is not None and _swap is not None:
            _swap(self._loop, self._task)

    def time(self) -> float:
        """Seconds."""
        return _monotonic()

    def call_soon(self, callback: Callable[..., object], *arguments: object, context: Context | None = None) -> Handle:
        """In the next turn."""
        handle = self._handle(self.time(), callback, arguments, context)
        self._ready.append(handle)
        return handle

    call_soon_threadsafe = call_soon

    def call_later(
        self, delay: float, callback: Callable[..., object], *arguments: object, context: Context | None = None
    ) -> Handle:
        """In so many seconds."""
        return self.call_at(self.time() + delay, callback, *arguments, context=context)

    def call_at(
        self, when: float, callback: Callable[..., object], *arguments: object, context: Context | None = None
    ) -> Handle:
        """At a time."""
        handle = self._handle(when, callback, arguments, context)
        heappush(self._due, handle)
        return handle

    def create_future(self) -> Future[Any]:
        """One of this loop's."""
        return _Future(loop=self)

    def create_task(self, coroutine: Coroutine[Any, Any, Any], **more: Any) -> Task[Any]:
        """Starts it in the next turn. `more`: see `asyncio.Task`."""
        task: Task[Any] = Task(coroutine, loop=self, **more)  # pyright: ignore[reportArgumentType]
        self._tasks.append(task)
        return task

    def run_in_executor(self, executor: object, function: Callable[..., Any], *arguments: Any) -> Task[Any]:
        """In the next turn, as there are no threads: Pyodide's loop makes such a call at once."""
        return self.create_task(_called(function, arguments))

    def get_debug(self) -> bool:
        """It never has asyncio's debug mode."""
        return False

    def is_running(self) -> bool:
        """It exists for no longer."""
        return True

    def is_closed(self) -> bool:
        """See `is_running`."""
        return False

    def call_exception_handler(self, context: dict[str, Any]) -> None:
        """What fails is told of by `end`, and by who awaits it."""

    def run_until(self, task: Task[Any]) -> None:
        """Turns until a task is done, or cannot be."""
        gave_up = False
        while not task.done():
            while self._due and (self._due[0].is_cancelled or self._due[0].when() <= self.time()):
                self._ready.append(heappop(self._due))
            for _ in range(len(self._ready)):
                self._ready.popleft().run()
            if self._ready or task.done():
                continue
            if self._due or self._patience.turns:
                left = self._due[0].when() - self.time() if self._due else _SLICE
                self._patience.sleep(max(0.0, min(left, _SLICE) if self._patience.turns else left))
            elif gave_up:
                return
            else:
                gave_up = self.is_stuck = True
                task.cancel()

    def end(self) -> int:
        """Ends what is left, as `asyncio.run` does, and tells of what failed unseen. Returns how many tasks were left."""
        left = [task for task in self._tasks if not task.done()]
        for task in left:
            task.cancel()
            self.run_until(task)
        for generator in self._generators:
            self.run_until(self.create_task(_closed(generator)))
        for task in self._tasks:
            if task.done() and not task.cancelled() and task._log_traceback:
                task._log_traceback = False
                # Its class says enough: the text is the program's to make.
                self._patience.say(f"A task that nobody awaited raised {type(task.exception()).__name__}.")
        return len(left)

    def _handle(
        self, when: float, callback: Callable[..., object], arguments: tuple[object, ...], context: Context | None
    ) -> Handle:
        self._numbers += 1
        return Handle(when, self._numbers, callback, arguments, copy_context() if context is None else context)


async def _called(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    return function(*arguments)


async def _closed(generator: AsyncGenerator[Any, Any]) -> None:
    await generator.aclose()
