# fmt: off
def descend(n):
    if n == 0:
        raise RecursionError("bottom")
    try:
        descend(n - 1)
    finally:
        print("up", n)


try:
    descend(3)
except RecursionError as error:
    print(error)
