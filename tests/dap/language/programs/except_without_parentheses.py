# fmt: off
# needs 3.14
def attempt(kind):
    try:
        raise kind("x")
    except ValueError, KeyError:
        return "either"
    except OSError:
        return "os"


print(attempt(KeyError), attempt(OSError))
