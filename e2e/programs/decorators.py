"""Decorators: plain, with arguments, stacked, on classes and on methods."""

import functools

calls = []


def traced(function):
    """Write down each call and what came out of it."""
    label = function.__name__  # @decorating: function.__name__

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        calls.append(label)
        result = function(*args, **kwargs)
        return result  # @traced_result: label, args, result

    return wrapper


def repeat(times):
    """A decorator that takes an argument: call `times` times, keep all results."""

    def decorate(function):
        label = f"{function.__name__} x{times}"  # @repeat_decorates: times

        @functools.wraps(function)
        def wrapper(*args):
            results = []
            for turn in range(times):
                results.append(function(*args))  # @repeat_turn: turn, args
            return results

        wrapper.label = label
        return wrapper

    return decorate


def memoize(function):
    cache = {}

    @functools.wraps(function)
    def wrapper(n):
        if n not in cache:
            value = function(n)
            cache[n] = value  # @memo_store: n, value
        return cache[n]

    wrapper.cache = cache
    return wrapper


class CountCalls:
    """A decorator that is a class, with a call counter."""

    def __init__(self, function):
        functools.update_wrapper(self, function)
        self.function = function
        self.count = 0

    def __call__(self, *args):
        self.count += 1
        return self.function(*args)  # @counted: self.count, args


def checked(*types):
    """Check the types of a method's arguments."""

    def decorate(method):
        @functools.wraps(method)
        def wrapper(self, *args):
            for expected, value in zip(types, args, strict=True):
                if not isinstance(value, expected):
                    wanted = expected.__name__
                    raise TypeError(f"{value!r} is not {wanted}")  # @check_fails: value, wanted
            return method(self, *args)

        return wrapper

    return decorate


def with_repr(cls):
    """A class decorator that adds a __repr__ of the fields named in `shown`."""
    shown = cls.shown

    def __repr__(self):
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
        return f"{cls.__name__}({fields})"  # @repr_from_decorator: fields

    cls.__repr__ = __repr__
    return cls


registry = {}


def register(name=None):
    """Usable with and without a name."""

    def decorate(function):
        key = name or function.__name__
        registry[key] = function  # @registered: key
        return function

    return decorate


class LazyAttribute:
    """A descriptor: compute once, at the first look."""

    def __init__(self, function):
        self.function = function

    def __set_name__(self, owner, name):
        self.name = name  # @set_name: owner.__name__, name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.function(instance)
        instance.__dict__[self.name] = value
        return value  # @lazy_value: value


@traced
def add(left, right):
    return left + right


@repeat(3)
def greet(name):
    return f"hello {name}"


@traced
@repeat(times=2)
def shout(name):
    loud = name.upper()
    return loud  # @innermost: loud


@memoize
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@CountCalls
def area(width, height):
    return width * height


@with_repr
class Point:
    shown = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    @checked(int, int)
    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy)

    @LazyAttribute
    def distance(self):
        return abs(self.x) + abs(self.y)

    @staticmethod
    @traced
    def origin():
        return Point(0, 0)

    @classmethod
    def diagonal(cls, n):
        return cls(n, n)  # @class_method: cls.__name__, n


@register()
def plus(a, b):
    return a + b


@register("times")
def multiply(a, b):
    return a * b


print(add(1, 2), add(left="a", right="b"))
print(greet("ada"), greet.label)
print(shout("bob"))
print(fibonacci(6), len(fibonacci.cache))
print(area(3, 4), area(5, 6), area.count)
print(Point(1, 2).moved(3, 4), Point.origin(), Point.diagonal(7))
point = Point(3, -4)
print(point.distance, "distance" in vars(point), point.distance)
try:
    point.moved(1, "2")
except TypeError as error:
    print("error:", error)
print({key: function(6, 7) for key, function in registry.items()})
print("calls:", calls)  # @end: calls
print(add.__name__, shout.__name__, area.__name__)
