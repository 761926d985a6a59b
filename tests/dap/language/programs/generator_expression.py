# fmt: off
def square(n):
    return n * n


values = (square(n) for n in range(3))
print(next(values))
print(sum(values))
print(any(
    square(n) > 3
    for n in range(5)
    if n != 1
))
