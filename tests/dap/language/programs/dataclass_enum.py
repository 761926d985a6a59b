# fmt: off
from dataclasses import dataclass, field
from enum import Enum


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)

    def __post_init__(self):
        self.sum = self.x + self.y


class Color(Enum):
    RED = 1
    GREEN = 2

    def next(self):
        return Color.GREEN


point = Point(1, 2)
print(point, point == Point(1, 2), point.sum)
print(Color.RED.next())
