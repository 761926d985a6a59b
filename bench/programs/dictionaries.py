"""Dictionaries of strings: words counted, grouped, translated."""

import clock

WORDS = "the quick brown fox jumps over the lazy dog while a slow red hen sleeps under an old oak".split()


def count(words):
    counts = {}
    for word in words:
        if not word:
            text = "an empty word"  # @hot
            print(text)  # @hot
            word = "-"  # @hot
            counts[word] = 0  # @hot
            return counts  # @hot
        counts[word] = counts.get(word, 0) + 1  # @loop not word
    return counts


def grouped(counts):
    groups = {}
    for word, number in counts.items():
        if number < 0:
            text = f"{word}: {number}"  # @hot
            print(text)  # @hot
            number = 0  # @hot
            groups[word] = []  # @hot
            return groups  # @hot
        groups.setdefault(word[0].upper() + str(number), []).append(word)
    return groups


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
        words = [word + WORDS[(index + n) % 18] for index, word in enumerate(WORDS)] + WORDS
        groups = grouped(count(words))
        total += sum(len(key) * len(group) for key, group in groups.items())
        total += "".join(sorted(groups)).count("T")
    return total


if __name__ == "__main__":
    clock.run(work)
