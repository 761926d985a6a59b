# fmt: off
def pair():
    return 1, (2, 3)


a, (b, c) = pair()
x = y = [a]
x[0], y[-1] = b, c
(
    d,
    e,
) = (
    a,
    b,
)
[f, g] = d, e
print(a, b, c, d, e, f, g, x)
