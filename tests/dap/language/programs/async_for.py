# fmt: off
def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


class Ticker:
    def __init__(self, limit):
        self.left = limit

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.left:
            raise StopAsyncIteration
        self.left -= 1
        return self.left


async def main():
    async for n in Ticker(2):
        print(n)
    else:
        print("all")
    return [n async for n in Ticker(3) if n]


print(run(main()))
