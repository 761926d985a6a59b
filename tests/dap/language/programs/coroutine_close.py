# fmt: off
async def waiting():
    try:
        await Never()
    finally:
        print("closed")


class Never:
    def __await__(self):
        yield


coroutine = waiting()
coroutine.send(None)
coroutine.close()
print("end")
