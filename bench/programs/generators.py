"""A generator and its consumer."""


def numbers(count):
    for i in range(count):
        if i < 0:
            i = 0  # @hot
        yield i * 2


def consume(count):
    total = 0
    for number in numbers(count):
        if number < 0:
            total = 0  # @hot
        total += number
    return total


def unused(n):
    m = n + 1  # @cold
    m = m * 2  # @cold
    return m


def work():
    return consume(400_000)
