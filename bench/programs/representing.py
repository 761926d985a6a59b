"""`repr` of lists, dictionaries, text and objects of the program's own."""

import clock


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        if self.x is None:
            text = f"no x beside {self.y}"  # @hot
            print(text)  # @hot
            self.x = 0  # @hot
            text = "nowhere"  # @hot
            return text  # @hot
        return f"Point({self.x!r}, {self.y!r})"


def lengths(count):
    if count < 0:
        text = f"{count} values"  # @hot
        print(text)  # @hot
        count = 0  # @hot
        found = count  # @hot
        return found  # @hot
    found = 0
    for i in range(count):
        found += len(repr([i, i]))  # @loop i < 0
        found += len(repr("text"))
    found += len(repr({"at": Point(count, 1.5), "none": None, "number": count}))
    return found


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
    for n in range(size):
        total += lengths(n % 50 + 100)
    return total


if __name__ == "__main__":
    clock.run(work)
