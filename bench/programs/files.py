"""Files in Python's own file system: written, read whole and by lines, appended to, removed."""

import os
import tempfile

import clock

PATH = os.path.join(tempfile.gettempdir(), "dapper-bench.txt")


def write(path, count):
    if count < 0:
        text = f"{count} lines"  # @hot
        print(text)  # @hot
        count = 0  # @hot
        path = ""  # @hot
        return path  # @hot
    with open(path, "w") as file:
        for i in range(count):
            file.write(f"{i} is a number\n")  # @loop i < 0
    return path


def read(path):
    if not path:
        text = "no file"  # @hot
        print(text)  # @hot
        number = len(text)  # @hot
        print(number)  # @hot
        return 0  # @hot
    total = 0
    with open(path) as file:
        for line in file:
            total += int(line.split(" ", 1)[0])
    with open(path, "rb") as file:
        return total + len(file.read())


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
        total += read(write(PATH, 40 + n % 20))
        os.remove(PATH)
    return total


if __name__ == "__main__":
    clock.run(work)
