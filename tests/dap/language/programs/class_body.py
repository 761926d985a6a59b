# fmt: off
import_me = "module"
class Shape:
    """A shape."""

    sides = 0
    names = []
    for name in ("a", "b"):
        names.append(name)

    if sides == 0:
        kind = "none"
    else:
        kind = "some"

    def area(self):
        return 0

    total = len(names)


class Square(Shape):
    sides = 4

    class Corner:
        angle = 90

    def area(self):
        return super().area() + self.sides


print(Square().area(), Shape.total, Square.Corner.angle)
