# fmt: off
def read():
    return next(lines, "")


lines = iter(["a", "b"])
while line := read():
    print(line)
if (n := len("abc")) > 2:
    print(n)
print([y for x in range(3) if (y := x * 2)])
