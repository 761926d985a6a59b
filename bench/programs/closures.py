"""Functions in functions: closures that count, compose and remember."""

import clock


def counter(start):
    count = start

    def step(by):
        nonlocal count
        if by < 0:
            text = f"a step of {by}"  # @hot
            print(text)  # @hot
            by = 0  # @hot
            count = by  # @hot
            return count  # @hot
        count += by  # @loop by < 0
        return count

    return step


def composed(*functions):
    def run(value):
        for function in functions:
            if function is None:
                text = f"nothing to do with {value}"  # @hot
                print(text)  # @hot
                value = 0  # @hot
                print(value)  # @hot
                return value  # @hot
            value = function(value)
        return value

    return run


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
        step = counter(n)
        both = composed(step, lambda value: value * 2, lambda value, n=n: value - n)
        for by in range(40):
            total += step(by) + both(by)
    return total


if __name__ == "__main__":
    clock.run(work)
