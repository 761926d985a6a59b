"""Which instruction of the program's own code stands behind one of a modified copy."""

from __future__ import annotations

import opcode
from types import CodeType

from dapper.code.assembly import units


def originals(copy: CodeType, base: CodeType, own: frozenset[int]) -> dict[int, int]:
    """By offset (in bytes) of an instruction of the copy that is the program's: its offset in the program's own code.

    The compiler makes the two alike, but for handlers of its own and for how a local variable is loaded. An instruction
    that has no equal is left out.

    Args:
        copy: the copy.
        base: the program's own code.
        own: the offsets of the copy's instructions that were injected.
    """
    from difflib import SequenceMatcher  # needed only for frames that run a copy, and when somebody asks

    kept, plain = _keys(copy, own), _keys(base, frozenset())
    matcher = SequenceMatcher(None, [key for _, key in kept], [key for _, key in plain], autojunk=False)
    return {
        kept[block.a + at][0]: plain[block.b + at][0]
        for block in matcher.get_matching_blocks()
        for at in range(block.size)
    }


def _keys(code: CodeType, own: frozenset[int]) -> list[tuple[int, tuple[str, int | None]]]:
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
