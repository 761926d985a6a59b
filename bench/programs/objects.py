"""Small objects: methods, operators, properties, attributes and inheritance."""

import clock


class Vector:
    def __init__(self, x, y):
        if x is None:
            x = 0  # @hot
            text = f"no x beside {y}"  # @hot
            print(text)  # @hot
            self.text = text  # @hot
            y = y or 0  # @hot
        self.x = x  # @loop x is None
        self.y = y

    def __add__(self, other):
        return type(self)(self.x + other.x, self.y + other.y)

    @property
    def taxi(self):
        return abs(self.x) + abs(self.y)


class Bounded(Vector):
    bound = 10_000

    def __init__(self, x, y):
        if y is None:
            y = 0  # @hot
            text = f"no y beside {x}"  # @hot
            print(text)  # @hot
            self.text = text  # @hot
            x = x or 0  # @hot
        super().__init__(x % self.bound, y % self.bound)


def report(value):
    """Never called."""
    text = repr(value)  # @cold
    width = len(text)  # @cold
    words = text.split()  # @cold
    longest = max(words, key=len)  # @cold
    frame = "-" * width  # @cold
    lines = [frame, text, frame]  # @cold
    page = "\n".join(lines)  # @cold
    print(page)  # @cold
    print(longest)  # @cold
    return page  # @cold


def work(size):
    total = 0
    at = Bounded(0, 0)
    step = Vector(1, 2)
    for _ in range(size):
        for _ in range(400):
            at = at + step
            total += at.taxi
    return total


if __name__ == "__main__":
    clock.run(work)
