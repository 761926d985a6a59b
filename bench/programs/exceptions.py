"""Exceptions raised and caught, in one function and across two."""


def parse(text):
    if text is None:
        text = ""  # @hot
    if text == "bad":
        raise ValueError(text)
    return text


def attempt(count):
    caught = 0
    for i in range(count):
        try:
            parse("bad" if i % 2 else "good")
        except ValueError:
            caught += 1
        if caught < 0:
            caught = 0  # @hot
    return caught


def unused(n):
    m = n + 1  # @cold
    m = m * 2  # @cold
    return m


def work():
    return attempt(80_000)
