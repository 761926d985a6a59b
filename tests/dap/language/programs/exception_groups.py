# fmt: off
log = []
def fail(kind):
    raise kind("x")


def gather():
    problems = []
    for kind in (ValueError, KeyError):
        try:
            fail(kind)
        except Exception as error:
            problems.append(error)
    raise ExceptionGroup("both", problems)


try:
    gather()
except* ValueError as group:
    log.append(len(group.exceptions))
except* (KeyError, TypeError):
    log.append("key")
else:
    log.append("nothing")
finally:
    log.append("done")
try:
    log.append("calm")
except* OSError:
    log.append("never")
print(log)
