"""Which instruction of the program's own code stands behind one of a modified copy."""

from __future__ import annotations

import opcode
from types import CodeType

from dapper.code.assembly import units

_Key = tuple[str, int | None]
"""The name of an operation, and its line."""
_FARTHEST = 64
"""Instructions: handlers that the compiler adds are shorter."""


def originals(copy: CodeType, base: CodeType, own: frozenset[int]) -> dict[int, int]:
    """By offset (in bytes) of an instruction of the copy that is the program's: its offset in the program's own code.

    The compiler makes the two alike, but for handlers of its own and for how a local variable is loaded. An instruction
    that has no equal is left out.

    Args:
        copy: the copy.
        base: the program's own code.
        own: the offsets of the copy's instructions that were injected.
    """
    kept, plain = _keys(copy, own), _keys(base, frozenset())
    found: dict[int, int] = {}
    here = there = 0
    while here < len(kept) and there < len(plain):
        (offset, key), (original, wanted) = kept[here], plain[there]
        if key == wanted:
            found[offset] = original
            here, there = here + 1, there + 1
            continue
        # What one of them has more of: the shorter way to where both agree again.
        more = _distance(kept, here, wanted)
        less = _distance(plain, there, key)
        if more is None and less is None:
            here, there = here + 1, there + 1
        elif less is None or (more is not None and more <= less):
            here += more or 1
        else:
            there += less
    return found


def _distance(keys: list[tuple[int, _Key]], start: int, wanted: _Key) -> int | None:
    """How many instructions further on its equal is; None: nowhere near."""
    for distance in range(1, min(_FARTHEST, len(keys) - start)):
        if keys[start + distance][1] == wanted:
            return distance
    return None


def _keys(code: CodeType, own: frozenset[int]) -> list[tuple[int, _Key]]:
    """The offset of each instruction that is not one of `own`, and what it has in common with its equal."""
    line_at: dict[int, int | None] = {}
    for start, end, line in code.co_lines():
        line_at.update(dict.fromkeys(range(start, end, 2), line))
    return [
        (at, (opcode.opname[each.operation].replace("_BORROW", "").replace("_CHECK", ""), line_at.get(at)))
        for each in units(code)
        for at in (each.first << 1,)
        if at not in own
    ]
