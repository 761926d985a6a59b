# fmt: off
from contextlib import contextmanager, suppress


@contextmanager
def room(name):
    before = name.upper()
    try:
        yield before
    finally:
        before = None


with room("a") as inside:
    print(inside)
with suppress(ValueError):
    int("x")
    print("never")
try:
    with room("b"):
        raise KeyError("b")
except KeyError:
    print("out")
