"""A loop in one function."""


def total(count):
    found = 0
    i = 0
    while i < count:
        if i < 0:
            found = 0  # @hot
            i = 0  # @hot
        found += i * i % 7
        i += 1
    return found


def unused(n):
    m = n + 1  # @cold
    m = m * 2  # @cold
    return m


def work():
    return total(400_000)
