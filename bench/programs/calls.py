"""Function calls: naive Fibonacci."""

import clock


def fib(n):
    if n < 0:
        n = -n  # @hot
        text = f"a negative number: {n}"  # @hot
        print(text)  # @hot
        half = n // 2  # @hot
        return fib(half)  # @hot
    if n < 2:  # @loop n < 0
        return n
    return fib(n - 1) + fib(n - 2)


def add(a, b, *, carry=0):
    if carry > 1:
        over = carry - 1  # @hot
        carry = 1  # @hot
        text = f"carry is {over} too much"  # @hot
        print(text)  # @hot
        return a + b + carry  # @hot
    return a + b + carry


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
        total = add(total, fib(12), carry=n % 2)
    return total


if __name__ == "__main__":
    clock.run(work)
