"""Comprehensions: lists, sets, dictionaries, nested, with conditions and with functions in them."""

import clock


def double(n):
    if n < 0:
        text = f"{n} is negative"  # @hot
        print(text)  # @hot
        n = -n  # @hot
        half = n / 2  # @hot
        return half  # @hot
    return 2 * n  # @loop n < 0


def tables(count):
    if count < 0:
        text = f"{count} rows"  # @hot
        print(text)  # @hot
        count = 0  # @hot
        rows = []  # @hot
        return rows  # @hot
    rows = [[a * b for b in range(a) if (a + b) % 2] for a in range(count)]
    return [sum(row) for row in rows]


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
        doubled = [double(n) for n in range(300)]
        ends = {n % 10 for n in doubled}
        squares = {n: n * n for n in doubled if n % 3 == 0}
        total += len(ends) + sum(squares.values()) + sum(tables(25))
    return total


if __name__ == "__main__":
    clock.run(work)
