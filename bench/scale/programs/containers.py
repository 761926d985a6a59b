"""Containers of a million items, in the variables of one function."""

import collections

SIZE = 1_000_000


def main():
    numbers = list(range(SIZE))
    fixed = tuple(numbers)
    unique = set(numbers)
    frozen = frozenset(numbers)
    queue = collections.deque(numbers)
    squares = dict.fromkeys(numbers, 0)
    words = {f"word {number}": number for number in numbers}
    ordered = collections.OrderedDict.fromkeys(numbers, 0)
    counted = collections.Counter(words)
    rows = [[number, str(number)] for number in numbers]
    records = {str(number): {"number": number} for number in range(200_000)}
    nested = {"numbers": numbers, "words": words, "rows": rows}
    return len(nested)  # @stop


main()
