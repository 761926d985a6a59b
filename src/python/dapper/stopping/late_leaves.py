"""A step from the very instruction by which its frame returns, or yields: no event will tell of that any more."""

from __future__ import annotations

import opcode
from collections.abc import Callable
from typing import TYPE_CHECKING

from dapper.code.instructions import Instructions
from dapper.values.statics import MISSING

if TYPE_CHECKING:
    from types import CodeType, FrameType

    from dapper.delivery.base import Backend
    from dapper.stopping.stepping import Step

_YIELD_VALUE = opcode.opmap["YIELD_VALUE"]


def leave_late(step: Step, frame: FrameType, backend: Backend, stacked: Callable[[FrameType, int], object]) -> None:
    """Has a step that begins in a frame go on where that leads, if it stands at such an instruction.

    `stacked`: what is at a place of a frame's stack.
    """
    if backend.misses_leave(frame):
        code, offset = frame.f_code, frame.f_lasti
        step.leave(frame, _value(code, offset, frame, stacked), code.co_code[offset] == _YIELD_VALUE)


def _value(code: CodeType, offset: int, frame: FrameType, stacked: Callable[[FrameType, int], object]) -> object:
    instructions = Instructions(code)
    at = instructions.at.get(offset)
    if at is not None and at.name == "RETURN_CONST":
        return code.co_consts[at.argument]
    depth = instructions.depth(offset)
    return stacked(frame, depth - 1) if depth else MISSING
