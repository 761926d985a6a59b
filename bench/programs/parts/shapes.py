"""Some shapes."""

from dataclasses import dataclass

from parts.numbers import product

VALUE = 3


@dataclass
class Square:
    side: float

    @property
    def area(self):
        return self.side**2


def area(*sides):
    return product(sides)
