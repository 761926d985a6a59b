"""`await`, `async for` and `async with` in what a person enters while the program stands.

The program's event loop does not turn meanwhile. So what is entered runs in one of its own: time passes in it, and what
it starts runs in it and ends with it. What belongs to the program's loop waits, as the program does.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Coroutine, Generator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop, Future, Task

_SLICE = 0.02
"""Seconds for which JavaScript goes on until what it may have brought about is looked for."""
_OF_PROGRAM = (
    "'await' waits for {} of the program here, and while that is paused its event loop does not turn. "
    "What waited was ended."
)
_NEVER = "'await' waits for {} here, which nothing brings about while the program is paused. What waited was ended."
_ENDLESS = "What was entered goes on waiting, whatever ends its waits. It was given up."


class Patience:
    """How code waits while the program stands.

    Args:
        sleep: waits for so many seconds, unless a person ends it.
        turns: whether JavaScript goes on meanwhile, which may keep its promises.
    """

    __slots__ = ("sleep", "turns")

    def __init__(self, sleep: Callable[[float], None] = time.sleep, turns: bool = False) -> None:
        self.sleep, self.turns = sleep, turns


def run(start: Callable[..., Coroutine[Any, Any, object]], arguments: tuple[object, ...], patience: Patience) -> object:
    """What a coroutine comes to, whose function is called with such arguments.

    Raises:
        RuntimeError: it waits for what cannot come now.
    """
    # As it is for the code that is run: nothing else here needs it.
    from asyncio import CancelledError, events, tasks

    with _Aside(events, tasks):
        loop = _new_loop(patience)
        main = loop.create_task(_whole(_Watched(start(*arguments), loop)))
        loop.main = main
        try:
            loop.run_until(main)
        finally:
            loop.end(tasks)
        if not main.done():
            raise RuntimeError(_ENDLESS)
        if main.cancelled():
            raise CancelledError
        error = main.exception()
        if error is not None:
            raise error
        return main.result()


class _Aside:
    """While it is entered, no loop runs as far as asyncio knows: the one that does has called the debugger."""

    def __init__(self, events: Any, tasks: Any) -> None:
        self._events = events
        # Up to CPython 3.11 each loop has a task of its own.
        self._swap: Callable[[object, object], object] | None = getattr(tasks, "_swap_current_task", None)
        self._loop: object = None
        self._task: object = None

    def __enter__(self) -> None:
        self._loop = self._events._get_running_loop()
        if self._loop is not None and self._swap is not None:
            self._task = self._swap(self._loop, None)
        self._events._set_running_loop(None)

    def __exit__(self, *_: object) -> None:
        self._events._set_running_loop(self._loop)
        if self._loop is not None and self._swap is not None:
            self._swap(self._loop, self._task)


def _new_loop(patience: Patience) -> Any:
    """A loop that waits as the session does, and knows when there is nothing to wait for."""
    from asyncio.base_events import BaseEventLoop

    class Loop(BaseEventLoop):
        main: Task[object]
        is_stuck = False

        def __init__(self) -> None:
            super().__init__()
            self._selector = self  # which of asyncio's events come

        def select(self, timeout: float | None) -> tuple[()]:
            """Waits until the next of them is due: there are none but those of time, and of JavaScript."""
            if timeout is None and not patience.turns:
                self._give_up()
            elif timeout is None or timeout > 0:
                longest = _SLICE if patience.turns else timeout
                patience.sleep(_SLICE if timeout is None else min(timeout, longest or timeout))
            return ()

        def _process_events(self, _: object) -> None:
            """There are none."""

        def _write_to_self(self) -> None:
            """It waits for no other thread."""

        def _give_up(self) -> None:
            if self.is_stuck:
                self.stop()  # it waits again
            self.is_stuck = True
            self.main.cancel()

        def run_until(self, future: Future[Any]) -> None:
            """Turns until that is done, or cannot be."""
            future.add_done_callback(lambda _: self.stop())
            self.run_forever()

        def end(self, tasks: Any) -> None:
            """Ends what is left, as `asyncio.run` does."""
            for task in tasks.all_tasks(self):
                task.cancel()
                self.run_until(task)
            self.run_until(self.create_task(self.shutdown_asyncgens()))
            self.close()

    return Loop()  # pyright: ignore[reportAbstractUsage] -- without files and processes


class _Watched:
    """A coroutine, into which an exception is thrown where it waits for what cannot come."""

    def __init__(self, coroutine: Coroutine[Any, Any, object], loop: AbstractEventLoop) -> None:
        self._coroutine, self._loop = coroutine, loop

    def __await__(self) -> Generator[Any, Any, object]:
        steps = self._coroutine.__await__()
        error: BaseException | None = None
        while True:
            try:
                waits_for = steps.send(None) if error is None else steps.throw(error)
            except StopIteration as end:
                return end.value
            error = self._problem(waits_for)
            if error is not None:
                continue
            was_stuck = self._stuck
            try:
                yield waits_for
            except BaseException as caught:
                error = caught
                if self._stuck and not was_stuck:
                    error = RuntimeError(_NEVER.format(type(waits_for).__name__))

    @property
    def _stuck(self) -> bool:
        return getattr(self._loop, "is_stuck", False)

    def _problem(self, waits_for: Any) -> BaseException | None:
        """Why it can never go on from there, if that is so. None lets others run."""
        get_loop = getattr(waits_for, "get_loop", None)
        if get_loop is None or get_loop() is self._loop:
            return None
        waits_for._asyncio_future_blocking = False  # nobody will ask this of it
        return RuntimeError(_OF_PROGRAM.format(type(waits_for).__name__))


async def _whole(watched: _Watched) -> object:
    return await watched
