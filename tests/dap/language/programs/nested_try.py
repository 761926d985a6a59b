# fmt: off
log = []
def work(depth):
    try:
        try:
            if depth == 0:
                raise ValueError(depth)
            if depth == 1:
                raise TypeError(depth)
        except ValueError:
            log.append("inner")
            raise KeyError(depth)
        finally:
            log.append("inner finally")
    except KeyError:
        log.append("outer key")
    except TypeError:
        log.append("outer type")
    finally:
        log.append("outer finally")


for depth in range(3):
    work(depth)
print(log)
