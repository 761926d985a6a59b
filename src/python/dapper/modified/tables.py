"""Code objects whose names and constants begin with those of another.

The compiler numbers names and constants in the order in which the code comes to them, so what is injected ahead of a
statement would come before the program's own. `inspect`, and other readers of these tables, must find them as they
were; what the injected code needs stands behind.
"""

from __future__ import annotations

import itertools
import opcode
import sys
from collections.abc import Sequence
from types import CodeType

from dapper.code.assembly import Unit, handlers, lay_out, locations, units
from dapper.values.generics import AnyFrozenset, AnyTuple

_CONSTANTS = frozenset(opcode.hasconst)
_FLAG_BITS = {"LOAD_GLOBAL": 1, "LOAD_SUPER_ATTR": 2}
if sys.version_info >= (3, 12):
    _FLAG_BITS["LOAD_ATTR"] = 1
if sys.version_info >= (3, 15):
    _FLAG_BITS["IMPORT_NAME"] = 2
_NAMES = {code: _FLAG_BITS.get(name, 0) for name, code in opcode.opmap.items() if code in frozenset(opcode.hasname)}
"""Operations whose argument is the number of a name, and how many bits below that are something else."""


def continued(code: CodeType, plain: CodeType, inner: Sequence[CodeType]) -> CodeType:
    """A code object whose names and constants begin with those of another.

    Args:
        code: the code object; those within it are those of the other, in the same order, or stand for them.
        plain: the other.
        inner: what to put in their place, in order.
    """
    names = tuple(dict.fromkeys(plain.co_names + code.co_names))
    constants: list[object] = []
    places: dict[object, int] = {}
    remaining = iter(inner)
    for each, key in zip(plain.co_consts, _keys(plain.co_consts), strict=True):
        places[key] = len(constants)
        constants.append(next(remaining) if type(each) is CodeType else each)
    numbers: list[int] = []
    for each, key in zip(code.co_consts, _keys(code.co_consts), strict=True):
        if key not in places:
            places[key] = len(constants)
            constants.append(each)
        numbers.append(places[key])
    return _renumbered(code, names, constants, numbers)


def _renumbered(code: CodeType, names: tuple[str, ...], constants: list[object], numbers: list[int]) -> CodeType:
    if names == code.co_names and numbers == list(range(len(numbers))):
        return code.replace(co_consts=tuple(constants))
    place = {name: number for number, name in enumerate(names)}
    places = [place[name] for name in code.co_names]
    laid = list(units(code))
    for unit in laid:
        if unit.operation in _CONSTANTS:
            unit.argument = numbers[unit.argument]
        elif (bits := _NAMES.get(unit.operation)) is not None:
            unit.argument = places[unit.argument >> bits] << bits | unit.argument & (1 << bits) - 1
        unit.fit()
    entry = lay_out(laid, len(code.co_code) >> 1)
    return code.replace(
        co_code=b"".join(map(Unit.encoded, laid)),
        co_names=names,
        co_consts=tuple(constants),
        co_linetable=locations(code, [unit.first for unit in laid for _ in range(unit.size)]),
        co_exceptiontable=handlers(code.co_exceptiontable, entry),
    )


def _keys(constants: Sequence[object]) -> list[object]:
    """What equal constants have in common. Code objects go by their order."""
    codes = itertools.count()
    return [(CodeType, next(codes)) if type(each) is CodeType else _key(each) for each in constants]


def _key(constant: object) -> object:
    """The compiler distinguishes 1 from 1.0 and True, and 0.0 from -0.0."""
    if type(constant) is AnyTuple:
        return (tuple, tuple(map(_key, constant)))
    if type(constant) is AnyFrozenset:
        return (frozenset, frozenset(map(_key, constant)))
    kind = type(constant)
    return (kind, repr(constant) if kind in (float, complex, slice) else constant)
