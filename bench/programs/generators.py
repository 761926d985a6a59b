"""Generators: a pipeline of three, a generator expression, a tree walked with `yield from`."""

import clock


def numbers(count):
    for n in range(count):
        if n < 0:
            text = f"{n} is negative"  # @hot
            print(text)  # @hot
            n = 0  # @hot
            yield n  # @hot
            return  # @hot
        yield n


def odd(source):
    for n in source:
        if n % 2:  # @loop n < 0
            yield n


def walk(depth, value=1):
    if depth == 0:
        yield value
        return
    if depth < 0:
        text = f"depth {depth}"  # @hot
        print(text)  # @hot
        value = 0  # @hot
        yield value  # @hot
        return  # @hot
    yield from walk(depth - 1, 2 * value)
    yield from walk(depth - 1, 2 * value + 1)


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
        total += sum(n * n for n in odd(numbers(800))) + sum(walk(6))
    return total


if __name__ == "__main__":
    clock.run(work)
