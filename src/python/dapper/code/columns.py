"""Columns as DAP counts them."""

from __future__ import annotations

_LAST_OF_ONE_UNIT = 0xFFFF


def utf16_column(line: str, column: int) -> int:
    """The 1-based column in UTF-16 code units of one in bytes of UTF-8, from 0."""
    # By hand: the codec would be looked for by what the program may have replaced.
    before = line.encode()[:column].decode(errors="replace")
    return len(before) + sum(ord(each) > _LAST_OF_ONE_UNIT for each in before) + 1
