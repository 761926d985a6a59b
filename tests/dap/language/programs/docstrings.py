# fmt: off
"""Not the docstring of anything."""
def documented():
    """Says so."""


def silent():
    ...


def empty():
    pass


class Described:
    """A class."""


documented()
silent()
print(empty(), Described.__doc__)
