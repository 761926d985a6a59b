# fmt: off
from functools import partial, reduce


def add(a, b):
    return a + b


def key(item):
    return -item


print(reduce(add, [1, 2, 3]))
print(sorted([1, 3, 2], key=key))
print(list(filter(lambda n: n > 1, map(partial(add, 1), [0, 1, 2]))))
print(max([1, 2], key=key), min((3, 1), key=key))
