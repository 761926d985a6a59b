"""An inventory: dataclasses, enums, default factories, ordering, replace."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, replace
from enum import Enum, Flag, auto
from functools import total_ordering
from typing import ClassVar


class Kind(Enum):
    TOOL = "tool"
    PART = "part"
    FOOD = "food"

    @classmethod
    def parse(cls, text):
        for kind in cls:
            if kind.value == text.strip().lower():
                return kind  # @kind_found: kind.value
        names = ", ".join(kind.value for kind in cls)
        raise ValueError(f"unknown kind {text!r}, one of: {names}")


class Mark(Flag):
    NONE = 0
    FRAGILE = auto()
    HEAVY = auto()
    COLD = auto()


@total_ordering
@dataclass(frozen=True, slots=True)
class Money:
    cents: int

    def __post_init__(self):
        if self.cents < 0:
            raise ValueError(f"negative money: {self.cents}")

    def __add__(self, other):
        return Money(self.cents + other.cents)

    def __mul__(self, count):
        return Money(self.cents * count)

    def __lt__(self, other):
        return self.cents < other.cents

    def __str__(self):
        return f"{self.cents // 100}.{self.cents % 100:02}"


@dataclass
class Item:
    name: str
    kind: Kind
    price: Money
    count: int = 0
    marks: Mark = Mark.NONE
    tags: list[str] = field(default_factory=list)
    made: ClassVar[int] = 0

    def __post_init__(self):
        Item.made += 1
        if self.kind is Kind.FOOD:
            self.marks |= Mark.COLD  # @food_is_cold: self.name, Item.made

    @property
    def value(self):
        return self.price * self.count

    @property
    def scarce(self) -> bool:
        return self.count < 3

    @scarce.setter
    def scarce(self, scarce: bool) -> None:
        self.count = 0 if scarce else max(self.count, 3)  # @setter: self.name, scarce


@dataclass
class Inventory:
    items: dict[str, Item] = field(default_factory=dict)
    changes: list[str] = field(default_factory=list, repr=False)

    def add(self, item: Item) -> Inventory:
        known = self.items.get(item.name)
        if known:
            item = replace(known, count=known.count + item.count)  # @merged: known.count
        self.items[item.name] = item
        self.changes.append(f"+{item.name}")
        return self

    def take(self, name: str, count: int) -> int:
        try:
            item = self.items[name]
        except KeyError:
            self.changes.append(f"?{name}")  # @missing: name, count
            return 0
        else:
            taken = min(item.count, count)
            item.count -= taken
            return taken  # @taken: name, taken
        finally:
            self.changes.append(f"-{name}")

    def by_kind(self) -> dict[Kind, list[Item]]:
        groups: dict[Kind, list[Item]] = {}
        for item in self.items.values():
            groups.setdefault(item.kind, []).append(item)
        return groups

    def total(self) -> Money:
        return sum((item.value for item in self.items.values()), start=Money(0))

    def dump(self) -> str:
        def encode(value):
            match value:
                case Kind():
                    return value.value
                case Mark():
                    names = [mark.name.lower() for mark in Mark if mark in value]
                    return names  # @encode_marks: names
            raise TypeError(f"cannot encode {value!r}")

        return json.dumps([asdict(item) for item in self.items.values()], default=encode)


STOCK = """
hammer, tool, 1250, 4
nail, part, 5, 300
cheese, food, 480, 2
nail, part, 5, 200
anvil, tool, 9900, 1
"""


def load(text: str) -> Inventory:
    inventory = Inventory()
    for line in text.strip().splitlines():
        name, kind, cents, count = (part.strip() for part in line.split(","))
        item = Item(name, Kind.parse(kind), Money(int(cents)), int(count))
        inventory.add(item)  # @loaded: item.name, item.count
    return inventory


inventory = load(STOCK)
inventory.items["anvil"].marks |= Mark.HEAVY
inventory.items["anvil"].scarce = False

for name, count in [("nail", 450), ("cheese", 5), ("screw", 1)]:
    print(f"{count} {name}: got {inventory.take(name, count)}")

for kind, items in inventory.by_kind().items():
    names = sorted(item.name for item in items)
    print(f"{kind.name}: {', '.join(names)}")

dearest = max(inventory.items.values(), key=lambda item: item.price)
print("dearest:", dearest.name, dearest.price)
print("scarce:", [item.name for item in inventory.items.values() if item.scarce])
print("total:", inventory.total())
print("changes:", " ".join(inventory.changes))
print(inventory.dump())

try:
    Kind.parse("toy")
except ValueError as error:
    print("error:", error)  # @bad_kind: str(error)[:18]
