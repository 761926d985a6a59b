# fmt: off
def letters():
    yield "a"
    got = yield "b"
    return got


def wrapper():
    result = yield from letters()
    yield result
    yield from [1, 2]


outer = wrapper()
print(next(outer))
print(next(outer))
print(outer.send("sent"))
print(list(outer))
