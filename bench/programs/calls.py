"""Function calls: naive Fibonacci."""


def fib(n):
    if n < 0:
        n = 0  # @hot
        return n  # @hot
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def unused(n):
    m = n + 1  # @cold
    m = m * 2  # @cold
    return m


def work():
    return fib(24)
