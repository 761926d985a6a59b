"""A coroutine that the program drives itself."""

import types


class Pause:
    def __await__(self):
        got = yield 1
        return got


@types.coroutine
def pause():
    got = yield 2
    return got


async def inner():
    first = await Pause()
    second = await pause()
    return first, second


async def outer():
    both = await inner()
    done = 1
    return both, done


def drive(coroutine):
    value = None
    while True:
        try:
            value = coroutine.send(value)
        except StopIteration as end:
            return end.value


print(drive(outer()))
other = outer()
other.send(None)
print("between")
other.close()
