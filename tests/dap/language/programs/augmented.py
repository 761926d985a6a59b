# fmt: off
class Box:
    def __init__(self, n):
        self.n = n

    def __iadd__(self, other):
        self.n += other
        return self


class Rows:
    def __getitem__(self, index):
        return index

    def __setitem__(self, index, value):
        print(index, value)


box = Box(1)
box += 2
rows = Rows()
rows[1] += 5
box.n **= 2
print(box.n)
