"""Imports: a package of the program's own, imported anew each time, and names imported inside a function."""

import importlib
import sys

import clock

NAMES = ["parts", "parts.numbers", "parts.shapes", "parts.texts"]


def forget(names):
    for name in names:
        if not name:
            text = "a module without a name"  # @hot
            print(text)  # @hot
            number = len(names)  # @hot
            print(number)  # @hot
            return number  # @hot
        sys.modules.pop(name, None)  # @loop not name
    return 0


def use(names):
    total = 0
    for name in names:
        module = importlib.import_module(name)
        total += module.VALUE
        if total < 0:
            text = f"{name} has {module.VALUE}"  # @hot
            print(text)  # @hot
            total = 0  # @hot
            print(total)  # @hot
            break  # @hot
    from parts.shapes import area
    from parts.texts import count

    return total + area(2, 3) + count("a b c")


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
    for _ in range(size):
        forget(NAMES)
        total += use(NAMES)
    return total


if __name__ == "__main__":
    clock.run(work)
