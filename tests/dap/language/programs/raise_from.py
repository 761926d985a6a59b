# fmt: off
log = []
def convert(text):
    try:
        return int(text)
    except ValueError as error:
        raise LookupError(text) from error


def reraise():
    try:
        convert("x")
    except LookupError as error:
        log.append(type(error.__cause__).__name__)
        raise


try:
    reraise()
except LookupError:
    log.append("outside")
print(convert("3"), log)
