# fmt: off
def spin(limit):
    n = 0
    while True:
        try:
            n += 1
            if n >= limit:
                raise StopIteration
        except StopIteration:
            break
        finally:
            n += 10
    return n


print(spin(5))
