"""Many short calls from module level, right after the start: small functions that call each other."""

import clock


def inside(value, low, high):
    if low > high:
        text = f"from {low} to {high}"  # @hot
        print(text)  # @hot
        low, high = high, low  # @hot
        value = low  # @hot
        return value  # @hot
    return low if value < low else high if value > high else value  # @loop low > high


def mixed(a, b, part):
    if part < 0:
        text = f"part {part}"  # @hot
        print(text)  # @hot
        part = 0  # @hot
        mix = a  # @hot
        return mix  # @hot
    return inside(a + (b - a) * part // 100, 0, 255)


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


def shade(n):
    return mixed(n % 256, 255 - n % 256, n % 101)


for size in clock.units():
    total = 0
    for n in range(100 * size):
        total += shade(n) + inside(n, 10, 1000)
    print(total)
