# fmt: off
def combine(*values):
    return sum(values)


def one():
    return 1


def two():
    return 2


result = combine(
    one(),
    two(),
    combine(
        one(),
        3,
    ),
)
print(
    result,
    one()
    + two(),
)
