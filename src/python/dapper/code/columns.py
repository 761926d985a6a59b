"""Columns as DAP counts them."""

from __future__ import annotations


def utf16_column(line: str, column: int) -> int:
    """The 1-based column in UTF-16 code units of one in bytes of UTF-8, from 0."""
    return len(line.encode()[:column].decode(errors="replace").encode("utf-16-le")) // 2 + 1
