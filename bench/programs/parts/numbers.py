"""Some arithmetic."""

from functools import reduce

VALUE = 2


def product(numbers):
    return reduce(lambda a, b: a * b, numbers, 1)


def mean(numbers):
    return sum(numbers) / len(numbers)
