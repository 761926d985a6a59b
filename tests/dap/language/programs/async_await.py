# fmt: off
def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


async def leaf(n):
    return n + 1


async def middle(n):
    first = await leaf(n)
    second = await leaf(first)
    return first + second


async def main():
    result = await middle(1)
    return result * 2


print(run(main()))
