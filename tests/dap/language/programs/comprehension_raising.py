# fmt: off
def check(n):
    if n == 2:
        raise ValueError(n)
    return n


try:
    values = [check(n) for n in range(4)]
except ValueError as error:
    print("stopped at", error)
try:
    values = list(check(n) for n in range(4))
except ValueError as error:
    print("again", error)
