"""Async with top-level await: tasks, queues, generators, context managers."""

import asyncio
from contextlib import asynccontextmanager

events = []


async def delay(value, turns=1):
    """Give way to the others `turns` times, then answer."""
    for _ in range(turns):
        await asyncio.sleep(0)
    return value  # @delayed: value, turns


async def add(left, right):
    first = await delay(left)
    second = await delay(right, 2)
    return first + second  # @added: first, second


async def countdown(number):
    """An asynchronous generator."""
    while number:
        yield number
        await asyncio.sleep(0)
        number -= 1  # @async_generator: number


@asynccontextmanager
async def session(name):
    events.append(f"open {name}")
    await asyncio.sleep(0)
    try:
        yield name.upper()
    finally:
        await asyncio.sleep(0)
        events.append(f"close {name}")  # @session_closed: name


class Channel:
    """Asynchronous iteration and context management by hand."""

    def __init__(self, *items):
        self.items = list(items)

    async def __aenter__(self):
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, value, traceback):
        left = len(self.items)
        events.append(f"{left} left")  # @channel_exit: left, kind is None
        return kind is LookupError

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.items:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        item = self.items.pop(0)
        return item  # @channel_next: item


async def producer(queue, name, count):
    for number in range(count):
        await queue.put((name, number))
        await asyncio.sleep(0)
    await queue.put(None)  # @producer_done: name, count


async def consumer(queue, producers):
    received = []
    while producers:
        item = await queue.get()
        if item is None:
            producers -= 1
            continue
        received.append(item)
    return sorted(received)  # @consumer_done: len(received)


async def pool():
    queue = asyncio.Queue(maxsize=2)
    results = await asyncio.gather(
        producer(queue, "a", 3),
        producer(queue, "b", 2),
        consumer(queue, 2),
    )
    return results[-1]


async def failing():
    await asyncio.sleep(0)
    raise ValueError("not today")  # @about_to_raise


async def careful():
    """What is cancelled, what fails, and what goes through."""
    task = asyncio.create_task(delay("late", 100))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        events.append("cancelled")  # @cancelled: task.done()
    results = await asyncio.gather(failing(), delay("fine"), return_exceptions=True)
    return [repr(result) for result in results]


async def grouped():
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(add(number, 10 * number)) for number in (1, 2)]
    return [task.result() for task in tasks]


async def main():
    print("added:", await add(1, 2))
    print("countdown:", [number async for number in countdown(3)])
    async with session("db") as name:
        print("inside:", name)  # @inside_session: name
    async with Channel("x", "y") as channel:
        async for item in channel:
            print("item:", item)
    async with Channel("z"):
        raise LookupError("swallowed by the channel")
    print("pool:", await pool())
    print("careful:", await careful())
    print("grouped:", await grouped())
    return len(events)


def plain(number):
    """An ordinary function called from a coroutine."""
    return number * number  # @plain: number


count = await main()  # @top_level_await
print("events:", count, events)

total = 0
async for number in countdown(2):
    total += plain(number)  # @top_level_loop: number, total
print("total:", total)

squares = [plain(number) async for number in countdown(2)]
print("squares:", squares)  # @end: squares
