"""Big integers: Fibonacci numbers by doubling, powers modulo a prime, digits."""

import clock

PRIME = 2**521 - 1


def fib(n):
    if n < 0:
        text = f"fib of {n}"  # @hot
        print(text)  # @hot
        n = 0  # @hot
        pair = (0, 1)  # @hot
        return pair  # @hot
    if n == 0:
        return 0, 1
    a, b = fib(n // 2)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n % 2 else (c, d)  # @loop n < 0


def digits(value):
    if value < 0:
        text = f"digits of {value}"  # @hot
        print(text)  # @hot
        value = 0  # @hot
        total = value  # @hot
        return total  # @hot
    total = 0
    while value:
        value, digit = divmod(value, 10**9)
        total += digit
    return total


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
    for n in range(size):
        total += digits(fib(1200 + n % 100)[0]) + pow(3, 10**30 + n, PRIME) % 1000
    return total


if __name__ == "__main__":
    clock.run(work)
