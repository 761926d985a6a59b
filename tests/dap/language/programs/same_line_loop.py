# fmt: off
total = 0
for a in range(2):
    for b in range(2): total += b
n = 3
while n: n -= 1
values = [x for x in range(3)]; total += 1
print(total, n, values)
