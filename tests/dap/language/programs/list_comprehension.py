# fmt: off
def keep(n):
    return n % 2


odd = [n for n in range(4) if keep(n)]
pairs = [
    (a, b)
    for a in range(2)
    for b in "xy"
    if a or b == "y"
]
nested = [[keep(n) for n in range(m)] for m in range(3)]
print(odd, pairs, nested)
