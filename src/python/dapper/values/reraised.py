"""The traceback of an exception that code has raised for the debugger, and that the program may have kept before.

`raise self._error` in what is evaluated puts each frame that it leaves in front of the traceback that the exception has.
The program would find the debugger's frames there, and the exception would keep them, and all that is in them, alive.
"""

from __future__ import annotations

from types import TracebackType

from dapper.code.filter import OWN_FOLDER
from dapper.code.names_of_code import file_of
from dapper.values.snippet import FILENAME


def put_back(error: BaseException, left: TracebackType) -> None:
    """Gives an exception the traceback that it had before it was raised in a call.

    Args:
        error: the exception.
        left: where in its traceback the frame stands that has made the call.
    """
    caller, trace = left.tb_frame, left.tb_next
    while trace is not None and (trace.tb_frame.f_back is caller or _is_debuggers(trace)):
        caller, trace = trace.tb_frame, trace.tb_next
    BaseException.with_traceback(error, trace)


def _is_debuggers(trace: TracebackType) -> bool:
    """Whether a frame is the debugger's, or that of what was entered: what is awaited there has been called by nothing."""
    name = file_of(trace.tb_frame.f_code)
    return name == FILENAME or name.startswith(OWN_FOLDER)
