# fmt: off
space = {}
exec("a = 1\nb = a + 1", space)
print(eval("a + b", space))
def evaluated(n):
    return eval("n * 2")


print(evaluated(3))
