"""Gets code of the program off the stack, even code that catches everything.

An exception that is raised in the program is the program's to catch: `while True: try: ... except BaseException: pass`
catches it wherever it comes. So code that has caught it more than once loses its exception table: the interpreter then
finds no handler there, no `finally` and no `with`, and the exception passes. The tables are restored when it is out.

Invariant: the debugger's own code keeps its handlers. A frame that is left this way does not put back what it had made
the handled exception (`sys.exception()`); so the program must have been called from a generator, which has a
separate handled exception.

What cannot be ended: an endless loop of calls whose exceptions the interpreter itself drops (a `__del__` that never
returns, again and again).
"""

import sys
from types import CodeType, FrameType
from typing import TYPE_CHECKING

from dapper.code.filter import OWN_FOLDER
from dapper.code.names_of_code import file_of
from dapper.values.c_types import library

# Exceptions after which only the code that caught the last one loses its handlers.
_PATIENT_ATTEMPTS = 8
_NO_TABLE = b""


def _table_offset() -> int | None:
    """Where a code object points to its exception table, if that is certain."""
    if library is None:
        # Only code that lets the exception pass is ended then.
        return None
    code = compile("try:\n a\nfinally:\n b", "", "exec")
    step = library.sizeof(_Word)
    places = range(0, sys.getsizeof(code), step)
    found = [at for at in places if _Word.from_address(id(code) + at).value == id(code.co_exceptiontable)]
    return found[0] if len(found) == 1 else None


if library is not None:
    if TYPE_CHECKING:
        _Data = library._SimpleCData[int]
    else:
        _Data = library._SimpleCData

    class _Word(_Data):
        """A pointer in memory."""

        _type_ = "P"


_OFFSET = _table_offset()


class Eviction:
    """One exception that is raised again and again until the program's code is out.

    `clean_up_seconds`: what `finally` blocks get after each of the first raises.
    """

    __slots__ = ("_taken", "attempts", "clean_up_seconds", "error")

    def __init__(self, error: BaseException, clean_up_seconds: float) -> None:
        self.error = error
        self.clean_up_seconds = clean_up_seconds
        self.attempts = 0
        self._taken: list[tuple[CodeType, int, bytes]] = []

    def prepare(self, frame: FrameType | None, caller: CodeType) -> None:
        """To be called before a raise in `frame`, which `caller` has called: handlers that are in the way are removed.

        Not before the first ones: they leave `finally` blocks their time.
        """
        if self.attempts > _PATIENT_ATTEMPTS:
            # Code that is constantly re-created.
            while frame is not None and frame.f_code is not caller:
                self._take(frame.f_code)
                frame = frame.f_back
            return
        caught = self.error.__traceback__  # begins with the frame that has caught it
        if caught is not None:
            self._take(caught.tb_frame.f_code)

    def fresh(self) -> BaseException:
        """What to raise: always the same object.

        New ones would be chained by `__context__`, as many as the program swallows, and freeing a long chain
        of objects overflows WebAssembly's stack.
        """
        self.error.__context__ = None
        return self.error.with_traceback(None)

    def end(self) -> None:
        """Gives all code its handlers back."""
        while self._taken:
            _code, place, table = self._taken.pop()
            _Word.from_address(place).value = id(table)

    def _take(self, code: CodeType) -> None:
        table = code.co_exceptiontable
        if table and _OFFSET is not None and not file_of(code).startswith(OWN_FOLDER):
            # No reference changes hands: the code owns one to its table, and will again.
            place = id(code) + _OFFSET
            self._taken.append((code, place, table))
            _Word.from_address(place).value = id(_NO_TABLE)
