# fmt: off
def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


async def numbers(limit):
    try:
        for n in range(limit):
            yield n
    finally:
        print("closed")


async def main():
    total = 0
    async for n in numbers(3):
        total += n
    stream = numbers(2)
    await anext(stream)
    await stream.asend(None)
    await stream.aclose()
    return total


print(run(main()))
