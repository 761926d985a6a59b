"""Where a frame stands in the program's own code, whatever copy of it runs; and what stands at an address."""

from __future__ import annotations

from types import CodeType, FrameType

from dapper.code.addresses import Addresses
from dapper.delivery.base import Backend
from dapper.modified.copies import ModifiedCode


class InstructionPointers:
    """Those of one session.

    Attributes:
        addresses: of the instructions of the program's own code.
    """

    def __init__(self, modified: ModifiedCode) -> None:
        self.addresses = Addresses()
        self._modified = modified

    def place(self, frame: FrameType, backend: Backend | None) -> tuple[CodeType, int] | None:
        """The program's own code that a frame runs, and the offset there; None where a copy has no equal of it."""
        code, offset = backend.place(frame) if backend is not None else (frame.f_code, frame.f_lasti)
        equals = self._modified.equals(code)
        if equals is None or offset < 0:
            return self._modified.base(code), offset
        found = equals.original(offset)
        return None if found is None else (self._modified.base(code), found)

    def of(self, frame: FrameType, backend: Backend | None) -> str | None:
        """The address of the instruction at which a frame stands; None where a copy has no equal of it."""
        place = self.place(frame, backend)
        return None if place is None else self.address(*place)

    def address(self, code: CodeType, offset: int) -> str:
        """The address of an instruction, or of the first one."""
        return self.addresses.of(code, max(offset, 0))
