"""Copies of code objects that call back where a breakpoint is (CPython 3.11, whose bytecode no longer changes).

`not trigger` goes before each chosen instruction, where the trigger is an object of the hook whose truth is a call. (A
real call would meet the recursion limit one frame sooner.) The copy is the same in all else: names, lines and columns,
what handles exceptions, and control flow. A jump to the instruction lands on the call.
"""

from __future__ import annotations

import opcode
from collections.abc import Collection
from types import CodeType

from dapper.code.assembly import Unit, handlers, lay_out, locations, units

_OPERATIONS = opcode.opmap
# Nothing can stand between these and what follows them, which finds on the stack what they have left for it.
_BOUND_TO_NEXT = frozenset(
    _OPERATIONS[name] for name in ("KW_NAMES", "PRECALL", "YIELD_VALUE", "SEND") if name in _OPERATIONS
)
_STACK = 1
"""What an inserted call puts on the stack."""


class Copy:
    """A copy with calls in it.

    Attributes:
        code: the copy.
        originals: by offset in the copy (every instruction and cache), the original's offset; of an inserted call,
            that of the instruction before which it stands. In units of two bytes.
        served: offsets in bytes of the original's instructions that have a call before them.
        calls: offsets in bytes in the copy at which these calls begin.
        begin: offsets in bytes in the copy of the instructions of a call that only the beginning of a call passes.
        inserted: offsets in bytes in the copy of all that was inserted.
    """

    __slots__ = ("begin", "calls", "code", "inserted", "originals", "served")

    def __init__(
        self,
        code: CodeType,
        originals: list[int],
        served: frozenset[int],
        calls: frozenset[int],
        begin: range,
        inserted: frozenset[int],
    ) -> None:
        self.code, self.originals, self.served, self.calls = code, originals, served, calls
        self.begin, self.inserted = begin, inserted

    def original(self, offset: int) -> int:
        """The offset in bytes in the original that belongs to an offset in bytes in the copy."""
        return self.originals[offset >> 1] << 1 if offset >= 0 else offset


def with_calls(
    code: CodeType, offsets: Collection[int], passed: Collection[int], begin: int | None, trigger: object
) -> Copy:
    """A copy that pulls the trigger before some instructions.

    Args:
        code: what to copy.
        offsets: those instructions, in bytes. A call is left out where it cannot stand.
        passed: those of the offsets whose call is skipped when the instruction before leads to them.
        begin: that of the offsets before whose call stands another one, which jumps skip; None for none.
        trigger: an object of the hook.
    """
    all_units = list(units(code))
    bound = {unit.first + unit.size for unit in all_units if unit.operation in _BOUND_TO_NEXT}
    chosen = {offset >> 1 for offset in offsets} & {unit.first for unit in all_units} - bound
    by = {offset >> 1 for offset in passed}
    constants = (*code.co_consts, trigger)
    laid: list[Unit] = []
    calls: list[Unit] = []
    ahead: list[Unit] = []
    for unit in all_units:
        if begin is not None and unit.first == begin >> 1:
            ahead = _call(unit.first, len(constants) - 1, False)
            for each in ahead:
                each.entry = False
            laid += ahead
        if unit.first in chosen:
            made = _call(unit.first, len(constants) - 1, unit.first in by)
            calls += made
            laid += made
        laid.append(unit)
    entry = lay_out(laid, len(code.co_code) >> 1)
    originals = [unit.first for unit in laid for _ in range(unit.size)]
    return Copy(
        code.replace(
            co_code=b"".join(unit.encoded() for unit in laid),
            co_consts=constants,
            co_linetable=locations(code, originals),
            co_exceptiontable=handlers(code.co_exceptiontable, entry),
            co_stacksize=code.co_stacksize + _STACK,
        ),
        originals,
        frozenset(at << 1 for at in chosen),
        frozenset(entry[at] << 1 for at in chosen),
        range(ahead[0].at << 1, (ahead[-1].at + ahead[-1].size) << 1) if ahead else range(0),
        frozenset(at << 1 for each in (*ahead, *calls) for at in range(each.at, each.at + each.size)),
    )


def _call(first: int, constant: int, passed: bool) -> list[Unit]:
    """The instructions of a call before the instruction at `first`."""
    made = [
        Unit(first, _OPERATIONS[name], argument, b"")
        for name, argument in (("LOAD_CONST", constant), ("UNARY_NOT", 0), ("POP_TOP", 0))
    ]
    made[0].fit()
    if passed:
        jump = Unit(first, _OPERATIONS["JUMP_FORWARD"], sum(unit.size for unit in made), b"")
        jump.entry = False
        made.insert(0, jump)
    return made
