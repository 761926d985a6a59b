# fmt: off
import sys
from math import (
    floor,
    sqrt,
)


def late():
    import string
    from os import path as paths, sep
    return string.digits[0] + sep + paths.basename("/a/b")


print(late(), floor(sqrt(10)), sys.maxsize > 0)
try:
    import no_such_module
except ImportError:
    print("not there")
