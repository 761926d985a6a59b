"""The match statement: a small robot that follows orders."""

from dataclasses import dataclass
from enum import Enum


class Heading(Enum):
    NORTH = (0, 1)
    EAST = (1, 0)
    SOUTH = (0, -1)
    WEST = (-1, 0)


@dataclass
class Point:
    x: int
    y: int


@dataclass
class Robot:
    at: Point
    heading: Heading = Heading.NORTH
    load: int = 0


def turn(heading, side):
    order = list(Heading)
    step = 1 if side == "right" else -1
    return order[(order.index(heading) + step) % 4]  # @turned: side, heading.name


def where(point):
    match point:
        case Point(x=0, y=0):
            return "home"  # @home
        case Point(x=0, y=y):
            return f"on the y axis at {y}"
        case Point(x=x, y=0):
            return f"on the x axis at {x}"  # @x_axis: x
        case Point(x, y) if x == y:
            return f"on the diagonal at {x}"  # @diagonal: x, y
        case Point():
            return f"somewhere at {point.x},{point.y}"  # @somewhere: point.x, point.y
    raise TypeError(point)


def execute(robot, order):
    """Do one order and say what happened."""
    match order.split():
        case []:
            return "nothing to do"
        case ["go"]:
            return execute(robot, "go 1")  # @go_default: order
        case ["go", steps] if steps.isdigit():
            dx, dy = robot.heading.value
            distance = int(steps)
            robot.at = Point(robot.at.x + dx * distance, robot.at.y + dy * distance)
            return where(robot.at)  # @went: distance, dx, dy
        case ["turn", "left" | "right" as side]:
            robot.heading = turn(robot.heading, side)
            return f"now {robot.heading.name.lower()}"
        case ["turn", other]:
            return f"cannot turn {other}"  # @bad_turn: other
        case ["take", *things]:
            robot.load += len(things)
            return f"took {', '.join(things)}"  # @took: things, robot.load
        case ["repeat", count, *rest]:
            again = " ".join(rest)
            for number in range(int(count)):
                result = execute(robot, again)  # @repeating: number, again
            return result
        case [unknown, *_]:
            return f"I do not know {unknown!r}"


def describe(value):
    """Patterns of every kind."""
    match value:
        case None | True | False:
            return "a constant"
        case int(n) | float(n) if n < 0:
            return f"negative {n}"  # @negative: n
        case int():
            return "an int"
        case str() as text if len(text) > 3:
            return f"long text of {len(text)}"  # @long_text: text
        case str():
            return "short text"
        case []:
            return "an empty list"
        case [only]:
            return f"a list of {describe(only)}"
        case [first, *_, last]:
            return f"from {first} to {last}"  # @sequence: first, last
        case {"kind": "point", "at": [x, y], **rest}:
            return f"point {x},{y} and {len(rest)} more"  # @mapping: x, y, rest
        case {"kind": kind}:
            return f"a {kind}"
        case Heading.NORTH | Heading.SOUTH:
            return "vertical"
        case Heading():
            return "horizontal"
        case _:
            return f"some {type(value).__name__}"  # @wildcard: type(value).__name__


ORDERS = """\
go 0
go 3
turn right
go
go 2
dance

turn around
take cup plate
repeat 3 turn right
repeat 2 go 1
turn left
go 5
turn left
go 5
"""

VALUES = [
    True,
    -2,
    7,
    "abc",
    "abcd",
    [],
    [[]],
    [1, 2, 3],
    {"kind": "point", "at": (1, 2), "colour": "red"},
    {"kind": "circle"},
    Heading.NORTH,
    Heading.WEST,
    3.5,
]

robot = Robot(Point(0, 0))
for order in ORDERS.splitlines():
    print(f"{order or '(empty)':20} {execute(robot, order)}")
print(robot)

for value in VALUES:
    print(f"{value!r:55} {describe(value)}")

match [robot.at.x, robot.load]:
    case [x, load] if x < load:
        print("west and laden:", x, load)  # @module_match: x, load
    case _:
        print("somewhere else")
