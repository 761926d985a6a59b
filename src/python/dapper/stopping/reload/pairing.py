"""Which code object of a file's present text stands for which one of the text before.

They are paired by their names and, where a name occurs several times in one function or class, in their order; those
that have not changed come first, so that a lambda that was put before another leaves that what it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType, EllipsisType, NoneType

from dapper.code.index import nested
from dapper.modified.trees import inner_codes
from dapper.values.generics import AnyFrozenset, AnyTuple

_OWN = (
    "co_name",
    "co_code",
    "co_names",
    "co_varnames",
    "co_cellvars",
    "co_freevars",
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_flags",
    "co_exceptiontable",
)
_COMPARED = frozenset(map(id, (int, bool, str, bytes, NoneType, EllipsisType, slice)))
"""Types of constants that compare without code of the program, and as the compiler tells them apart."""
_WRITTEN_OUT = frozenset(map(id, (float, complex)))

PARTS = frozenset(("<genexpr>", "<listcomp>", "<setcomp>", "<dictcomp>", "<lambda>"))
"""Names of code objects that are a part of what is written in another one."""


def pairs(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType | None]]:
    """Each code object of a tree, outer ones first, with what stands for it in another; None: nothing does."""
    yield before, after
    rest = inner_codes(after)
    found: dict[int, CodeType] = {}
    for same in (alike, _same_name):
        for each in inner_codes(before):
            if id(each) not in found and (other := next((new for new in rest if same(each, new)), None)) is not None:
                found[id(each)] = other
                rest = [new for new in rest if new is not other]
    for each in inner_codes(before):
        other = found.get(id(each))
        if other is not None:
            yield from pairs(each, other)
        else:
            yield from ((gone, None) for gone in nested(each))


def same_itself(one: CodeType, other: CodeType) -> bool:
    """Whether two code objects do the same, whatever their lines, and whatever is in the functions that they make."""
    if any(getattr(one, name) != getattr(other, name) for name in _OWN) or len(one.co_consts) != len(other.co_consts):
        return False
    return all(map(_same_constant, one.co_consts, other.co_consts))


def same_function(one: CodeType, other: CodeType) -> bool:
    """The same for a function with what is a part of it: its comprehensions and lambdas, but no `def`."""
    parts = [[each for each in inner_codes(code) if each.co_name in PARTS] for code in (one, other)]
    return same_itself(one, other) and len(parts[0]) == len(parts[1]) and all(map(same_function, *parts))


def alike(one: CodeType, other: CodeType) -> bool:
    """Whether two code objects do the same, and all that is in them."""
    return same_itself(one, other) and all(map(alike, inner_codes(one), inner_codes(other)))


def same_place(one: CodeType, other: CodeType) -> bool:
    """Whether two code objects do the same and stand at the same place of the same text."""
    return (
        one.co_firstlineno == other.co_firstlineno
        and one.co_qualname == other.co_qualname
        and one.co_linetable == other.co_linetable
        and same_itself(one, other)
    )


def same_offsets(one: CodeType, other: CodeType) -> bool:
    """Whether the instructions of two code objects have the same places, so that their lines can be compared."""
    return one.co_code[::2] == other.co_code[::2]


def moved_lines(before: CodeType, after: CodeType) -> dict[int, int]:
    """For each line of a code object its line in another, whose instructions have the same places."""
    now: dict[int, int] = {}
    for start, end, line in after.co_lines():
        if line is not None:
            now.update(dict.fromkeys(range(start, end, 2), line))
    found: dict[int, int] = {}
    for start, _, line in before.co_lines():
        if line is not None and start in now:
            found.setdefault(line, now[start])
    return found


def _same_name(one: CodeType, other: CodeType) -> bool:
    return one.co_name == other.co_name


def _same_constant(one: object, other: object) -> bool:
    kind = type(one)
    if type(one) is AnyTuple and type(other) is AnyTuple:
        return len(one) == len(other) and all(map(_same_constant, one, other))
    if kind is not type(other):
        return False
    if kind is CodeType:
        return True  # its name is that of what the instructions make of it
    if id(kind) in _WRITTEN_OUT:
        return repr(one) == repr(other)
    if type(one) is AnyFrozenset and type(other) is AnyFrozenset:
        if not all(id(type(each)) in _COMPARED for each in (*one, *other)):
            return False
    elif id(kind) not in _COMPARED:
        return False
    return one == other
