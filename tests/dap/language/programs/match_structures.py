# fmt: off
from dataclasses import dataclass


@dataclass
class Point:
    x: int
    y: int


def where(shape):
    match shape:
        case Point(x=0, y=0):
            place = "origin"
        case Point(x, y) if x == y:
            place = f"diagonal {x}"
        case Point():
            place = "point"
        case [Point(x=a), *rest]:
            place = f"list from {a}, {len(rest)} more"
        case {"kind": kind, **others}:
            place = f"{kind} {sorted(others)}"
        case (
            "left"
            | "right"
        ) as side:
            place = side
        case _:
            place = "?"
    return place


print(where(Point(0, 0)))
print(where(Point(2, 2)))
print(where(Point(1, 2)))
print(where([Point(5, 1), 2]))
print(where({"kind": "k", "b": 1}))
print(where("right"), where(3))
