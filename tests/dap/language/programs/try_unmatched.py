# fmt: off
log = []
def inner():
    try:
        raise KeyError("k")
    except ValueError:
        log.append("wrong")
    finally:
        log.append("cleanup")


def outer():
    try:
        inner()
    except LookupError as error:
        log.append(error.args[0])
    log.append("after")


outer()
print(log)
