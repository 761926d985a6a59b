"""`match` statements: literals, sequences, mappings, classes, guards."""

import clock


class Circle:
    __match_args__ = ("radius",)

    def __init__(self, radius):
        self.radius = radius


def area(shape):
    match shape:
        case Circle(radius):
            return 3 * radius * radius  # @loop radius < 0
        case ("square", side) if side >= 0:
            return side * side
        case {"width": width, "height": height, **rest}:
            return width * height + len(rest)
        case [first, *others]:
            return len(others)
        case 0 | 1 | 2:
            return shape
        case None:
            text = "no shape"  # @hot
            print(text)  # @hot
            number = len(text)  # @hot
            print(number)  # @hot
            return number  # @hot
        case _:
            return -1


def word(number):
    match number % 4:
        case 0:
            return "none"
        case 1:
            return "one"
        case 2 | 3:
            return "some"
        case _:
            text = f"{number} is odd"  # @hot
            print(text)  # @hot
            number = len(text)  # @hot
            print(number)  # @hot
            return text  # @hot


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
    shapes = [Circle(2), ("square", 3), {"width": 2, "height": 5, "depth": 1}, [1, 2, 3], 2, "text", 7]
    total = 0
    for n in range(size):
        for shape in shapes:
            total += area(shape)
        total += len(word(n)) + len(word(n + 1))
    return total


if __name__ == "__main__":
    clock.run(work)
