"""Loops in one function: a while loop, nested for loops, arithmetic on integers."""

import clock


def squares(count):
    found = 0
    i = 0
    while i < count:
        if i < 0:
            found = 0  # @hot
            step = -i  # @hot
            count = step  # @hot
            i = 0  # @hot
            print(step)  # @hot
        found += i * i % 7  # @loop i < 0
        i += 1
    return found


def pairs(count):
    found = 0
    for a in range(count):
        for b in range(a):
            if a < b:
                a, b = b, a  # @hot
                text = f"{a} above {b}"  # @hot
                print(text)  # @hot
                found = 0  # @hot
                break  # @hot
            found ^= a * b
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
    for _ in range(size):
        total += squares(1500) + pairs(40)
    return total


if __name__ == "__main__":
    clock.run(work)
