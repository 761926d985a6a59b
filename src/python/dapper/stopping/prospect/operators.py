"""Instructions by which the interpreter itself calls a method of the program's, or goes on with a generator."""

from __future__ import annotations

from typing import NamedTuple


class Operator(NamedTuple):
    """What such an instruction calls.

    Attributes:
        places: where on the stack is what the method, or the generator, belongs to; 0 is the top.
        methods: their names; none: of any name (properties have their own).
    """

    places: tuple[int, ...]
    methods: frozenset[str] = frozenset()


_NUMERIC = "add sub mul matmul truediv floordiv mod divmod pow lshift rshift and xor or"
_BINARY = frozenset(f"__{kind}{name}__" for name in _NUMERIC.split() for kind in ("", "r", "i"))
_TRUTH = Operator((0,), frozenset(("__bool__", "__len__")))
_NEXT = frozenset(("__next__",))
_TEXT = Operator((0, 1), frozenset(("__format__", "__str__", "__repr__")))
_COMPARISONS = frozenset(("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"))
_JUMPS = tuple(
    f"{name}{way}IF_{truth}"
    for truth in ("TRUE", "FALSE")
    for name, way in (("POP_JUMP_", ""), ("POP_JUMP_", "FORWARD_"), ("POP_JUMP_", "BACKWARD_"))
)

ATTRIBUTES = frozenset(("LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR"))
"""Where an AttributeError may only mean that another method is to answer."""
RESUMING = frozenset(("FOR_ITER", "SEND"))
"""Where a generator or coroutine goes on."""
OPERATORS = {
    "LOAD_ATTR": Operator((0,)),
    "LOAD_METHOD": Operator((0,)),
    "LOAD_SUPER_ATTR": Operator((0,)),
    "STORE_ATTR": Operator((0,)),
    "DELETE_ATTR": Operator((0,)),
    "FOR_ITER": Operator((0, 1), _NEXT),
    "SEND": Operator((1, 2), _NEXT),
    "BINARY_OP": Operator((0, 1), _BINARY | {"__getitem__"}),
    "BINARY_SUBSCR": Operator((1,), frozenset(("__getitem__",))),
    "BINARY_SLICE": Operator((2,), frozenset(("__getitem__",))),
    "STORE_SUBSCR": Operator((1,), frozenset(("__setitem__",))),
    "STORE_SLICE": Operator((2,), frozenset(("__setitem__",))),
    "DELETE_SUBSCR": Operator((1,), frozenset(("__delitem__",))),
    "COMPARE_OP": Operator((0, 1), _COMPARISONS),
    "CONTAINS_OP": Operator((0,), frozenset(("__contains__",))),
    "UNARY_NEGATIVE": Operator((0,), frozenset(("__neg__",))),
    "UNARY_POSITIVE": Operator((0,), frozenset(("__pos__",))),
    "UNARY_INVERT": Operator((0,), frozenset(("__invert__",))),
    "UNARY_NOT": _TRUTH,
    "TO_BOOL": _TRUTH,
    **dict.fromkeys((*_JUMPS, "JUMP_IF_TRUE_OR_POP", "JUMP_IF_FALSE_OR_POP"), _TRUTH),
    "GET_ITER": Operator((0,), frozenset(("__iter__",))),
    "BEFORE_WITH": Operator((0,), frozenset(("__enter__",))),
    "FORMAT_VALUE": _TEXT,
    "FORMAT_SIMPLE": _TEXT,
    "FORMAT_WITH_SPEC": _TEXT,
    "CONVERT_VALUE": _TEXT,
    "RAISE_VARARGS": Operator((0, 1), frozenset(("__init__", "__new__"))),
}
"""The instructions by name."""
