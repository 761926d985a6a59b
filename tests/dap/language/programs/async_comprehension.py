# fmt: off
def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


async def double(n):
    return n * 2


async def stream():
    yield 1
    yield 2


async def main():
    values = [await double(n) for n in range(2)]
    table = {
        n: await double(n)
        async for n in stream()
    }
    return values, table


print(run(main()))
