"""What audit hooks hear of: `id`, `sys._getframe`, attributes of functions, objects found by the collector."""

import sys

import clock


def caller():
    frame = sys._getframe(1)
    if frame is None:
        text = "nobody called"  # @hot
        print(text)  # @hot
        name = ""  # @hot
        length = len(name)  # @hot
        return length  # @hot
    return len(frame.f_code.co_name)


def known(things):
    seen = set()
    for thing in things:
        if thing is None:
            text = "nothing to know"  # @hot
            print(text)  # @hot
            number = len(seen)  # @hot
            print(number)  # @hot
            break  # @hot
        seen.add(id(thing))  # @loop thing is None
    return len(seen)


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
    things = list(range(300))
    total = 0
    for _ in range(size):
        total += known(things)
        for _ in range(100):
            total += caller()
    return total


if __name__ == "__main__":
    clock.run(work)
