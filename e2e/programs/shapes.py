"""Classes: inheritance, abstract methods, properties, slots, metaclass, mixins."""

from abc import ABC, abstractmethod
from math import isclose


class Registry(type):
    """A metaclass that remembers each concrete class by its name."""

    known = {}

    def __new__(mcls, name, bases, namespace):
        cls = super().__new__(mcls, name, bases, namespace)
        if bases:
            Registry.known[name.lower()] = cls  # @registered: name
        return cls


class Printable:
    """A mixin that prints itself by its own `describe`."""

    def __str__(self):
        return f"<{self.describe()}>"

    def __format__(self, spec):
        text = str(self)
        return f"{text:{spec}}"  # @formatting: spec


class Shape(Printable, ABC):
    count = 0

    def __init__(self, name):
        Shape.count += 1
        self.name = name  # @shape_init: type(self).__name__, name, Shape.count

    def __init_subclass__(cls, corners=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.corners = corners  # @subclassed: cls.__name__, corners

    @property
    @abstractmethod
    def area(self):
        """In square units."""

    def describe(self):
        return f"{self.name} {self.area:.2f}"

    def __lt__(self, other):
        return self.area < other.area  # @compared: self.name, other.name

    def __eq__(self, other):
        if not isinstance(other, Shape):
            return NotImplemented
        return isclose(self.area, other.area)

    __hash__ = None


class Circle(Shape):
    pi = 3.0
    tau = 2 * pi  # @class_body: pi

    def __init__(self, radius):
        super().__init__("circle")
        self.radius = radius

    @property
    def radius(self):
        return self._radius

    @radius.setter
    def radius(self, radius):
        if radius <= 0:
            raise ValueError(f"bad radius {radius}")  # @bad_radius: radius
        self._radius = radius

    @property
    def area(self):
        return self.pi * self.radius**2


class Polygon(Shape, corners=0):
    def __init__(self, name, points):
        super().__init__(name)
        self.points = points

    @property
    def area(self):
        """By the shoelace formula."""
        total = 0
        for (x1, y1), (x2, y2) in zip(self.points, self.points[1:] + self.points[:1]):
            total += x1 * y2 - x2 * y1
        return abs(total) / 2  # @shoelace: self.name, total

    def __len__(self):
        return len(self.points)

    def __getitem__(self, index):
        return self.points[index]

    def __contains__(self, point):
        return point in self.points


class Rectangle(Polygon, corners=4):
    def __init__(self, width, height):
        points = [(0, 0), (width, 0), (width, height), (0, height)]
        super().__init__(type(self).__name__.lower(), points)

    def scaled(self, factor):
        width, height = self[2]
        return type(self)(width * factor, height * factor)  # @scaled: width, height


class Square(Rectangle, corners=4):
    def __init__(self, side, _ignored=None):
        super().__init__(side, side)


class Vector:
    """A value type with operators and slots."""

    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __rmul__(self, factor):
        return Vector(factor * self.x, factor * self.y)  # @reflected: factor

    def __neg__(self):
        return -1 * self

    def __bool__(self):
        return bool(self.x or self.y)

    def __repr__(self):
        return f"Vector({self.x}, {self.y})"

    def __getattr__(self, name):
        if name == "length_squared":
            return self.x**2 + self.y**2  # @computed_attribute: name
        raise AttributeError(name)


class Plugin(metaclass=Registry):
    def run(self):
        raise NotImplementedError


class Upper(Plugin):
    def run(self):
        return "UPPER"


class Lower(Plugin):
    def run(self):
        return "lower"


class Left:
    def hello(self):
        return ["left"]


class Right:
    def hello(self):
        return ["right"]


class Both(Left, Right):
    def hello(self):
        words = [word for base in type(self).__bases__ for word in base.hello(self)]
        return ["both", *words]  # @diamond: words


shapes = [Circle(2), Rectangle(3, 5), Square(2)]
shapes.append(shapes[1].scaled(2))
for shape in sorted(shapes):
    print(f"{shape:>20} {shape.corners}")

square = shapes[2]
print(len(square), square[1], (2, 2) in square, square == Square(2), square == "square")
try:
    shapes[0].radius = -1
except ValueError as error:
    print("error:", error)
try:
    Shape("nothing")
except TypeError as error:
    print("abstract:", "abstract" in str(error))

vector = Vector(1, 2) + 3 * Vector(1, 0)
print(vector, -vector, bool(Vector(0, 0)), vector.length_squared)
try:
    vector.z = 1
except AttributeError:
    print("no room for z")

print({name: plugin().run() for name, plugin in Registry.known.items()})
print(Both().hello(), [cls.__name__ for cls in Both.__mro__])


def make_class(base, extra):
    class Local(base):
        bonus = extra  # @local_class_body: extra

        def hello(self):
            return super().hello() + [self.bonus]

    return Local


print(make_class(Right, "local")().hello())
print("shapes made:", Shape.count)  # @end: Shape.count
