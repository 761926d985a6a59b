# fmt: off
seen = []
for n in (-1, 0, 1, 12):
    if n < 0:
        seen.append("negative")
    elif n == 0:
        seen.append("zero")
    elif n < 10:
        seen.append("small")
    else:
        seen.append("large")
if not seen:
    seen = None
print(seen)
