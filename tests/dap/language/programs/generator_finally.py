# fmt: off
log = []
def lines():
    try:
        for n in range(3):
            yield n
    finally:
        log.append("end")


for n in lines():
    if n == 1:
        break
log.append("left")
print(log)
