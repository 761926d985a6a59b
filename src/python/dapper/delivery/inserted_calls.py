"""Copies of code objects that call back where a breakpoint is (CPython 3.11, whose bytecode no longer changes).

`not trigger` goes before each chosen instruction, where the trigger is an object of the hook whose truth is a call. (A
real call would meet the recursion limit one frame sooner.) The copy is the same in all else: names, lines and columns,
what handles exceptions, and what is reached from where. Whoever jumps to the instruction comes by the call.
"""

from __future__ import annotations

import opcode
from collections.abc import Collection, Iterator
from types import CodeType

_OPERATIONS = opcode.opmap
_EXTENDED_ARG = _OPERATIONS["EXTENDED_ARG"]
_CACHE = _OPERATIONS.get("CACHE")
_FORWARD = frozenset(opcode.hasjrel)
_BACKWARD = frozenset(code for name, code in _OPERATIONS.items() if "JUMP_BACKWARD" in name)
# Between these and what follows them nothing can stand: the second finds there what the first has left for it.
_BOUND_TO_NEXT = frozenset(
    _OPERATIONS[name] for name in ("KW_NAMES", "PRECALL", "YIELD_VALUE", "SEND") if name in _OPERATIONS
)
_STACK = 1
"""What an inserted call puts on the stack."""
_LONGEST_LOCATION = 8
_NO_LOCATION, _NO_COLUMNS, _LONG = 15, 13, 14


class Copy:
    """A copy with calls in it.

    Attributes:
        code: the copy.
        originals: by offset in the copy (every instruction and cache), the original's offset; of an inserted call,
            that of the instruction before which it stands. In units of two bytes.
        served: offsets in bytes of the original's instructions that have a call before them.
        calls: offsets in bytes in the copy at which these calls begin.
    """

    __slots__ = ("calls", "code", "originals", "served")

    def __init__(self, code: CodeType, originals: list[int], served: frozenset[int], calls: frozenset[int]) -> None:
        self.code, self.originals, self.served, self.calls = code, originals, served, calls

    def original(self, offset: int) -> int:
        """The offset in bytes in the original that belongs to an offset in bytes in the copy."""
        return self.originals[offset >> 1] << 1 if offset >= 0 else offset


class _Unit:
    """An instruction, without EXTENDED_ARG, and its caches."""

    __slots__ = ("argument", "at", "caches", "entry", "first", "operation", "size", "target")

    def __init__(self, first: int, operation: int, argument: int, caches: bytes) -> None:
        self.first = first  # offset in the original, with its EXTENDED_ARGs
        self.operation = operation
        self.argument = argument
        self.caches = caches
        self.entry = True  # whether one who jumps to `first` may arrive here
        self.target: int | None = None  # where a jump goes: offset in the original
        self.size = 1 + len(caches) // 2
        self.at = 0  # offset in the copy

    def encoded(self) -> bytes:
        """Its bytes, of its size."""
        extra = self.size - 1 - len(self.caches) // 2
        result = bytearray()
        for shift in range(extra, 0, -1):
            result += bytes((_EXTENDED_ARG, self.argument >> 8 * shift & 0xFF))
        return bytes(result) + bytes((self.operation, self.argument & 0xFF)) + self.caches


def with_calls(code: CodeType, offsets: Collection[int], passed: Collection[int], trigger: object) -> Copy:
    """A copy that pulls the trigger before some instructions.

    Args:
        code: what to copy.
        offsets: those instructions, in bytes. A call is left out where it cannot stand.
        passed: those of the offsets whose call is passed by when the instruction before leads to them.
        trigger: an object of the hook.
    """
    units = list(_units(code))
    bound = {unit.first + unit.size for unit in units if unit.operation in _BOUND_TO_NEXT}
    chosen = {offset >> 1 for offset in offsets} & {unit.first for unit in units} - bound
    by = {offset >> 1 for offset in passed}
    constants = (*code.co_consts, trigger)
    laid: list[_Unit] = []
    for unit in units:
        if unit.first in chosen:
            laid += _call(unit.first, len(constants) - 1, unit.first in by)
        laid.append(unit)
    entry = _lay_out(laid)
    end = laid[-1].at + laid[-1].size
    entry[len(code.co_code) >> 1] = end
    originals = [unit.first for unit in laid for _ in range(unit.size)]
    return Copy(
        code.replace(
            co_code=b"".join(unit.encoded() for unit in laid),
            co_consts=constants,
            co_linetable=_locations(code, originals),
            co_exceptiontable=_handlers(code.co_exceptiontable, entry),
            co_stacksize=code.co_stacksize + _STACK,
        ),
        originals,
        frozenset(at << 1 for at in chosen),
        frozenset(entry[at] << 1 for at in chosen),
    )


