# fmt: off
def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


class Connection:
    async def __aenter__(self):
        return "open"

    async def __aexit__(self, *exception):
        return exception[0] is KeyError


async def main():
    async with Connection() as state:
        print(state)
    async with Connection():
        raise KeyError
    return "end"


print(run(main()))
