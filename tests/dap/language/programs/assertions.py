# fmt: off
def check(n):
    assert n > 0, f"{n} is not positive"
    assert (
        n
        < 10
    )
    return n


print(check(3))
for bad in (0, 20):
    try:
        check(bad)
    except AssertionError as error:
        print(error)
