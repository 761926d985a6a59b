# fmt: off
def f(n):
    return n


x = (f(1)
     + f(2)
     * f(3)
     - f(4))
y = [f(1), f(2)][
    f(0)
]
z = (
    x
)
print(x, y, z, (
    f(5)
))
