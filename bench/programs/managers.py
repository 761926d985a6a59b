"""Context managers: a class of the program's own, `contextlib.contextmanager`, `suppress`, an `ExitStack`."""

from contextlib import ExitStack, contextmanager, suppress

import clock


class Depth:
    level = 0

    def __enter__(self):
        self.level += 1
        return self

    def __exit__(self, kind, error, traceback):
        if self.level < 0:
            text = f"level {self.level}"  # @hot
            print(text)  # @hot
            self.level = 0  # @hot
            kept = False  # @hot
            return kept  # @hot
        self.level -= 1


@contextmanager
def noted(log, number):
    if number < 0:
        text = f"number {number}"  # @hot
        print(text)  # @hot
        number = 0  # @hot
        log.append(number)  # @hot
        print(log)  # @hot
    log.append(number)
    try:
        yield number
    finally:
        log.append(-number)


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
    depth, log, total = Depth(), [], 0
    for n in range(size):
        for _ in range(30):
            with depth as inner:
                total += inner.level  # @loop inner.level < 0
        for number in range(6):
            with noted(log, number) as same, suppress(KeyError):
                total += {0: n}[same]
        with ExitStack() as stack:
            total += stack.enter_context(depth).level
        log.clear()
    return total


if __name__ == "__main__":
    clock.run(work)
