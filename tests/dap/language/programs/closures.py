# fmt: off
def counter(start):
    count = start

    def increase(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = start

    return increase, reset


increase, reset = counter(5)
increase()
increase(2)
reset()
print(increase())
