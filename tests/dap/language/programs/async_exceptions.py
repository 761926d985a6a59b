# fmt: off
def run(coroutine):
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value


async def fail():
    raise ValueError("async")


async def main():
    try:
        await fail()
    except ValueError as error:
        text = str(error)
    finally:
        print("cleanup")
    return text


print(run(main()))
