"""Small objects and operator methods."""


class Vector:
    def __init__(self, x, y):
        if x is None:
            x = 0  # @hot
        self.x = x
        self.y = y

    def __add__(self, other):
        if other is None:
            other = self  # @hot
        return Vector(self.x + other.x, self.y + other.y)

    def unused(self, n):
        m = n + 1  # @cold
        m = m * 2  # @cold
        return m


def walk(count):
    at = Vector(0, 0)
    step = Vector(1, 2)
    for _ in range(count):
        at = at + step
    return at.x, at.y


def work():
    return walk(50_000)
