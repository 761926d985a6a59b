# fmt: off
def inner(n):
    return 1 // n


def outer():
    inner(1)
    inner(0)


outer()
