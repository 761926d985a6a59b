# fmt: off
log = []
class Door:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        return self.name

    def __exit__(self, *exception):
        log.append(self.name)


with Door("a") as a, Door("b") as b:
    log.append(a + b)
with (
    Door("c") as c,
    Door("d"),
):
    log.append(c)
    log.append("body")
print(log)
