# fmt: off
double = lambda n: n * 2
add = lambda a, b=3: (
    a +
    b
)
pick = lambda n: double(n) if n else add(n)
print(double(2), add(1), pick(0), pick(4))
print(list(map(lambda n: n + 1, [1, 2])))
print(sorted([3, 1, 2], key=lambda n: -n))
