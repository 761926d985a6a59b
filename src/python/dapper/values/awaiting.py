"""Where a suspended coroutine stands: the chain of what it awaits, down to what it waits for."""

from __future__ import annotations

import gc
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType

from dapper.values.generics import AnyCoroutine, AnyGenerator
from dapper.values.statics import class_name, is_built_in

MOST_AWAITED = 1_000
"""Links of a chain that are followed."""
_WRAPPERS = frozenset(("async_generator_asend", "async_generator_athrow", "coroutine_wrapper", "anext_awaitable"))
"""Types of the interpreter's own that pass on what is sent to a coroutine or an asynchronous generator, by name."""


class Chain:
    """What a coroutine stands at.

    Attributes:
        frames: those that are suspended, the innermost first.
        last: what the innermost of them waits for that has no frame; None: nothing.
    """

    __slots__ = ("frames", "last")

    def __init__(self, frames: list[FrameType], last: object) -> None:
        self.frames = frames
        self.last = last


def chain_of(coroutine: object) -> Chain:
    """The chain of a coroutine that is not running; of one that is, its own frame alone."""
    frames: list[FrameType] = []
    each = coroutine
    for _ in range(MOST_AWAITED):
        frame, inner = _link(each)
        if frame is not None:
            frames.insert(0, frame)
        if inner is None:
            return Chain(frames, None if frame is not None else each)
        each = inner
    return Chain(frames, None)


def is_running(coroutine: object) -> bool:
    """Whether a coroutine, or a generator that serves as one, is on Python's stack."""
    if type(coroutine) is AnyCoroutine:
        return coroutine.cr_running
    return type(coroutine) is GeneratorType and coroutine.gi_running


def has_begun(coroutine: object) -> bool:
    """Whether any of a coroutine's own code has run; true where that is not known."""
    if type(coroutine) is AnyCoroutine:
        return coroutine.cr_running or coroutine.cr_suspended or coroutine.cr_frame is None
    return type(coroutine) is not GeneratorType or coroutine.gi_suspended or coroutine.gi_frame is None


def frame_of(coroutine: object) -> FrameType | None:
    """The frame of a coroutine, or of a generator that serves as one; None: it has ended, or is something else."""
    return _link(coroutine)[0]


def code_of(coroutine: object) -> CodeType | None:
    """The code of a coroutine, or of a generator that serves as one; None: it is something else."""
    if type(coroutine) is AnyCoroutine:
        return coroutine.cr_code
    return coroutine.gi_code if type(coroutine) is GeneratorType else None


def _link(each: object) -> tuple[FrameType | None, object]:
    """The frame of what is awaited, if it has one, and what it awaits in its turn."""
    if type(each) is CoroutineType:
        return each.cr_frame, each.cr_await
    if type(each) is AnyGenerator:
        inner: object = each.gi_yieldfrom
        return each.gi_frame, inner
    if type(each) is AsyncGeneratorType:
        return each.ag_frame, each.ag_await
    if is_built_in(type(each)) and class_name(type(each)) in _WRAPPERS:
        # They have no attribute for it; the collector knows what they hold, and that comes before what was sent.
        return None, next(filter(_is_link, gc.get_referents(each)), None)
    return None, None


def _is_link(each: object) -> bool:
    kind = type(each)
    if kind is CoroutineType or kind is GeneratorType or kind is AsyncGeneratorType:
        return True
    return is_built_in(kind) and class_name(kind) in _WRAPPERS
