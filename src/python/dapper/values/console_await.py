"""`await`, `async for` and `async with` in what a person enters while the program stands.

The program's event loop does not turn meanwhile. So what is entered runs in one of its own: time passes in it, and what
it starts runs in it and ends with it. What belongs to the program's loop waits, as the program does.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Generator
from typing import Any

from dapper.values.console_loop import ConsoleLoop, Patience

_OF_PROGRAM = (
    "'await' waits for {} of the program here, and while that is paused its event loop does not turn. "
    "What waited was ended."
)
_NEVER = "'await' waits for {} here, which nothing brings about while the program is paused. What waited was ended."
_LEFT = "{} cancelled when what was entered had ended. Await what you start in the same line."
_ENDLESS = "What was entered goes on waiting, whatever ends its waits. It was given up."


def run(start: Callable[..., Coroutine[Any, Any, object]], arguments: tuple[object, ...], patience: Patience) -> object:
    """What a coroutine comes to, whose function is called with such arguments.

    Raises:
        RuntimeError: it waits for what cannot come now.
    """
    with ConsoleLoop(patience) as loop:
        main = loop.create_task(_whole(_Watched(start(*arguments), loop)))
        try:
            loop.run_until(main)
        finally:
            if main.done() and not main.cancelled():
                main.exception()  # it is awaited, by who has entered it
            left = loop.end()
        if not main.done():
            raise RuntimeError(_ENDLESS)
        result = main.result()  # raises that of a task that was cancelled too
        if left:
            patience.say(_LEFT.format("1 task was" if left == 1 else f"{left} tasks were"))
        return result


class _Watched:
    """A coroutine, into which an exception is thrown where it waits for what cannot come."""

    def __init__(self, coroutine: Coroutine[Any, Any, object], loop: ConsoleLoop) -> None:
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
            was_stuck = self._loop.is_stuck
            try:
                yield waits_for
            except BaseException as caught:  # goes on to what waits
                error = caught
                if self._loop.is_stuck and not was_stuck:
                    error = RuntimeError(_NEVER.format(type(waits_for).__name__))

    def _problem(self, waits_for: Any) -> BaseException | None:
        """Why it can never go on from there, if that is so. None lets others run."""
        get_loop = getattr(waits_for, "get_loop", None)
        if get_loop is None or get_loop() is self._loop:
            return None
        waits_for._asyncio_future_blocking = False  # nobody will ask this of it
        return RuntimeError(_OF_PROGRAM.format(type(waits_for).__name__))


async def _whole(watched: _Watched) -> object:
    return await watched
