"""Sets the exception that the program is handling, as `sys.exception()` gives it."""

from __future__ import annotations

import opcode
from types import CodeType, FunctionType

from dapper.code.assembly import units

_POP, _POP_EXCEPT = opcode.opmap["POP_TOP"], opcode.opmap["POP_EXCEPT"]


def _put(value: object) -> None:
    value  # noqa: B018 # pyright: ignore[reportUnusedExpression] - its instruction is the one that is exchanged


def _popping(code: CodeType) -> CodeType:
    """Code that ends an `except` clause which it has never begun, instead of taking a value off its stack."""
    written = bytearray(code.co_code)
    written[next(unit.first for unit in units(code) if unit.operation == _POP) * 2] = _POP_EXCEPT
    return code.replace(co_code=bytes(written))


set_handled = FunctionType(_popping(_put.__code__), {}, "set_handled")
"""Takes an exception, or None; until the program handles another, that is the one which it handles."""
