# fmt: off
class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __len__(self):
        return 2

    def __contains__(self, n):
        return n in (self.x, self.y)

    def __bool__(self):
        return bool(self.x)

    def __repr__(self):
        return f"<{self.x}, {self.y}>"


a = Vector(1, 2)
b = -a
c = a + b
if c:
    print("not empty")
print(a == b, len(a), 2 in a, not c)
print(c)
