# fmt: off
import functools


class Table:
    @functools.cached_property
    def size(self):
        return self.count()

    def count(self):
        return 3


@functools.lru_cache
def slow(n):
    return n * 2


@functools.singledispatch
def show(value):
    return "object"


@show.register
def _(value: int):
    return "int"


table = Table()
print(table.size, table.size)
print(slow(1), slow(1), show(1), show("a"))
