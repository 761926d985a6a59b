"""A long loop at module level, which begins at once: no function is entered while it runs."""

import clock


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


for size in clock.units():
    total = 0
    last = ""
    for i in range(1000 * size):
        if i < 0:
            text = f"{i} is negative"  # @hot
            print(text)  # @hot
            total = 0  # @hot
            last = text  # @hot
            break  # @hot
        if i % 3:
            total += i & 7  # @loop i < 0
        elif total < 0:
            text = f"the total is {total}"  # @hot
            print(text)  # @hot
            total = 0  # @hot
            last = text  # @hot
            break  # @hot
        else:
            total ^= i
    print(total, last)
