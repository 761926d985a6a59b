"""Trace functions that the program has set itself: a debugger's, or a test's. They see what they otherwise would."""

from __future__ import annotations

import opcode
import sys
from types import FrameType

from dapper.values.statics import traceback_of

_RUNS_NOTHING = frozenset(
    code
    for name, code in opcode.opmap.items()
    if name.startswith(("LOAD_CONST", "LOAD_COMMON_CONSTANT", "LOAD_SMALL_INT", "LOAD_FAST", "LOAD_DEREF"))
    or name in ("NOP", "PUSH_NULL", "EXTENDED_ARG")
)
"""Instructions that call no Python code, whatever they work on."""
_RAISES_NOTHING = frozenset(
    code for code in _RUNS_NOTHING if not opcode.opname[code].startswith(("LOAD_FAST", "LOAD_DEREF"))
)
"""Those of them that cannot fail either: where one seems to, the exception came from outside."""
_LOAD_GLOBAL, _LOAD_NAME = opcode.opmap["LOAD_GLOBAL"], opcode.opmap["LOAD_NAME"]
_BY_FRAME = sys.version_info >= (3, 13)
"""Whether CPython keeps opcode events for each code object, rather than for everything."""


def raised_by_tracer(frame: FrameType, error: BaseException) -> bool:
    """Whether an exception that a frame has caught came from a trace function, before an instruction of it ran.

    A trace function's frame stands in the traceback as that of something that the instruction has called; so does that
    of a callback of `sys.monitoring`. Or it has moved a generator that is about to be suspended: what is then thrown
    into that comes from there.
    """
    entry = traceback_of(error)
    if entry is None or entry.tb_frame is not frame:
        return False
    operation = frame.f_code.co_code[entry.tb_lasti]
    if entry.tb_next is None:
        return operation in _RAISES_NOTHING
    if _runs_nothing(frame, operation):
        return True
    called = entry.tb_next.tb_frame
    code, values = called.f_code, called.f_locals
    return any(values.get(name) is frame for name in code.co_varnames[: code.co_argcount])


def _runs_nothing(frame: FrameType, operation: int) -> bool:
    if operation == _LOAD_NAME and type(frame.f_locals) is not dict:
        return False
    if operation in (_LOAD_NAME, _LOAD_GLOBAL):
        return type(frame.f_globals) is dict and type(frame.f_builtins) is dict
    return operation in _RUNS_NOTHING


def restore_opcode_events() -> None:
    """Gives a trace function of the program its opcode events back, in the frames on the stack.

    CPython loses those of a code object as soon as another tool has an event in common with the trace function there.
    """
    tracer = sys.gettrace()
    if tracer is None:
        return
    frame, found = sys._getframe(), False
    while frame is not None:
        if frame.f_trace_opcodes:
            found = True
            if _BY_FRAME:
                frame.f_trace_opcodes = False
                frame.f_trace_opcodes = True
        frame = frame.f_back
    if found and not _BY_FRAME:
        sys.settrace(None)
        sys.settrace(tracer)
