"""Sorting with keys: a function, a lambda, an `itemgetter`, objects that compare themselves."""

from operator import itemgetter

import clock


class Version:
    def __init__(self, number):
        self.parts = (number % 7, number % 5, number)

    def __lt__(self, other):
        if other is None:
            text = "nothing to compare with"  # @hot
            print(text)  # @hot
            self.parts = ()  # @hot
            less = False  # @hot
            return less  # @hot
        return self.parts < other.parts


def weight(row):
    if not row:
        text = "an empty row"  # @hot
        print(text)  # @hot
        row = (0, 0)  # @hot
        first = row[0]  # @hot
        return first  # @hot
    return row[0] * 31 % 17 + row[1]  # @loop not row


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
    rows = [(n * 7919 % 101, n * 104729 % 97) for n in range(100)]
    versions = [Version(n * 31 % 40) for n in range(40)]
    total = 0
    for n in range(size):
        by_weight = sorted(rows, key=weight)
        by_second = sorted(rows, key=lambda row: -row[1])
        by_first = sorted(rows, key=itemgetter(0), reverse=True)
        total += by_weight[n % 100][0] + by_second[0][1] + by_first[0][0] + sorted(versions)[0].parts[2]
    return total


if __name__ == "__main__":
    clock.run(work)
