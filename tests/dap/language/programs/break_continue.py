# fmt: off
total = 0
for n in range(6):
    if n == 1:
        continue
    if n == 4:
        break
    total += n
while total > 0:
    total -= 2
    if total == 1:
        continue
    total -= 1
print(total)
