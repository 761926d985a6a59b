# fmt: off
class Pause:
    def __await__(self):
        got = yield "paused"
        return got


async def worker():
    first = await Pause()
    second = await Pause()
    return first + second


work = worker()
print(work.send(None))
print(work.send(1))
try:
    work.send(2)
except StopIteration as end:
    print(end.value)
