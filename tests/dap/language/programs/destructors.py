# fmt: off
log = []
class Resource:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


kept = Resource("kept")
kept = None
kept = Resource("deleted")
del kept
print(log)
