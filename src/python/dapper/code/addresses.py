"""Addresses of instructions: numbers that a client can count with, as a view of a disassembly does.

Each code object that was asked about has a room of its own, in which an instruction stands at its offset in bytes.
"""

from __future__ import annotations

import weakref
from types import CodeType

_ROOM = 1 << 32
"""Bytes between the first instructions of two code objects."""


class Addresses:
    """Those of one session. It keeps no code object alive."""

    def __init__(self) -> None:
        self._numbers: dict[int, tuple[weakref.ref[CodeType], int]] = {}  # by the identity of the code
        self._codes: list[weakref.ref[CodeType]] = []

    def of(self, code: CodeType, offset: int) -> str:
        """The address of an offset (in bytes, which may lie outside of the code), as DAP writes it."""
        known = self._numbers.get(id(code))
        if known is None or known[0]() is not code:
            ref = weakref.ref(code)
            self._codes.append(ref)
            known = self._numbers[id(code)] = (ref, len(self._codes))
        return f"{known[1] * _ROOM + offset:#x}"

    def find(self, address: str) -> tuple[CodeType, int] | None:
        """The code object and the offset of an address; None where there never was one, or it is gone."""
        try:
            number = int(address, 0)
        except ValueError:
            return None
        room, offset = divmod(number + _ROOM // 2, _ROOM)  # an offset may be negative
        if not 1 <= room <= len(self._codes):
            return None
        code = self._codes[room - 1]()
        return None if code is None else (code, offset - _ROOM // 2)