def _units(code: CodeType) -> Iterator[_Unit]:
    ops = code.co_code
    at, size = 0, len(ops)
    while at < size:
        first, argument = at, 0
        while ops[at] == _EXTENDED_ARG:
            argument = argument << 8 | ops[at + 1]
            at += 2
        operation, argument = ops[at], argument << 8 | ops[at + 1]
        after = at + 2
        while after < size and ops[after] == _CACHE:
            after += 2
        unit = _Unit(first >> 1, operation, argument, ops[at + 2 : after])
        unit.size = (after - first) >> 1
        if operation in _FORWARD:
            unit.target = (after >> 1) + (-argument if operation in _BACKWARD else argument)
        yield unit
        at = after


def _call(first: int, constant: int, passed: bool) -> list[_Unit]:
    """The instructions of a call before the instruction at `first`."""
    made = [
        _Unit(first, _OPERATIONS[name], argument, b"")
        for name, argument in (("LOAD_CONST", constant), ("UNARY_NOT", 0), ("POP_TOP", 0))
    ]
    _fit(made[0])
    if passed:
        jump = _Unit(first, _OPERATIONS["JUMP_FORWARD"], sum(unit.size for unit in made), b"")
        jump.entry = False
        made.insert(0, jump)
    return made


def _fit(unit: _Unit) -> bool:
    """Makes room for the argument; returns whether that took more room than before."""
    size = 1 + len(unit.caches) // 2 + max(0, (unit.argument.bit_length() - 1) // 8)
    if size <= unit.size:
        return False
    unit.size = size
    return True


def _lay_out(laid: list[_Unit]) -> dict[int, int]:
    """Gives every instruction its place and every jump its distance; by original offset, where to arrive at it."""
    while True:
        entry: dict[int, int] = {}
        at = 0
        for unit in laid:
            unit.at = at
            if unit.entry:
                entry.setdefault(unit.first, at)  # the inserted call comes first
            at += unit.size
        grown = False
        for unit in laid:
            if unit.target is not None:
                after = unit.at + unit.size
                distance = entry[unit.target] - after
                unit.argument = -distance if unit.operation in _BACKWARD else distance
                grown = _fit(unit) or grown
        if not grown:
            return entry


def _handlers(table: bytes, entry: dict[int, int]) -> bytes:
    """The exception table for the places in the copy."""
    numbers: list[int] = []
    value = 0
    for byte in table:
        value = value << 6 | byte & 0x3F
        if not byte & 0x40:
            numbers.append(value)
            value = 0
    result = bytearray()
    for n in range(0, len(numbers), 4):
        start, length, target, depth = numbers[n : n + 4]
        begin = entry[start]
        mark = 0x80
        for number in (begin, entry[start + length] - begin, entry[target], depth):
            for shift in range(max(0, number.bit_length() - 1) // 6 * 6, -1, -6):
                result.append(mark | (0x40 if shift else 0) | number >> shift & 0x3F)
                mark = 0
    return bytes(result)


def _locations(code: CodeType, originals: list[int]) -> bytes:
    """The location table: each instruction of the copy lies where its original does."""
    positions = list(code.co_positions())
    result = bytearray()
    line = code.co_firstlineno
    at, size = 0, len(originals)
    while at < size:
        here = positions[originals[at]]
        end = at + 1
        while end < size and end - at < _LONGEST_LOCATION and positions[originals[end]] == here:
            end += 1
        line = _add_location(result, end - at, here, line)
        at = end
    return bytes(result)


def _add_location(result: bytearray, length: int, position: tuple[int | None, ...], line: int) -> int:
    first, last, column, end_column = position
    if first is None:
        kind = _NO_LOCATION
    else:
        kind = _NO_COLUMNS if None in (last, column, end_column) else _LONG
    result.append(0x80 | kind << 3 | length - 1)
    if first is None:
        return line
    delta = first - line
    _add_number(result, -delta << 1 | 1 if delta < 0 else delta << 1)
    if kind == _LONG:
        for number in (last - first, column + 1, end_column + 1):
            _add_number(result, number)
    return first


def _add_number(result: bytearray, number: int) -> None:
    while number > 0x3F:
        result.append(0x40 | number & 0x3F)
        number >>= 6
    result.append(number)
