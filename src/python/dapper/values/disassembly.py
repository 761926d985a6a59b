"""The instructions of a code object, as a person reads them."""

from __future__ import annotations

import dis
import opcode
from collections.abc import Iterator
from types import CodeType
from typing import Any

from dapper.values.generics import AnyFrozenset, AnyTuple
from dapper.values.statics import Kinds, json_text, type_name

_PLAIN = Kinds(int, float, complex, bool, str, bytes, type(None), type(...))
_LONGEST = 200
"""Characters of what an instruction works on."""


class Instruction:
    """One instruction, with the EXTENDED_ARGs before it and the inline caches behind it.

    Attributes:
        start: offset in bytes.
        size: in bytes.
        text: its name, as the interpreter has specialized it by now, its argument, and what that means.
        line: 1-based, or None.
        bytes: all of it, in hexadecimal.
    """

    __slots__ = ("bytes", "line", "size", "start", "text")

    def __init__(self, start: int, size: int, text: str, line: int | None, bytes: str) -> None:
        self.start, self.size, self.text, self.line, self.bytes = start, size, text, line, bytes


def instructions(code: CodeType) -> list[Instruction]:
    """All instructions of a code object."""
    operations = code.co_code
    special, jumps = _specialized(code), {*dis.hasjrel, *dis.hasjabs}
    found: list[tuple[int, int, dis.Instruction]] = []  # with its start, and the offset of the instruction proper
    start: int | None = None
    for each in dis.get_instructions(_readable(code)):
        start = each.offset if start is None else start
        if each.opname == "EXTENDED_ARG" or each.opname == "CACHE":
            continue
        found.append((start, each.offset, each))
        start = None
    ends = [at for at, _, _ in found[1:]] + [len(operations)]
    return [
        Instruction(
            at,
            end - at,
            _text(special.get(proper, each.opname), each, each.opcode in jumps),
            each.positions.lineno if each.positions is not None else None,
            operations[at:end].hex(" ", 2),
        )
        for (at, proper, each), end in zip(found, ends, strict=True)
    ]


def _text(name: str, each: Any, jumps: bool) -> str:
    if each.arg is None or each.opcode < opcode.HAVE_ARGUMENT:
        return name
    # Later releases name the targets of jumps by labels, which stand nowhere here.
    text = f"to {each.argval}" if jumps else each.argrepr
    meaning = f" ({json_text(text[:_LONGEST])})" if text else ""
    return f"{name} {each.arg}{meaning}"


def _specialized(code: CodeType) -> dict[int, str]:
    """The names of the instructions that the interpreter has specialized, by their offsets.

    What it has put in the place of others so that debuggers hear of them is no such instruction.
    """
    names: list[str] = getattr(dis, "_all_opname", opcode.opname)
    plain, adaptive = code.co_code, bytes(vars(CodeType)["_co_code_adaptive"].__get__(code))
    return {
        at: names[adaptive[at]]
        for at in range(0, len(plain), 2)
        if plain[at] and adaptive[at] != plain[at] and _is_special(names[adaptive[at]], opcode.opname[plain[at]])
    }


def _is_special(name: str, plain: str) -> bool:
    return not name.startswith(("INSTRUMENTED_", "<", "ENTER_EXECUTOR")) and name != plain


def _readable(code: CodeType) -> CodeType:
    """The same code, without constants whose text would be made by code of the program."""
    if all(map(_is_plain, code.co_consts)):
        return code
    return code.replace(co_consts=tuple(each if _is_plain(each) else _Stranger(each) for each in code.co_consts))


def _is_plain(constant: object) -> bool:
    if type(constant) is AnyTuple or type(constant) is AnyFrozenset:
        return all(map(_is_plain, _parts(constant)))
    return _PLAIN.has(constant) or type(constant) is CodeType or type(constant) is slice


def _parts(constant: AnyTuple | AnyFrozenset) -> Iterator[object]:
    yield from constant


class _Stranger:
    """Stands for a constant that no compiler makes."""

    def __init__(self, value: object) -> None:
        self._text = f"<{type_name(value)} object>"

    def __repr__(self) -> str:
        return self._text
