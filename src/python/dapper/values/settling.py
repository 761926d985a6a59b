"""Which futures are settled when another one is: what `gather`, `shield`, `wait` and others of asyncio stand between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from types import CellType, FunctionType, MethodType

from dapper.values.generics import AnyDeque

_WAITING = ("_waiters", "_getters")
"""Under which names locks, events, conditions and queues keep the futures of those who wait for them."""
_QUEUE = "_done"
"""Under which name what `as_completed` returns keeps its queue."""
_DEEPEST = 16


def settled_after(
    future: object,
    callbacks: Callable[[object], list[object]],
    is_future: Callable[[object], bool],
    attribute: Callable[[object, str], object],
) -> Iterator[object]:
    """A future, and all that its end may settle, the nearest first.

    Args:
        future: where it begins.
        callbacks: gives what a future calls when it is done.
        is_future: tells futures from other objects.
        attribute: gives what an object has in its own namespace under a name, or None, without running any code.
    """
    seen = {id(future)}
    found = [future]
    for _ in range(_DEEPEST):
        yield from found
        held = [each for done in found for callback in callbacks(done) for each in _held(callback, attribute)]
        found = list[object]()
        for each in held:
            if id(each) not in seen and is_future(each):
                seen.add(id(each))
                found.append(each)


def _held(callback: object, attribute: Callable[[object, str], object]) -> Iterator[object]:
    """What a callback can reach by itself: what its function closes over or was given, or the object of which it is a method."""
    objects = list[object]()
    if type(callback) is MethodType:
        objects = [callback.__self__, attribute(callback.__self__, _QUEUE)]
    elif type(callback) is FunctionType:
        objects = [_content(cell) for cell in callback.__closure__ or ()]
    elif type(callback) is partial:
        objects = [*callback.args]
    for each in objects:
        yield each
        for name in _WAITING:
            waiting = attribute(each, name)
            if type(waiting) is AnyDeque:
                yield from list(waiting)


def _content(cell: CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:
        return None  # it is empty
