"""Taking a code object's instructions apart, and putting changed ones together: places, jumps, handlers, locations."""

from __future__ import annotations

import opcode
from collections.abc import Callable, Iterator
from types import CodeType

_EXTENDED_ARG = opcode.opmap["EXTENDED_ARG"]
_CACHE = 0
"""What stands for an inline cache in `co_code`, in every version."""
_RESUME = opcode.opmap["RESUME"]
_RELATIVE = frozenset(opcode.hasjrel)
_BACKWARD = frozenset(code for name, code in opcode.opmap.items() if "JUMP_BACKWARD" in name or name == "END_ASYNC_FOR")
_LONGEST_LOCATION = 8
_NO_LOCATION, _NO_COLUMNS, _LONG = 15, 13, 14

variable_name: Callable[[CodeType, int], str] = vars(CodeType)["_varname_from_oparg"]
"""The name of a variable, by its number among all that a frame has."""


def first_resume(code: CodeType) -> int:
    """Where the entry bookkeeping ends: what comes before makes cells, or the object of a generator."""
    ops = code.co_code
    return next((at for at in range(0, len(ops), 2) if ops[at] == _RESUME), 0)


class Unit:
    """An instruction, without EXTENDED_ARG, and its caches. Offsets and sizes are in units of two bytes.

    Attributes:
        first: offset in the original, with its EXTENDED_ARGs.
        operation: its number.
        argument: its argument, of any size.
        caches: the bytes of its caches.
        entry: whether a jump to `first` may land here.
        target: where a jump goes: offset in the original.
        size: how much room it has.
        at: offset in the result.
    """

    __slots__ = ("argument", "at", "caches", "entry", "first", "operation", "size", "target")

    def __init__(self, first: int, operation: int, argument: int, caches: bytes) -> None:
        self.first = first
        self.operation = operation
        self.argument = argument
        self.caches = caches
        self.entry = True
        self.target: int | None = None
        self.size = 1 + len(caches) // 2
        self.at = 0

    def fit(self) -> bool:
        """Makes room for the argument; returns whether that took more room than before."""
        size = 1 + len(self.caches) // 2 + max(0, (self.argument.bit_length() - 1) // 8)
        if size <= self.size:
            return False
        self.size = size
        return True

    def encoded(self) -> bytes:
        """Its bytes, of its size."""
        extra = self.size - 1 - len(self.caches) // 2
        result = bytearray()
        for shift in range(extra, 0, -1):
            result += bytes((_EXTENDED_ARG, self.argument >> 8 * shift & 0xFF))
        return bytes(result) + bytes((self.operation, self.argument & 0xFF)) + self.caches


def units(code: CodeType) -> Iterator[Unit]:
    """The instructions of a code object."""
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
        unit = Unit(first >> 1, operation, argument, ops[at + 2 : after])
        unit.size = (after - first) >> 1
        if operation in _RELATIVE:
            unit.target = (after >> 1) + (-argument if operation in _BACKWARD else argument)
        yield unit
        at = after


def lay_out(laid: list[Unit], size: int) -> dict[int, int]:
    """Gives every instruction its place and every jump its distance.

    Args:
        laid: the instructions in order, including all of the original's.
        size: the original's.

    Returns, by original offset (that of the end too), where a jump to it lands.
    """
    while True:
        entry: dict[int, int] = {}
        at = 0
        for unit in laid:
            unit.at = at
            if unit.entry:
                entry.setdefault(unit.first, at)  # what was put before an instruction comes first
            at += unit.size
        grown = False
        for unit in laid:
            if unit.target is not None:
                after = unit.at + unit.size
                distance = entry[unit.target] - after
                unit.argument = -distance if unit.operation in _BACKWARD else distance
                grown = unit.fit() or grown
        if not grown:
            entry[size] = at
            return entry


def handler_entries(table: bytes) -> Iterator[tuple[int, int, int, int]]:
    """The entries of an exception table: start, length, target in units; twice the depth, plus 1 to keep the place."""
    numbers: list[int] = []
    value = 0
    for byte in table:
        value = value << 6 | byte & 0x3F
        if not byte & 0x40:
            numbers.append(value)
            value = 0
    return zip(*[iter(numbers)] * 4, strict=True)


def handlers(table: bytes, entry: dict[int, int]) -> bytes:
    """An exception table for the places in what was put together (see `lay_out`)."""
    return b"".join(
        _encoded(entry[start], entry[start + length] - entry[start], entry[target], flags)
        for start, length, target, flags in handler_entries(table)
    )


def handler_entry(start: int, length: int, target: int, depth: int) -> bytes:
    """One entry of an exception table, in units: what is raised in a range goes to the target, at a stack's depth."""
    return _encoded(start, length, target, depth * 2)


def _encoded(*numbers: int) -> bytes:
    result = bytearray()
    mark = 0x80
    for number in numbers:
        for shift in range(max(0, number.bit_length() - 1) // 6 * 6, -1, -6):
            result.append(mark | (0x40 if shift else 0) | number >> shift & 0x3F)
            mark = 0
    return bytes(result)


def locations(code: CodeType, originals: list[int]) -> bytes:
    """The location table: each instruction has the location of the original's at the offset given for it."""
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
        result.append(0x80 | _NO_LOCATION << 3 | length - 1)
        return line
    numbers: tuple[int, ...] = ()
    if last is not None and column is not None and end_column is not None:
        numbers = (last - first, column + 1, end_column + 1)
    result.append(0x80 | (_LONG if numbers else _NO_COLUMNS) << 3 | length - 1)
    delta = first - line
    _add_number(result, -delta << 1 | 1 if delta < 0 else delta << 1)
    for number in numbers:
        _add_number(result, number)
    return first


def _add_number(result: bytearray, number: int) -> None:
    while number > 0x3F:
        result.append(0x40 | number & 0x3F)
        number >>= 6
    result.append(number)
