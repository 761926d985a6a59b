# fmt: off
def averager():
    total = 0
    count = 0
    average = None
    while True:
        value = yield average
        if value is None:
            break
        total += value
        count += 1
        average = total / count
    return total


running = averager()
next(running)
running.send(10)
running.send(20)
try:
    running.send(None)
except StopIteration as end:
    print(end.value)
