"""A class whose namespace is the metaclass's own."""


class Names(dict):
    def __setitem__(self, name, value):
        super().__setitem__(name, value)

    def __missing__(self, name):
        raise KeyError(name)


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases):
        return Names()

    def __new__(mcs, name, bases, names):
        return super().__new__(mcs, name, bases, dict(names))


class Base(metaclass=Meta):
    x = 1

    def y(self):
        return self.x


print(Base().y())
