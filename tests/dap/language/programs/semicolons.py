# fmt: off
a = 1; b = 2; c = a + b
def pair(): x = 1; y = 2; return x, y
d = pair(); e = pair()
if a: b = 5; c = 6
print(a, b, c, d, e)
