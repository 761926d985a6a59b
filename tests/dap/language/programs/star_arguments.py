# fmt: off
def show(first, *rest, last=None, **named):
    return first, rest, last, named


def numbers():
    yield 1
    yield 2


print(show(*numbers(), last=3, **{"x": 4}))
print(show(
    *[1, 2],
    *numbers(),
    **{"a": 1},
    **{"b": 2},
))
