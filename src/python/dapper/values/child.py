"""One line of the variables tree.

A child whose content costs a call into the program (a property) is `Lazy`: the call happens when it is expanded. One
that could not be read holds a `Failure`, which is shown in its place.
"""

from collections.abc import Callable
from types import FunctionType
from typing import Protocol, final

from dapper.values.generics import AnyClassmethod, AnyStaticmethod
from dapper.values.names import name_order, visibility
from dapper.values.statics import MISSING, ClassTable, Kinds

FUNCTIONS = Kinds(FunctionType, AnyStaticmethod, AnyClassmethod)
Store = tuple[Callable[..., object], tuple[object, ...]]
"""What stores a value: a function, and what it is called with before the value."""


class Items(Protocol):
    """Children of one node."""

    def counts(self, classes: ClassTable) -> tuple[int, int]:
        """(named, indexed)."""
        ...

    def named(self, classes: ClassTable, start: int, count: int) -> "list[Child]": ...

    def indexed(self, classes: ClassTable, start: int, count: int) -> "list[Child]": ...


@final
class Lazy:
    """A value called `name` that the program computes: `read(*args)` is a call into the program.

    `assign`, `refusal`: as of a `Child`.
    """

    __slots__ = ("args", "assign", "name", "read", "refusal")

    def __init__(self, name: str, read: Callable[..., object], args: tuple[object, ...]) -> None:
        self.name = name
        self.read = read
        self.args = args
        self.assign: Store | None = None
        self.refusal: str | None = None


class Child:
    """One child: a value, a Lazy, a Failure, or a group (`items`).

    `name`: None for an item of a dict whose `key` has no source text; the text of the key is its name then.
    `expression`: evaluates to the child in its frame, or None. `assign`: (function, args before the value) that stores
    a new value, or None if it cannot be stored. `kind`, `visibility`: DAP presentation hints. `key`: of a dict item.
    `place`: what distinguishes it from other children of the same name. `constant`: whether it is meant to keep its
    value. `refusal`: why it cannot be given one, to follow "cannot be given a value: ".
    """

    __slots__ = (
        "assign",
        "constant",
        "expression",
        "items",
        "key",
        "kind",
        "name",
        "place",
        "refusal",
        "value",
        "visibility",
    )

    def __init__(
        self,
        name: str | None,
        value: object = MISSING,
        expression: str | None = None,
        assign: Store | None = None,
        kind: str | None = None,
        items: Items | None = None,
        visibility: str | None = None,
        key: object = MISSING,
        place: str = "",
    ) -> None:
        self.name = name
        self.value = value
        self.expression = expression
        self.assign = assign
        self.kind = kind
        self.items = items
        self.visibility = visibility
        self.key = key
        self.place = place
        self.constant = False
        self.refusal: str | None = None

    @classmethod
    def lazy(
        cls,
        name: str,
        value: object,
        expression: str | None,
        assign: Store | None = None,
        refusal: str | None = None,
    ) -> "Child":
        """One whose content is `value.name`, which the program computes."""
        lazy = Lazy(name, getattr, (value, name))
        lazy.assign, lazy.refusal = assign, refusal
        child = cls(name, lazy, expression, assign, "property", visibility=visibility(name))
        child.refusal = refusal
        return child

    @property
    def identity(self) -> tuple[str, object]:
        """The same for this child in each answer, and for no other child of its container."""
        if self.key is not MISSING:
            return "key", id(self.key)
        return ("group" if self.items is not None else self.place), self.name


class Group:
    """A collapsed group of children that is already known."""

    __slots__ = ("children",)

    def __init__(self, children: list[Child] | None = None) -> None:
        self.children = [] if children is None else children

    def counts(self, classes: ClassTable) -> tuple[int, int]:
        return len(self.children), 0

    def named(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        return self.children[start : start + count]

    def indexed(self, classes: ClassTable, start: int, count: int) -> list[Child]:
        return []


def in_order(children: list[Child]) -> list[Child]:
    """The children, sorted by their names."""
    return sorted(children, key=lambda child: name_order(child.name or ""))
