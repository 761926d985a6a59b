"""A thousand calls, one inside the other."""

import sys

sys.setrecursionlimit(5_000)


def descend(depth, path):
    """Counts down to 1, and walks there for a while."""
    if depth > 1:
        return descend(depth - 1, path) + 1
    total = 0  # @stop
    for step in range(10_000):
        total += step
        total -= 1
    return total


print(descend(1_000, "down"))
