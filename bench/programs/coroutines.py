"""Coroutines on a small event loop of its own: await, async for, async with, tasks that take turns."""

from collections import deque

import clock


class Turn:
    def __await__(self):
        yield


class Lock:
    def __init__(self):
        self.holder = None

    async def __aenter__(self):
        while self.holder:
            await Turn()
        self.holder = self
        return self

    async def __aexit__(self, *error):
        if error[0] is not None:
            text = repr(error)  # @hot
            print(text)  # @hot
            number = len(text)  # @hot
            print(number)  # @hot
            self.error = text  # @hot
        self.holder = None


async def ticks(count):
    for n in range(count):
        if n % 4 == 0:
            await Turn()
        yield n


async def count_up(number, lock, results):
    total = 0
    async for n in ticks(20):
        if n < 0:
            text = f"{n} in {number}"  # @hot
            print(text)  # @hot
            total = 0  # @hot
            results.append(total)  # @hot
            return  # @hot
        total += n * number  # @loop n < 0
    async with lock:
        results.append(total)


def run_all(coroutines):
    ready = deque(coroutines)
    turns = 0
    while ready:
        coroutine = ready.popleft()
        try:
            coroutine.send(None)
        except StopIteration:
            continue
        turns += 1
        ready.append(coroutine)
    return turns


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
        lock, results = Lock(), []
        turns = run_all(count_up(number, lock, results) for number in range(12))
        total += turns + sum(results)
    return total


if __name__ == "__main__":
    clock.run(work)
