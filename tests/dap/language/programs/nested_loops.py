# fmt: off
pairs = []
for a in "xy":
    for b in range(2):
        if a == "y" and b:
            continue
        pairs.append((a, b))
    pairs.append(None)
print(pairs)
