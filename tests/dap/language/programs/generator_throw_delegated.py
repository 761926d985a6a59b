"""Exceptions that are thrown through `yield from`."""


def sub():
    try:
        yield 1
        yield 2
    except ValueError:
        caught = True
        yield caught
    finally:
        over = True


def mid():
    try:
        yield from sub()
    except ZeroDivisionError:
        handled = True
    yield "after"


def consume():
    generator = mid()
    next(generator)
    value = generator.throw(ValueError("a"))
    return value, next(generator)


def fail():
    generator = mid()
    next(generator)
    value = generator.throw(ZeroDivisionError("b"))
    return value


def escape():
    generator = mid()
    next(generator)
    try:
        generator.throw(KeyError("c"))
    except KeyError:
        return "escaped"


print(consume())
print(fail())
print(escape())
