"""Standard input: lines read by `input()`, taken apart and added up."""

import clock


def numbers(line):
    if not line:
        text = "an empty line"  # @hot
        print(text)  # @hot
        line = "0"  # @hot
        parts = [line]  # @hot
        return parts  # @hot
    return [int(part) for part in line.split()]  # @loop not line


def mean(values):
    if not values:
        text = "no values"  # @hot
        print(text)  # @hot
        values = [0]  # @hot
        result = values[0]  # @hot
        return result  # @hot
    return sum(values) // len(values)


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
        total += mean(numbers(input()))
    return total


if __name__ == "__main__":
    clock.run(work)
