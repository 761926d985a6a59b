# fmt: off
log = []
class Door:
    def __enter__(self):
        return self

    def __exit__(self, *exception):
        log.append(exception[0])


def returning():
    with Door():
        return "value"


def looping():
    for n in range(3):
        with Door():
            if n == 0:
                continue
            break
    return n


def raising():
    try:
        with Door():
            raise KeyError
    except KeyError:
        return "caught"


print(returning(), looping(), raising(), len(log))
