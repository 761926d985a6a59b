"""Generators and coroutines: what they run, and whether a frame of one can still go on: has neither ended nor gone."""

from __future__ import annotations

import contextlib
import gc
import weakref
from types import AsyncGeneratorType, CodeType, CoroutineType, FrameType, GeneratorType

from dapper.code import flags

_FRAME_OF: tuple[tuple[type[object], str], ...] = (
    (GeneratorType, "gi_frame"),
    (CoroutineType, "cr_frame"),
    (AsyncGeneratorType, "ag_frame"),
)
_MANAGERS: tuple[type[object], ...] = tuple(
    vars(contextlib)[name] for name in ("_GeneratorContextManager", "_AsyncGeneratorContextManager")
)
"""What a function returns that is decorated with `contextmanager`."""


class Suspension:
    """Answers for one frame, while it is not the one that runs."""

    def __init__(self, frame: FrameType) -> None:
        self._frame = frame
        self._owner: weakref.ref[object] | None = None  # before CPython 3.14, once it was looked for

    def lasts(self) -> bool:
        """Whether the frame waits to be resumed."""
        frame = self._frame
        if not frame.f_code.co_flags & flags.SUSPENDABLE:
            return False
        if hasattr(frame, "f_generator"):
            return frame.f_generator is not None
        if self._owner is None:
            owner = _owner(frame)
            if owner is None:
                return False
            self._owner = weakref.ref(owner)
        owner = self._owner()
        return owner is not None and _owns(owner, frame)


def code_made(value: object) -> CodeType | None:
    """The code of a generator or coroutine, or of the generator that a context manager holds; None: it is none of these."""
    if type(value) in _MANAGERS:
        value = vars(value).get("gen")
    if type(value) is CoroutineType:
        return value.cr_code
    if type(value) is AsyncGeneratorType:
        return value.ag_code
    return value.gi_code if type(value) is GeneratorType else None


def _owner(frame: FrameType) -> object | None:
    """What a frame belongs to. A frame does not know that; the collector knows who holds on to it."""
    return next((holder for holder in gc.get_referrers(frame) if _owns(holder, frame)), None)


def _owns(holder: object, frame: FrameType) -> bool:
    return any(type(holder) is kind and getattr(holder, name) is frame for kind, name in _FRAME_OF)
