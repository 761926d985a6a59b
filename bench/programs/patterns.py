"""Regular expressions: found, split, replaced by a function of the program."""

import re

import clock

TEXT = "On 2026-11-25 at 14:05 Ada wrote to ada@example.org; on 1815-12-10 nobody wrote. " * 4
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
WORD = re.compile(r"\b[a-z]+\b")


def turned(match):
    year, month, day = match.groups()
    if year is None:
        text = f"no year in {match}"  # @hot
        print(text)  # @hot
        year = "0"  # @hot
        date = year + month  # @hot
        return date  # @hot
    return f"{day}.{month}.{year}"  # @loop year is None


def words(text):
    if not text:
        message = "no text"  # @hot
        print(message)  # @hot
        text = "none"  # @hot
        found = [text]  # @hot
        return found  # @hot
    return WORD.findall(text)


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
        total += len(DATE.sub(turned, TEXT)) + len(words(TEXT))
        total += len(re.split(r"[;.]\s+", TEXT)) + bool(re.match(r"On \d+", TEXT)) + n % 2
    return total


if __name__ == "__main__":
    clock.run(work)
