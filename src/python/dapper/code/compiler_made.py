"""Code objects without a written function: the compiler makes them from parts of a statement.

Type parameters are made by a function of their own, `<generic parameters of f>`, at once. Annotations, the value of
`type X = ...` and what a type parameter is bound by wait in functions that are called on demand, once or many times: in
CPython 3.14 and later these take a format, and refuse all but those that they know; in 3.12 and 3.13 only the
surrounding code identifies them.
"""

from __future__ import annotations

import builtins
import opcode
import sys
from collections.abc import Iterator
from types import CodeType

from dapper.code import flags

_GENERIC = "<generic parameters of "
UNMARKED = (3, 12) <= sys.version_info < (3, 14)
"""Whether some cannot be recognized on their own (see `unmarked`)."""

_COMMON: list[object] = getattr(opcode, "_common_constants", [])
_LOAD_CONST, _EXTENDED_ARG = opcode.opmap["LOAD_CONST"], opcode.opmap["EXTENDED_ARG"]
_REFUSAL = (
    bytes((opcode.opmap["LOAD_COMMON_CONSTANT"], _COMMON.index(builtins.NotImplementedError)))
    if builtins.NotImplementedError in _COMMON
    else b""
)
"""How the refusal of a format begins. No written code compiles to it: that looks the exception up by name."""
_BETWEEN = frozenset(
    opcode.opmap[name]
    for name in ("MAKE_FUNCTION", "SET_FUNCTION_ATTRIBUTE", "EXTENDED_ARG", "CACHE")
    if name in opcode.opmap
)
_TAKERS = frozenset(opcode.opmap[name] for name in ("CALL_INTRINSIC_2", "BUILD_TUPLE") if name in opcode.opmap)
"""What takes such a function: the maker of a type parameter, or what the maker of an alias is given."""


def is_generic_parameters(code: CodeType) -> bool:
    """Whether it makes type parameters, which it does once for each time that their statement runs."""
    return code.co_name.startswith(_GENERIC)


def is_made(code: CodeType) -> bool:
    """Whether the compiler made it, as far as the code object alone shows."""
    return is_generic_parameters(code) or (
        code.co_posonlyargcount == 1 == code.co_argcount and bool(_REFUSAL) and _has_refusal(code.co_code)
    )


def unmarked(code: CodeType) -> Iterator[CodeType]:
    """Those among the constants of a code object that cannot be recognized on their own."""
    for place, inner in enumerate(code.co_consts):
        if (
            type(inner) is CodeType
            and inner.co_argcount == 0
            and inner.co_flags & flags.OPTIMIZED
            and inner.co_name in code.co_consts
            and _taken_by(code, place) in _TAKERS
        ):
            yield inner


def _has_refusal(ops: bytes) -> bool:
    at = ops.find(_REFUSAL)
    while at % 2 and at > 0:
        at = ops.find(_REFUSAL, at + 1)
    return at >= 0


def _taken_by(code: CodeType, place: int) -> int | None:
    """The operation that takes the function made of a constant."""
    ops, argument = code.co_code, 0
    for at in range(0, len(ops), 2):
        argument = argument << 8 | ops[at + 1]
        if ops[at] == _EXTENDED_ARG:
            continue
        if ops[at] == _LOAD_CONST and argument == place:
            return next((ops[after] for after in range(at + 2, len(ops), 2) if ops[after] not in _BETWEEN), None)
        argument = 0
    return None
