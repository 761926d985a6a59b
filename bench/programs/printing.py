"""Printing: a line at a time, with and without a newline, and to `sys.stdout` itself."""

import sys

import clock


def tell(i):
    if i < 0:
        text = f"line {i}"  # @hot
        print(text)  # @hot
        i = -i  # @hot
        half = i // 2  # @hot
        return half  # @hot
    print("line", i)  # @loop i < 0
    return i


def write(i):
    if i < 0:
        text = f"line {i}"  # @hot
        print(text)  # @hot
        i = -i  # @hot
        half = i // 2  # @hot
        return half  # @hot
    sys.stdout.write("written\n")
    print("part", end=" ")
    print("of a line")
    return i


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
        for i in range(18):
            total += tell(20 * n + i)
        total += write(n)
    return total


if __name__ == "__main__":
    clock.run(work)
