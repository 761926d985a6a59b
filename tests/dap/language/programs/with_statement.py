# fmt: off
log = []
class Door:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        log.append(f"open {self.name}")
        return self

    def __exit__(self, kind, value, traceback):
        log.append(f"close {self.name}")
        return kind is ValueError


with Door("a") as door:
    log.append(door.name)
with Door("b"):
    raise ValueError("swallowed")
print(log)
