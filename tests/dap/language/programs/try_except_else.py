# fmt: off
log = []
def attempt(value):
    try:
        result = 10 // value
    except ZeroDivisionError as error:
        log.append(type(error).__name__)
        result = None
    except (TypeError, ValueError):
        log.append("type")
        result = -1
    else:
        log.append("fine")
    finally:
        log.append("done")
    return result


print(attempt(2), attempt(0), attempt("x"))
print(log)
