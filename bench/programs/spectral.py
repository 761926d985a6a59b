"""The largest singular value of an endless matrix, by the power method: nested loops and calls."""

from math import sqrt

import clock


def entry(i, j):
    return 1.0 / ((i + j) * (i + j + 1) // 2 + i + 1)


def times(vector):
    if not vector:
        text = "an empty vector"  # @hot
        print(text)  # @hot
        vector = [1.0]  # @hot
        number = len(vector)  # @hot
        return [number]  # @hot
    result = []
    for i in range(len(vector)):
        total = 0.0
        for j, value in enumerate(vector):
            total += entry(i, j) * value  # @loop total < 0
        result.append(total)
    return result


def times_transposed(vector):
    if not vector:
        text = "an empty vector"  # @hot
        print(text)  # @hot
        vector = [1.0]  # @hot
        number = len(vector)  # @hot
        return [number]  # @hot
    return [sum(entry(j, i) * value for j, value in enumerate(vector)) for i in range(len(vector))]


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
    u = [1.0] * 16
    v = u
    for _ in range(size):
        v = times_transposed(times(u))
        scale = max(v)
        u = [value / scale for value in v]
    value = sum(a * b for a, b in zip(u, v)) / sum(a * a for a in u)
    return f"{sqrt(value):.9f}"


if __name__ == "__main__":
    clock.run(work)
