# fmt: off
log = []
for n in range(4):
    try:
        if n == 1:
            continue
        if n == 3:
            break
        log.append(n)
    finally:
        log.append("f")
print(log)
