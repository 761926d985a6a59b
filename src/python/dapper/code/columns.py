"""Columns: of bytes, as the compiler counts them, and as DAP does."""

from __future__ import annotations

import ast
from collections.abc import Sequence

_LAST_OF_ONE_UNIT = 0xFFFF


def utf16_column(line: str, column: int) -> int:
    """The 1-based column in UTF-16 code units of one in bytes of UTF-8, from 0."""
    # By hand: the codec would be looked for by what the program may have replaced.
    before = line.encode()[:column].decode(errors="replace")
    return len(before) + sum(ord(each) > _LAST_OF_ONE_UNIT for each in before) + 1


def between(lines: Sequence[str], first: int, last: int, column: int, end_column: int) -> str:
    """The text between two places: lines from 1, columns in bytes of UTF-8 from 0; "" where there are none such."""
    if not 0 < first <= last <= len(lines):
        return ""
    held = [line.encode() for line in lines[first - 1 : last]]
    held[-1] = held[-1][:end_column]
    held[0] = held[0][column:]
    return b"\n".join(held).decode(errors="replace")


def written(lines: Sequence[str], node: ast.expr | ast.stmt) -> str:
    """A part of a text as it is written there. `ast.get_source_segment` and `ast.unparse` import when they are called."""
    return between(lines, node.lineno, node.end_lineno or node.lineno, node.col_offset, node.end_col_offset or 0)
