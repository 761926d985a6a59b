# fmt: off
log = []
class Meta(type):
    def __new__(meta, name, bases, space):
        log.append(f"new {name}")
        return super().__new__(meta, name, bases, space)

    def __call__(cls, *arguments):
        log.append(f"call {cls.__name__}")
        return super().__call__(*arguments)


class Base(metaclass=Meta):
    def __init_subclass__(cls, **options):
        log.append(f"sub {cls.__name__}")

    def __init__(self, n):
        self.n = n


class Child(Base):
    pass


print(Child(3).n, log)
