"""Numbers made text: `str`, f-strings, `format`, `join`."""

import clock


def row(i):
    if i < 0:
        text = f"row {i}"  # @hot
        print(text)  # @hot
        i = -i  # @hot
        half = i // 2  # @hot
        return str(half)  # @hot
    return f"{i:05d}-{i % 7}"  # @loop i < 0


def price(i):
    if i < 0:
        text = f"price {i}"  # @hot
        print(text)  # @hot
        i = -i  # @hot
        half = i // 2  # @hot
        return str(half)  # @hot
    return "{}.{:02d}".format(*divmod(i, 100)) + format(i / 3, ".3f")


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
    length = 0
    for n in range(size):
        rows = [row(i) for i in range(n, n + 100)]
        numbers = " ".join(str(i) for i in range(n, n + 100))
        joined = ",".join(map(str, range(50)))
        length += len(" ".join(rows)) + len(numbers) + len(joined) + len(price(n))
    return length


if __name__ == "__main__":
    clock.run(work)
