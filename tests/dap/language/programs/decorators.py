# fmt: off
log = []
def traced(function):
    def wrapper(*arguments):
        log.append(function.__name__)
        return function(*arguments)

    return wrapper


def named(name):
    def decorate(function):
        function.label = name
        return function

    return decorate


@traced
@named("twice")
def double(n):
    return n * 2


@named("klass")
class Thing:
    pass


print(double(4), log, Thing.label)
